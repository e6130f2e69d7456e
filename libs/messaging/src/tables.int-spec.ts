import { announce, AppealMerged } from '@weisu/contracts';
import { runWork } from './index.js';
import { appealId, context, openSource, Outbox } from './outbox.fixture.js';

describe('the journal', () => {
  let outbox: Outbox;
  const partitions = async () =>
    (
      await outbox.sql<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'journal'::regclass ORDER BY 1`,
      )
    ).map(({ name }) => name);

  beforeAll(async () => {
    outbox = await Outbox.open();
  });
  afterAll(() => outbox.close());

  it('can be added to and not be changed, through any of its partitions', async () => {
    await outbox.announceOn(appealId);
    const tables = ['journal', ...(await partitions())];
    expect(tables.length).toBeGreaterThan(14);
    for (const table of tables) {
      await expect(outbox.source.query(`UPDATE ${table} SET type = type`)).rejects.toThrow(
        'permission denied',
      );
      await expect(outbox.source.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(outbox.source.query(`TRUNCATE ${table}`)).rejects.toThrow('permission denied');
    }
  });

  it('gets the month of entries that came before it, made once by four services that start at the same time', async () => {
    const subject = '0193a8f0-0002-7000-8000-000000000001';
    const now = new Date('2035-05-31T23:59:59.999Z');
    await runWork(
      outbox.source,
      { ...context, now },
      () => undefined,
      (work) => work.announce(subject, [announce(AppealMerged, { appealId, intoId: appealId })]),
    );
    const instances = await Promise.all([1, 2, 3, 4].map(() => openSource(outbox.url)));
    await Promise.all(instances.map((source) => source.query("SELECT journal_month('2035-05-17')")));
    await Promise.all(instances.map((source) => source.destroy()));

    expect(await partitions()).toContain('journal_p203505');
    expect(await outbox.sql('SELECT subject, at FROM journal_p203505')).toEqual([{ subject, at: now }]);
    expect(await outbox.source.query('SELECT subject FROM journal WHERE at = $1', [now])).toEqual([
      { subject },
    ]);
    for (const change of ['DELETE FROM journal_p203505', 'UPDATE journal_p203505 SET type = type'])
      await expect(outbox.source.query(change)).rejects.toThrow('permission denied');
  });
});
