import { TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../../matter.fixture.js';
import { migrations } from '../../migrations/index.js';

const { desk } = officials;

describe('who took part in the matters of the version before', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const { fill } = migrations.find(({ name }) => name === '0020-appeal-parts-read') ?? {};
  /** As `migrate --contract` does it; `pages`: broken off after so many. */
  const fillIn = async (pages = Infinity) => {
    let after: string | null = null;
    let page = 0;
    do {
      after = (await fill?.((sql, parameters) => service.sql(sql, [...parameters]) as never, after)) ?? null;
      page += 1;
    } while (after !== null && page < pages);
  };
  const parts = () =>
    service.sql('SELECT relation, unit_id, since, until FROM appeal_part ORDER BY relation');
  const present = () =>
    service.sql<{ appeal_id: string; unit_ids: string[] }>(
      'SELECT appeal_id, unit_ids FROM appeal_scope ORDER BY appeal_id',
    );

  it('was let go by no end of the matter itself, which the version before did not tell apart', async () => {
    const [id, into] = [await registered(service, time, {}), await registered(service, time, {})];
    for (const one of [id, into]) await allocated(service, one);
    await service.call('mergeAppeal', { id, into }, desk);
    await service.settled();
    const unitsOf = async () => (await present()).find(({ appeal_id: one }) => one === id)?.unit_ids;
    const before = await unitsOf();
    expect(before).toEqual(expect.arrayContaining(['440303003020001.office', '440303.urban-management']));
    await service.sql('DELETE FROM appeal_part');
    await service.sql(`UPDATE ledger_entry SET payload = payload - 'ended'`);
    await fillIn();
    expect(await unitsOf()).toEqual(before);
    expect(
      await service.sql('SELECT 1 FROM appeal_part WHERE appeal_id = $1 AND until IS NOT NULL', [id]),
    ).toEqual([]);
  });

  it('is read from the ledger, however often that is broken off, and nobody loses sight before', async () => {
    const ids = [await registered(service, time, {}), await registered(service, time, {})];
    for (const id of ids) await allocated(service, id);
    const [dropped = ''] = ids;
    const handlers = [{ unitId: '440303.urban-management', role: 'LEAD' }];
    await service.call('allocateAppeal', { id: dropped, handlers }, desk);
    await service.settled();
    const [partsNow, presentNow] = [await parts(), await present()];
    expect(partsNow.some(({ until }) => until !== null)).toBe(true);

    // the version before knew no parts, and its set only grew
    await service.sql('DELETE FROM appeal_part');
    await service.sql(
      `UPDATE appeal_scope s SET unit_ids = ARRAY(SELECT DISTINCT unit_id FROM work_order w WHERE w.appeal_id = s.appeal_id
         UNION SELECT unnest(s.unit_ids) ORDER BY 1)`,
    );
    await service.call(
      'allocateAppeal',
      { id: dropped, handlers: [{ unitId: '440303.housing', role: 'LEAD' }] },
      desk,
    );
    await service.settled();
    const [lost] = (await present()).filter(({ appeal_id: id }) => id === dropped);
    // what ends now and whose beginning is not known yet takes sight from nobody
    expect(lost?.unit_ids).toEqual(expect.arrayContaining(['440303.urban-management', '440303.housing']));

    await fillIn(1);
    await fillIn();
    const after = await present();
    expect(after.find(({ appeal_id: id }) => id === dropped)?.unit_ids).toEqual(
      expect.not.arrayContaining(['440303.urban-management']),
    );
    expect(after.filter(({ appeal_id: id }) => id !== dropped)).toEqual(
      presentNow.filter(({ appeal_id: id }) => id !== dropped),
    );
    const known = new Set(partsNow.map(({ relation }) => relation));
    expect(
      (await parts()).filter(({ relation }) => known.has(relation)).map(({ relation }) => relation),
    ).toEqual([...known]);
    const again = await parts();
    await fillIn();
    expect(await parts()).toEqual(again);
  });
});
