import type { AppealAnswer, AppellantAnswer } from '@weisu/api';
import { department, grid, notification, resident, street, streetTwo } from '../intake.fixture.js';
import { startErasing } from '../retention/retention.fixture.js';

let intake: Awaited<ReturnType<typeof startErasing>>;
let service: Awaited<ReturnType<typeof startErasing>>['service'];
beforeAll(async () => {
  intake = await startErasing();
  service = intake.service;
});
afterAll(() => service.stop());

type Caller = Parameters<typeof service.call>[2];
const lost = { code: 'DATA_KEY_LOST', messageZh: expect.stringContaining('内容没有被删除') };
const reveal = (id: string, actor: Caller) =>
  service.call<AppellantAnswer>('revealAppellant', { id, purpose: '回访' }, actor);
const read = (keys: readonly string[], actor: Caller = street) =>
  service.call<(AppealAnswer | null)[]>('appealsById', { keys }, actor);
/** What a server sees that holds another key, or none of that id. */
const renameKey = (id: string, from: string, to: string) =>
  service.sql(
    `UPDATE appeal SET name_sealed = replace(name_sealed, $2, $3), phone_sealed = replace(phone_sealed, $2, $3) WHERE id = $1`,
    [id, `${from}.`, `${to}.`],
  );

describe('a matter whose key is not on this server', () => {
  it('says so to whoever may see it, records no look, and reads again when the key is back', async () => {
    const id = await intake.submit();
    await renameKey(id, 'k1', 'lost');
    await expect(reveal(id, grid)).rejects.toMatchObject(lost);
    await expect(read([id])).rejects.toMatchObject(lost);
    await expect(service.call('contactForMessage', { appealId: id }, notification)).rejects.toMatchObject(
      lost,
    );
    expect(await service.sql('SELECT 1 FROM reveal WHERE appeal_id = $1', [id])).toEqual([]);
    await renameKey(id, 'lost', 'k1');
    expect(await reveal(id, grid)).toMatchObject({ name: '王五' });
    expect((await read([id]))[0]?.appellant).toMatchObject({ name: '王**' });
  });

  it('is no reason to tell a neighbour or the wrong role that it exists', async () => {
    const id = await intake.submit();
    await renameKey(id, 'k1', 'lost');
    await expect(reveal(id, streetTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reveal(id, resident)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await read([id], department)).toEqual([null]);
  });

  it('keeps nobody from reporting another, nor from reading those of other keys', async () => {
    const id = await intake.submit();
    await renameKey(id, 'k1', 'lost');
    const other = await intake.submit();
    expect(await reveal(other, street)).toMatchObject({ name: '王五' });
  });

  it('is the same with another key under the same id', async () => {
    const id = await intake.submit();
    // a value that this key did not write
    await service.sql(
      `UPDATE appeal SET phone_sealed = (SELECT name_sealed FROM appeal WHERE id = $1) WHERE id = $1`,
      [id],
    );
    await expect(reveal(id, grid)).rejects.toMatchObject(lost);
  });

  it('is erased without it', async () => {
    const id = await intake.submit();
    await intake.close(id);
    await renameKey(id, 'k1', 'lost');
    await intake.erase(id);
    expect(await intake.rowOf(id)).toMatchObject({ name_sealed: null, phone_sealed: null });
  });
});
