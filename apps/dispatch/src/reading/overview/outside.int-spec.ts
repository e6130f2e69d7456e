import type { OperationAnswer, WorkOrderAnswer } from '@weisu/api';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk, grid, hotline } = officials;
const resident = actorOf({ roles: ['RESIDENT'], subject: 'resident' });
const time = new TestTime('2026-11-23T09:00:00+08:00');

/** What the offices keep of a matter for each other: each is a list per matter. */
const ofTheOffices = [
  'workOrdersByAppeal',
  'requestsByAppeal',
  'clocksByAppeal',
  'ledgerByAppeal',
  'supervisionNoticesByAppeal',
  'passingsByAppeal',
  'whistlesByAppeal',
] as const;

describe('hole 13: what the offices keep for each other', () => {
  let service: TestService;
  let id: string;
  let order: WorkOrderAnswer;

  beforeAll(async () => {
    service = await startDispatch(time);
    id = await registered(service, time, { registeredBy: 'hotline', residentSubject: 'resident' });
    ({ lead: order } = await allocated(service, id));
    const opinion = { facts: '现场核实属实', opinion: '责令整改' };
    await service.call('fileHandlingOpinion', { id: order.id, input: opinion }, grid);
    const request = { kind: 'ESCALATE', appealId: id, workOrderId: order.id, reason: '超出网格权限' };
    await service.call('fileRequest', { input: request }, grid);
    await service.call('passAppeal', { id, system: 'another', text: '请协助核查' }, desk);
    const supervised = { id, unitId: grid.unitId, text: '请说明进展' };
    await service.call('supervise', supervised, desk);
    await service.call(
      'blowWhistle',
      {
        input: {
          ...{ appealIds: [id], areaCode: '440303003020', situation: 'HARD_MATTER', reason: '多部门' },
          unitIds: ['440303.water'],
        },
      },
      desk,
    );
  });
  afterAll(() => service.stop());

  it.each(ofTheOffices)('is in %s for them, and not for who sent or submitted the matter', async (load) => {
    const read = (actor: typeof desk) => service.call<unknown[][]>(load, { keys: [id] }, actor);
    expect((await read(desk)).flat()).not.toEqual([]);
    for (const outside of [hotline, resident]) expect(await read(outside)).toEqual([[]]);
  });

  it('is not in what outside systems and residents may ask of the matter itself', async () => {
    const [seen] = await service.call<OperationAnswer['appeal'][]>(
      'handlingByAppeal',
      { keys: [id] },
      hotline,
    );
    expect(seen).toMatchObject({ id, caseLeader: null, account: null, suggestion: null });
  });
});
