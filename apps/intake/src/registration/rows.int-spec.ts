import { randomBytes } from 'node:crypto';
import type { AppealAnswer } from '@weisu/api';
import { AppealRegistered } from '@weisu/contracts';
import { nonceBytes, seal } from '@weisu/personal-data';
import { community, config, district, forum, hotline, startIntake } from '../intake.fixture.js';

/** UUIDs as an import makes them of rows. */
const rowId = (n: number): string => `row:0ac5a7e2-2a6c-5b53-8d0e-${String(n).padStart(12, '0')}`;

describe('rows that an import brings in without numbers', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  type Caller = Parameters<typeof service.call>[2];
  const register = (input: object, actor: Caller = hotline) =>
    service.call<AppealAnswer>(
      'registerAppeal',
      { input: { channel: 'HOTLINE_12345', areaCode: '440303003020', ...input } },
      actor,
    );
  const at = (clock: string): string => `2025-03-04T${clock}+08:00`;

  it('are known again, and what they are known by stands in no table and no event', async () => {
    const row = {
      text: '第一行：路灯不亮',
      occurredAt: at('09:05:00'),
      clientId: rowId(1),
      phone: '13812340001',
    };
    const { id } = await register(row);
    expect((await register(row)).id).toBe(id);
    const digest = rowId(1).slice(4);
    const [stored] = await service.sql<{ row: string }>(
      'SELECT to_jsonb(a)::text AS row FROM appeal a WHERE id = $1',
      [id],
    );
    expect(stored?.row).not.toContain(digest);
    await service.settled();
    expect(JSON.stringify(service.probe.of(AppealRegistered, id))).not.toContain(digest);
    await expect(register({ ...row, text: '别的' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSE' });
    expect((await register(row, forum)).id).not.toBe(id);
  });

  it('are one matter when they come twice at once', async () => {
    const row = { text: '同时来的一行', occurredAt: at('09:06:00'), clientId: rowId(2) };
    const both = await Promise.all([register(row), register(row)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('that say the same at another address are another matter, and at the same are known, however it is written', async () => {
    const row = {
      text: '占道经营',
      occurredAt: at('00:00:00'),
      clientId: rowId(50),
      address: '东门中路 1 号',
    };
    const first = await register(row);
    const other = await register({ ...row, address: '人民南路 2 号' });
    expect(other.number).not.toBe(first.number);
    expect(other.similarTo).toBe(first.number);
    expect((await register({ ...row, address: undefined })).number).not.toBe(first.number);
    expect((await register({ ...row, address: '东门中路1号' })).number).toBe(first.number);
    expect((await register({ ...row, address: '人民南路 2号' })).number).toBe(other.number);
    await expect(register({ ...row, name: '李女士' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSE',
    });
  });

  it('are one for each address when two addresses come twice at once', async () => {
    const row = { text: '占道经营，同时来的', occurredAt: at('00:00:00'), clientId: rowId(51) };
    const all = await Promise.all(
      ['东门中路 3 号', '人民南路 3 号', '东门中路3号', '人民南路3号'].map((address) =>
        register({ ...row, address }),
      ),
    );
    expect(all.map(({ id }) => all.findIndex((one) => one.id === id))).toEqual([0, 1, 0, 1]);
  });

  it('that resemble an earlier one are matters of their own, and say which they resemble', async () => {
    const row = { text: '楼下烧烤油烟大', occurredAt: at('10:00:00'), clientId: rowId(10) };
    const first = await register(row);
    expect(first.similarTo ?? null).toBeNull();
    const later = await register({ ...row, occurredAt: at('11:00:00'), clientId: rowId(11) });
    const corrected = await register({ ...row, text: '楼下烧烤摊油烟大', clientId: rowId(12) });
    expect(new Set([first.id, later.id, corrected.id]).size).toBe(3);
    expect([later.similarTo, corrected.similarTo]).toEqual([first.number, first.number]);
    // again the same is said, and the first still resembles nothing before it
    expect((await register({ ...row, occurredAt: at('11:00:00'), clientId: rowId(11) })).similarTo).toBe(
      first.number,
    );
    expect((await register(row)).similarTo ?? null).toBeNull();
  });

  it.each([
    { why: 'a day without a time of day is no instant', n: 20, occurredAt: at('00:00:00'), actor: hotline },
    { why: 'another system brought the other in', n: 22, occurredAt: at('12:00:00'), actor: forum },
  ])('resemble nothing where $why', async ({ n, occurredAt, actor }) => {
    await register({ text: `前一行 ${n}`, occurredAt, clientId: rowId(n) });
    const other = await register({ text: `后一行 ${n}`, occurredAt, clientId: rowId(n + 1) }, actor);
    expect(other.similarTo ?? null).toBeNull();
  });

  it('tell of the resemblance whoever brought them in, and nobody else', async () => {
    const row = { text: '下水道反味', occurredAt: at('13:00:00'), clientId: rowId(30) };
    await register(row);
    const { id } = await register({ ...row, occurredAt: at('14:00:00'), clientId: rowId(31) });
    for (const actor of [district, community, hotline]) {
      const [seen] = await service.call<(AppealAnswer | null)[]>('appealsById', { keys: [id] }, actor);
      expect(seen?.similarTo ?? null).toBeNull();
    }
  });

  it('have the telephone number completed by the area code of the district', async () => {
    const { id } = await register({ text: '没有区号的电话', phone: '25550123', clientId: rowId(40) });
    const [seen] = await service.call<(AppealAnswer | null)[]>('appealsById', { keys: [id] }, district);
    expect(seen?.appellant).toMatchObject({ phone: '075****0123', phoneWritten: null });
    const typed = await register(
      { text: '社区工作人员记下的电话', phone: '2555 0123转2', areaCode: undefined, channel: 'HOME_VISIT' },
      community,
    );
    expect(typed.appellant).toMatchObject({ phone: '075****0123', phoneWritten: '***' });
  });

  it('are known again although their telephone number could not be read before', async () => {
    const row = { text: '电话那时读不出来', phone: '25550124', clientId: rowId(41) };
    const { id } = await register({ ...row, phone: '见附件' });
    await service.sql('UPDATE appeal SET phone_written_sealed = $2, phone_sealed = NULL WHERE id = $1', [
      id,
      seal(config.keys.sealing, '25550124', `${id}:phone-written`, randomBytes(nonceBytes)),
    ]);
    expect((await register(row)).id).toBe(id);
  });
});
