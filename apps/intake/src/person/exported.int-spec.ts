import type { ExportedAppealsInput, ReceiptAnswer } from '@weisu/api';
import { askerOf } from '@weisu/appeal-access';
import { AppellantRevealed } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { actorOf } from '@weisu/testing';
import {
  auditor,
  community,
  grid,
  gridCode,
  missingId,
  notification,
  resident,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';
import type { ExportedAppeal } from './exported.js';

const dispatch = actorOf({ subject: 'service-account-dispatch', client: 'dispatch', roles: ['SERVICE'] });
const exportId = '0193a8f0-0011-7000-8000-000000000001';

describe('what intake says in an export of the ledger', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const submitted = async (input: object = {}) => {
    const said = { text: '路灯不亮', areaCode: gridCode, name: '张三', phone: '13812345678', ...input };
    return (await service.call<ReceiptAnswer>('submitAppeal', { input: said }, resident)).id;
  };
  const ask = (
    asker: Actor,
    keys: readonly string[],
    more: Partial<ExportedAppealsInput> = {},
    caller: Actor = dispatch,
  ) => {
    const input = { exportId, asker: askerOf(asker), keys, named: false, ...more };
    return service.call<(ExportedAppeal | null)[]>('exportedAppeals', { input }, caller);
  };
  const named = { named: true, purpose: '电话回访' };
  const revealsOf = (id: string) =>
    service.sql('SELECT actor_subject, actor_unit, purpose, export_id FROM reveal WHERE appeal_id = $1', [
      id,
    ]);

  it('is one answer per key, masked, and nothing of what the asker may not see', async () => {
    const id = await submitted();
    expect(await ask(grid, [missingId, id.toUpperCase(), 'no-id'])).toMatchObject([
      null,
      { title: '路灯不亮', text: '路灯不亮', name: '张**', phone: '138****5678', repeatOfId: null },
      null,
    ]);
    expect(await ask(streetTwo, [id])).toEqual([null]);
    expect(await revealsOf(id)).toEqual([]);
  });

  it('is in full for a purpose, and once on record as a reveal by the asker, however often the page is made', async () => {
    const id = await submitted();
    expect(await ask(street, [id], named)).toMatchObject([{ name: '张三', phone: '13812345678' }]);
    expect(await ask(street, [id], named)).toMatchObject([{ name: '张三' }]);
    expect(await revealsOf(id)).toEqual([
      { actor_subject: street.subject, actor_unit: street.unitId, purpose: '电话回访', export_id: exportId },
    ]);
    await service.settled();
    expect(service.probe.of(AppellantRevealed, id)).toMatchObject([
      { actor: { subject: street.subject, kind: 'STAFF', unitId: street.unitId } },
    ]);
    const another = '0193a8f0-0011-7000-8000-000000000002';
    await ask(street, [id], { ...named, exportId: another });
    expect(await revealsOf(id)).toHaveLength(2);
  });

  it('names nobody who asked for confidentiality to who may not know, also not in full, and no link to another matter', async () => {
    const open = await submitted({ text: '楼上漏水' });
    const id = await submitted({ text: '楼上漏水', confidential: true });
    for (const asker of [grid, community, auditor]) {
      const [answer] = await ask(asker, [id], named);
      expect(answer).toMatchObject({ name: '（要求保密）', phone: null, repeatOfId: null });
    }
    expect(await revealsOf(id)).toEqual([]);
    expect(await ask(street, [id], named)).toMatchObject([{ name: '张三', repeatOfId: open }]);
    expect(await revealsOf(id)).toHaveLength(1);
  });

  it('is refused for names without a purpose, for more than a thousand matters, and to everybody but dispatch', async () => {
    const id = await submitted();
    await expect(ask(street, [id], { named: true })).rejects.toMatchObject({ code: 'PURPOSE_REQUIRED' });
    const many = Array.from({ length: 1_001 }, () => id);
    await expect(ask(street, many)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    for (const caller of [street, notification])
      await expect(ask(street, [id], {}, caller)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is nothing to who calls itself a service', async () => {
    const id = await submitted();
    expect(await ask({ ...dispatch, areaCode: '440303' }, [id])).toEqual([null]);
  });
});
