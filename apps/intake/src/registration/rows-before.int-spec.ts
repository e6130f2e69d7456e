import { createHmac } from 'node:crypto';
import type { AppealAnswer } from '@weisu/api';
import { config, forum, hotline, startIntake } from '../intake.fixture.js';

const rowId = (n: number): string => `row:0ac5a7e2-2a6c-5b53-8d0e-${String(n).padStart(12, '0')}`;
const bareId = (n: number): string => rowId(n).slice('row:'.length);

describe('rows that a version before brought in', () => {
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
  const at = (clock: string): string => `2025-03-05T${clock}+08:00`;
  const mark = (n: number): string =>
    `row:${createHmac('sha256', config.keys.person)
      .update(JSON.stringify(['row', `client:${hotline.client}`, bareId(n)]))
      .digest('base64url')}`;

  describe.each([
    { how: 'an importer of before, as a bare UUID', n: 100, stored: bareId },
    { how: 'a new importer at an intake of before, as it came', n: 200, stored: rowId },
    { how: 'an intake of before, as a mark without the address', n: 300, stored: mark },
  ])('by $how', ({ n, stored }) => {
    const brought = async (input: object, id: string): Promise<AppealAnswer> => {
      const answer = await register({ ...input, clientId: `before ${n} ${id}` });
      await service.sql('UPDATE appeal SET client_id = $2 WHERE id = $1', [answer.id, id]);
      return answer;
    };

    it('are known again, and other content is refused', async () => {
      const row = { text: '早先导入的一行', occurredAt: at('09:07:00'), phone: '25550123' };
      const { id } = await brought(row, stored(n));
      expect((await register({ ...row, clientId: rowId(n) })).id).toBe(id);
      expect((await register({ ...row, clientId: rowId(n) })).id).toBe(id);
      await expect(register({ ...row, text: '别的', clientId: rowId(n) })).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSE',
      });
      expect((await register({ ...row, clientId: rowId(n) }, forum)).id).not.toBe(id);
    });

    it('are known at their address alone; at another the row is a matter of its own, which resembles them', async () => {
      const row = { text: `占道经营 ${n}`, occurredAt: at('00:00:00'), address: '东门中路 1 号' };
      const { id, number } = await brought(row, stored(n + 1));
      const elsewhere = { ...row, address: '人民南路 2 号', clientId: rowId(n + 1) };
      const other = await register(elsewhere);
      expect(other.id).not.toBe(id);
      expect(other.similarTo).toBe(number);
      expect((await register({ ...row, address: '东门中路1号', clientId: rowId(n + 1) })).id).toBe(id);
      expect((await register(elsewhere)).id).toBe(other.id);
    });
  });

  describe('under a bare UUID, and are read from other columns now', () => {
    it.each([
      { why: 'a title that was not read', n: 400, before: { clock: '09:30:00' }, now: { title: '路灯' } },
      { why: 'a time of day that was not read', n: 410, before: { clock: '00:00:00' }, now: {} },
    ])('are named as what the row resembles: $why', async ({ n, before, now }) => {
      const text = `路灯不亮 ${n}`;
      const earlier = await register({ text, occurredAt: at(before.clock), clientId: bareId(n) });
      const row = { ...now, text, occurredAt: at('09:30:00'), clientId: rowId(n + 1) };
      const fresh = await register(row);
      expect(fresh.id).not.toBe(earlier.id);
      expect([fresh.similarTo, (await register(row)).similarTo]).toEqual([earlier.number, earlier.number]);
    });

    it('are named where somebody corrected the area since', async () => {
      const row = { text: '井盖松动', occurredAt: at('10:30:00') };
      const earlier = await register({ ...row, clientId: bareId(420) });
      await service.sql("UPDATE appeal SET area_code = '440303003021' WHERE id = $1", [earlier.id]);
      expect((await register({ ...row, title: '井盖', clientId: rowId(421) })).similarTo).toBe(
        earlier.number,
      );
    });

    it.each([
      { why: 'of another day', n: 430, now: { occurredAt: '2025-03-06T00:00:00+08:00' }, actor: hotline },
      { why: 'of another time of day', n: 432, now: { occurredAt: at('16:31:00') }, actor: hotline },
      { why: 'with other words', n: 434, now: { text: '别的' }, actor: hotline },
      { why: 'of another caller', n: 436, now: {}, actor: forum },
    ])('are not named by a row $why', async ({ n, now, actor }) => {
      const row = { text: `垃圾没收 ${n}`, occurredAt: at('16:30:00') };
      await register({ ...row, clientId: bareId(n) });
      const other = await register({ ...row, ...now, title: '垃圾', clientId: rowId(n + 1) }, actor);
      expect(other.similarTo ?? null).toBeNull();
    });
  });
});
