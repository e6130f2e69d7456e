import type { LoadAnswer, OperationAnswer } from '@weisu/api';
import { AppealPassed, PassingAnswered } from '@weisu/contracts';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';

type Passing = OperationAnswer['passAppeal'];

const { desk, grid, department, neighbour, community } = officials;
const partner = actorOf({ roles: ['INTEGRATION'], client: 'minyi', subject: 'minyi', areaCode: '440303' });
const other = actorOf({ roles: ['INTEGRATION'], client: 'other', subject: 'other', areaCode: '440303' });
const text = '路面塌陷处为市管道路，请贵单位组织抢修。';

describe('a matter that is passed to another system', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let id: string;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    id = await registered(service, time);
  });
  afterAll(() => service.stop());

  const pass = (actor = desk, system = 'minyi') =>
    service.call<Passing>('passAppeal', { id, system, text }, actor);
  const answer = (passing: Passing, status: string, more: object = {}, actor = partner) =>
    service.call<Passing>('answerPassing', { id: passing.id, number: 'MY-1' + id, status, ...more }, actor);
  const list = async (actor = partner, args: object = {}) =>
    (await service.call<OperationAnswer['passings']>('passings', args, actor)).map((one) => one.id);

  it('goes to that system alone, which answers under its own number', async () => {
    const passing = await pass();
    expect(passing).toMatchObject({ system: 'minyi', text, status: 'PASSED', number: null });
    expect(passing.appealNumber).not.toBe('');
    expect(await list()).toContain(passing.id);
    expect(await list(other)).not.toContain(passing.id);
    await expect(answer(passing, 'DONE', {}, other)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect(await answer(passing, 'RECEIVED')).toMatchObject({ status: 'RECEIVED', number: 'MY-1' + id });
    await answer(passing, 'RECEIVED');
    await answer(passing, 'RECEIVED', { note: '已安排勘查' });
    expect(await answer(passing, 'DONE', { note: '已抢修' })).toMatchObject({ status: 'DONE' });
    expect(await list(partner, { open: true })).not.toContain(passing.id);
    await service.settled();
    expect(service.probe.of(AppealPassed, id)).toHaveLength(1);
    expect(service.probe.of(PassingAnswered, id).map(({ payload }) => payload.status)).toEqual([
      'RECEIVED',
      'RECEIVED',
      'DONE',
    ]);
    const [own] = await service.call<LoadAnswer['passingsByAppeal']>(
      'passingsByAppeal',
      { keys: [id] },
      desk,
    );
    expect(own).toMatchObject([{ id: passing.id, status: 'DONE' }]);
    expect(await service.call('passingsByAppeal', { keys: [id] }, partner)).toEqual([[]]);
  });

  it('goes to the client that the reference data give the name to, and to no client of that name', async () => {
    const passing = await pass(desk, '12345');
    const namesake = actorOf({ ...other, client: '12345', subject: '12345' });
    expect(await list(officials.hotline)).toContain(passing.id);
    expect(await list(namesake)).not.toContain(passing.id);
    await expect(answer(passing, 'DONE', {}, namesake)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect(await answer(passing, 'DONE', {}, officials.hotline)).toMatchObject({ status: 'DONE' });
  });

  it('is passed and answered by hand where there is no interface, by who allocates or supervises', async () => {
    for (const actor of [neighbour, department])
      await expect(pass(actor)).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) as string,
      });
    await expect(pass(community)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(pass(desk, 'with blank')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const passing = await pass(desk, '市民意速办');
    await expect(answer(passing, 'HANDLING', {}, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await answer(passing, 'HANDLING', {}, desk)).toMatchObject({ status: 'HANDLING' });
    expect(await list(desk)).toContain(passing.id);
    expect(await list(neighbour)).not.toContain(passing.id);
  });

  it('keeps the matter from closing until it has ended there', async () => {
    const passing = await pass();
    const { lead, assist } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已办' }, grid);
    await service.call('resolveWorkOrder', { id: assist.id, note: '已办' }, department);
    const close = () =>
      service.call('closeAppeal', { id, closing: { solved: true, meansExhausted: true } }, desk);
    await expect(close()).rejects.toMatchObject({
      message: expect.stringContaining(`PASSING ${passing.id}`) as string,
    });
    await answer(passing, 'REFUSED', { note: '不属本单位' });
    await expect(close()).rejects.toMatchObject({
      message: expect.not.stringContaining('PASSING') as string,
    });
  });

  it('is compared with what the other system says: lost there, lost here, diverging', async () => {
    const passing = await pass();
    await answer(passing, 'HANDLING');
    const again = await pass();
    const reconcile = (rows: object[], actor = partner, system = 'minyi') =>
      service.call<OperationAnswer['reconcile']>('reconcile', { system, since: '2026-11-23', rows }, actor);
    const number = 'MY-1' + id;
    const seen = await reconcile([
      { number, status: 'DONE' },
      { number: 'MY-lost', status: 'RECEIVED' },
    ]);
    expect(seen.diverging).toContainEqual({ number, ours: 'HANDLING', theirs: 'DONE' });
    expect(seen.missingHere).toEqual([{ number: 'MY-lost', ours: null, theirs: 'RECEIVED' }]);
    expect(seen.missingThere).toContainEqual({ number: '', ours: 'PASSED', theirs: null });
    expect(again.status).toBe('PASSED');
    // another system does not ask in its name, and a neighbour has nothing between them
    await expect(reconcile([], other)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect(await reconcile([], neighbour)).toMatchObject({ agreed: 0, missingThere: [], diverging: [] });
  });

  it('has a text to paste, for the offices that see it', async () => {
    const { lead, assist } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: assist.id, note: '已协办' }, department);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已更换灯泡，电话13800138000' }, grid);
    await service.settled();
    const said = await service.call<string>('replyText', { id }, desk);
    expect(said).toContain('办理结果：已于2026-11-23办结。已更换灯泡，电话（号码略）');
    await expect(service.call('replyText', { id }, neighbour)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
