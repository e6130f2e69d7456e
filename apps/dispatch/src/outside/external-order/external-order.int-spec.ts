import type { AppealAnswer, OperationAnswer, WorkOrderAnswer } from '@weisu/api';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import {
  asLighting,
  inCuizhu,
  officials,
  registered,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, neighbour } = officials;
const hotline = actorOf({
  roles: ['INTEGRATION'],
  client: 'hotline',
  subject: 'hotline',
  areaCode: '440303',
});

describe('a number that the system sent and an office typed', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let count = 0;
  let number: string;

  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(() => (number = `N-${(count += 1)}`));
  afterAll(() => service.stop());

  const order = (byHand: boolean) => ({
    system: '12345',
    number,
    dispatchedAt: time.now(),
    dueBy: new Date('2026-11-27T18:00:00+08:00'),
    returnBy: null,
    categoryCode: null,
    urgency: null,
    handlerUnitIds: [grid.unitId ?? ''],
    followUpBySender: false,
    replyRequired: true,
    ...(byHand ? { byHand } : {}),
  });
  const sent = (more: object = {}) =>
    registered(service, time, { registeredBy: 'hotline', external: order(false), ...more });
  const typed = (more: object = {}) => registered(service, time, { external: order(true), ...more });
  const verdict = (actor = hotline, accepted = true) =>
    service.call<AppealAnswer>('recordSenderVerdict', { system: '12345', number, accepted }, actor);
  async function reportedBack(id: string): Promise<string> {
    await service.call('classifyAppeal', { id, input: asLighting }, desk);
    const [lead] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: grid.unitId, role: 'LEAD' }] },
      desk,
    );
    await service.call('resolveWorkOrder', { id: lead?.id, note: '已处理' }, grid);
    await service.call('reportBack', { id, reply: '已处理' }, desk);
    return id;
  }

  it('hole 17: is two matters, and the system’s verdict is of its own alone', async () => {
    const byHand = await reportedBack(await typed());
    await expect(verdict()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own = await reportedBack(await sent());
    await verdict();
    expect([await statusOf(service, own), await statusOf(service, byHand)]).toEqual([
      'CLOSED',
      'REPORTED_BACK',
    ]);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('has the verdict of the client that sent it, and no other signs with its name', async () => {
    const own = await reportedBack(await sent({ registeredBy: 'before' }));
    const before = actorOf({ ...hotline, client: 'before', subject: 'before' });
    const stranger = actorOf({ ...hotline, client: 'stranger', subject: 'stranger' });
    await expect(verdict(stranger)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    await expect(verdict()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await verdict(before);
    expect(await statusOf(service, own)).toBe('CLOSED');
  });

  it('hole 17: by hand has its verdict by hand where the system sent none, and never the neighbour’s', async () => {
    const byHand = await reportedBack(await typed());
    await typed({ areaCode: inCuizhu });
    await verdict(desk, false);
    expect(await statusOf(service, byHand)).toBe('HANDLING');
    await expect(verdict(neighbour)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('hole 17: by hand is closed by nobody but its verdict, and merged into the system’s own', async () => {
    const [byHand, own] = [await typed(), await sent()];
    await service.call('classifyAppeal', { id: byHand, input: asLighting }, desk);
    await expect(
      service.call('declineAppeal', { id: byHand, ground: 'OUT_OF_SCOPE', explanation: '不属' }, desk),
    ).rejects.toMatchObject({ code: 'SENDER_CLOSES' });
    await service.call('mergeAppeal', { id: byHand, into: own }, desk);
    expect(await statusOf(service, byHand)).toBe('MERGED');
    number = `${number}-other`;
    const other = { id: await sent(), into: await typed() };
    await expect(service.call('mergeAppeal', other, desk)).rejects.toMatchObject({ code: 'SENDER_CLOSES' });
  });

  it('hole 17: by hand does not agree with the system’s list, nor is its own missing for it', async () => {
    await typed();
    const reconcile = (actor = hotline) =>
      service.call<OperationAnswer['reconcile']>(
        'reconcile',
        { system: '12345', since: '2026-11-23', rows: [{ number, status: 'OPEN' }] },
        actor,
      );
    for (const actor of [hotline, desk])
      expect((await reconcile(actor)).missingHere).toEqual([{ number, ours: null, theirs: 'OPEN' }]);
    await sent();
    expect((await reconcile()).missingHere).toEqual([]);
  });

  it('hole 17: by hand names no handlers: who allocates does', async () => {
    const id = await typed();
    expect(await statusOf(service, id)).toBe('REGISTERED');
  });

  it('hole 17: typed before offices’ numbers stood apart is moved', async () => {
    const id = await typed();
    await service.sql(
      'UPDATE handling SET external_system = typed_system, typed_system = NULL WHERE id = $1',
      [id],
    );
    const { typedNumbers } = await import('../../migrations/0220-typed-numbers.js');
    await service.sql(typedNumbers.at(-1)?.sql ?? '');
    const own = await reportedBack(await sent());
    await verdict();
    expect(await statusOf(service, own)).toBe('CLOSED');
  });
});
