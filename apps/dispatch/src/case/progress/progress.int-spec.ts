import type { PublicProgressAnswer } from '@weisu/api';
import { AppealWithdrawn } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  clocksOf,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, district } = officials;

describe('what the holder of a receipt may do', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const arrives = () => registered(service, time, { secretVerifier });
  const track = async (id: string) =>
    service.call<PublicProgressAnswer>('trackAppeal', { number: await numberOf(service, id), secret }, null);
  const withdraw = async (id: string, reason?: string) =>
    service.call<PublicProgressAnswer>(
      'withdrawAppeal',
      { number: await numberOf(service, id), secret, reason },
      null,
    );
  const labels = (progress: PublicProgressAnswer) => progress.steps?.map((step) => step.label);

  it('is followed by its units and limits, without a person’s name or a note between officials', async () => {
    const id = await arrives();
    const { lead } = await allocated(service, id);
    await service.call('recordContact', { id: lead.id, note: '内部：住户情绪激动' }, grid);
    await service.settled();
    const progress = await track(id);
    expect(progress).toMatchObject({ status: 'HANDLING', dueBy: expect.any(String), mayRate: false });
    expect(labels(progress)).toEqual(['已登记', '已派单', '已派单', '已与您联系']);
    expect(JSON.stringify(progress)).not.toContain('内部');
  });

  it('is told why it was declined and where to turn instead', async () => {
    const id = await registered(service, time, { areaCode: null, secretVerifier });
    await service.call(
      'declineAppeal',
      { id, ground: 'LEGAL_CHANNEL', explanation: '属诉讼事项', referTo: '罗湖区人民法院' },
      district,
    );
    await service.settled();
    expect((await track(id)).steps?.at(-1)).toMatchObject({
      label: '不予受理',
      text: '属诉讼事项\n建议转向：罗湖区人民法院',
    });
  });

  it('withdraws a matter: its orders, limits and requests end with it, and saying it again changes nothing', async () => {
    const id = await arrives();
    const { lead } = await allocated(service, id);
    await service.call(
      'fileRequest',
      { input: { kind: 'ESCALATE', appealId: id, reason: '需街道协调' } },
      grid,
    );
    expect((await withdraw(id, '  ')).status).toBe('WITHDRAWN');
    expect((await withdraw(id)).status).toBe('WITHDRAWN');
    const [left] = await service.sql<{ running: number }>(
      `SELECT count(*)::int AS running FROM clock WHERE subject = $1 AND state IN ('RUNNING', 'SUSPENDED')`,
      [id],
    );
    expect(left?.running).toBe(0);
    expect(await service.call('requestsToDecide', {}, desk)).toEqual([]);
    await expect(service.call('acceptWorkOrder', { id: lead.id }, grid)).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    await service.settled();
    expect(service.probe.of(AppealWithdrawn, id)).toMatchObject([
      { payload: { continues: false, noteId: null } },
    ]);
  });

  it('cannot end a hazard by withdrawing it: the work goes on as found by ourselves', async () => {
    const id = await arrives();
    await service.call('classifyAppeal', { id, input: { ...asLighting, nature: 'HAZARD' } }, desk);
    const [lead] = await service.call<{ id: string }[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: grid.unitId, role: 'LEAD' }] },
      desk,
    );
    expect((await withdraw(id)).status).toBe('ALLOCATED');
    const clocks = await clocksOf(service, lead?.id ?? '');
    expect([clocks['CONTACT']?.state, clocks['RESOLVE']?.state]).toEqual(['CANCELLED', 'RUNNING']);
  });

  it('sees of a merged matter what becomes of the one it is handled with, which its own appellant cannot end', async () => {
    const merged = await arrives();
    const target = await arrives();
    await service.call('mergeAppeal', { id: merged, into: target }, desk);
    const { lead } = await allocated(service, target);
    expect((await withdraw(target)).status).toBe('ALLOCATED');
    await service.call('resolveWorkOrder', { id: lead.id, note: '已修复' }, grid);
    await service.settled();
    const progress = await track(merged);
    expect(progress).toMatchObject({ number: await numberOf(service, merged), status: 'RESOLVED' });
    expect(labels(progress)?.slice(0, 2)).toEqual(['已登记', '与同类事项合并办理']);
    expect(labels(progress)?.at(-1)).toBe('事项已办结，等待回访');
    expect(labels(progress)).not.toContain('已撤回');
    expect(await statusOf(service, merged)).toBe('MERGED');
  });

  it('hole 8: ten wrong secrets lock out nobody but the network that they came from, and an unknown number answers alike', async () => {
    const id = await arrives();
    const number = await numberOf(service, id);
    const guess = (of: string, network: string, said = 'WRONG', proof?: string) =>
      service
        .call('trackAppeal', { number: of, secret: said }, null, { network, ...(proof ? { proof } : {}) })
        .then(() => 'OK')
        .catch((error: { code: string }) => error.code);
    const unknown = '20261123-999999-9';
    for (let n = 0; n < 11; n += 1) {
      const codes = [await guess(number, 'attacker'), await guess(unknown, 'attacker')];
      expect(codes).toEqual(n < 10 ? ['NOT_FOUND', 'NOT_FOUND'] : ['PROOF_NEEDED', 'PROOF_NEEDED']);
    }
    expect(await guess(number, 'attacker', secret)).toBe('PROOF_NEEDED');
    expect(await guess(number, 'attacker', 'WRONG', 'proof 1')).toBe('NOT_FOUND');
    // an answer that was lost, and another guess
    expect(await guess(number, 'attacker', 'WRONG', 'proof 1')).toBe('NOT_FOUND');
    expect(await guess(number, 'attacker', secret, 'proof 1')).toBe('PROOF_NEEDED');
    expect(await guess(unknown, 'attacker', secret, 'proof 2')).toBe('NOT_FOUND');
    // her neighbour behind the same address guessed
    expect(await guess(number, 'attacker', secret, 'proof 3')).toBe('OK');
    expect(await guess(number, 'resident', secret)).toBe('OK');
  });

  it('has ten wrong secrets per number and hour for nothing; then also the right one costs a proof of work', async () => {
    const id = await arrives();
    const number = await numberOf(service, id);
    for (let n = 0; n < 10; n += 1) {
      await expect(service.call('trackAppeal', { number, secret: 'WRONG' }, null)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(track(id)).rejects.toMatchObject({ code: 'PROOF_NEEDED' });
    await expect(withdraw(id)).rejects.toMatchObject({ code: 'PROOF_NEEDED' });
    time.set('2026-11-23T09:59:59+08:00');
    await expect(track(id)).rejects.toMatchObject({ code: 'PROOF_NEEDED' });
    time.set('2026-11-23T10:00:00+08:00');
    expect((await track(id)).number).toBe(number);
  });
});
