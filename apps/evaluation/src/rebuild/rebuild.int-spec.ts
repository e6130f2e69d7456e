import {
  announce,
  AppealClosed,
  MediationAgreed,
  MediationOpened,
  topicOf,
  WorkOrderDispatched,
  type Envelope,
} from '@weisu/contracts';
import { openDataSource } from '@weisu/persistence';
import { TestTime, type TestService } from '@weisu/testing';
import { register, registerResolved, startEvaluation } from '../evaluation.fixture.js';
import { pageLength, type JournalEntry, type ReadJournal } from './journal.client.js';
import { rebuild, type Rebuilt } from './rebuild.operations.js';

const time = new TestTime('2026-11-23T09:00:00+08:00');
const mediationId = '0193a8f0-0000-7000-8000-0000000000aa';

describe('a rebuild of the projections', () => {
  let service: TestService;
  let appealId = '';
  let number = '';

  beforeAll(async () => {
    service = await startEvaluation(time);
    ({ appealId, number } = await registerResolved(service, time.now()));
    const dispatched = {
      appealId,
      workOrderId: '0193a8f0-0000-7000-8000-0000000000bb',
      unitId: '440303003.enforcement',
    };
    await service.probe.say(
      appealId,
      announce(WorkOrderDispatched, { ...dispatched, role: 'LEAD', dual: false, dueBy: null }),
      time.now(),
    );
    const mediation = { mediationId, appealId, committeeId: '440303003.mediation' };
    const file = { ...mediation, number: '罗调〔2026〕1号' };
    const opened = { ...file, kind: 'NEIGHBOURHOOD', source: 'APPEAL', areaCode: '440303003020' };
    await service.probe.say(appealId, announce(MediationOpened, opened), time.now());
    const agreed = { ...file, effectiveAt: time.now(), gaps: [] };
    await service.probe.say(appealId, announce(MediationAgreed, agreed), time.now());
  });
  afterAll(() => service.stop());

  const run = async (readJournal: ReadJournal): Promise<Rebuilt> => {
    const { url } = service.database;
    const source = await openDataSource({
      url,
      schema: 'evaluation',
      entities: [],
      onPoolError: () => undefined,
    });
    return rebuild(source, readJournal);
  };
  const changes = ({ switched }: Rebuilt): Record<string, number[]> =>
    Object.fromEntries(
      switched.map(({ table, added, changed, removed }) => [table, [added, changed, removed]]),
    );
  const matterNow = async (id: string) => {
    const [row] = await service.sql('SELECT number, state, area_code FROM matter WHERE appeal_id = $1', [id]);
    return row;
  };
  const ownRows = () =>
    service.sql(
      `SELECT (SELECT count(*) FROM round) AS rounds, (SELECT string_agg(id || state, ',' ORDER BY id) FROM follow_up) AS tasks,
         (SELECT count(*) FROM clock) AS clocks`,
    );

  it('changes nothing where nothing is wrong, and nothing that evaluation owns', async () => {
    const before = await ownRows();
    const none = [0, 0, 0];
    expect(changes(await run(journalsOf(service)))).toEqual({
      matter: none,
      settlement: none,
      appeal_scope: none,
      appeal_part: none,
    });
    expect(await ownRows()).toEqual(before);
  });

  it('mends a row that was garbled, one that was lost and one that nobody announced', async () => {
    const lost = await register(service, time.now());
    const before = await ownRows();
    await service.sql(
      `UPDATE matter SET number = NULL, state = 'OPEN', area_code = '9' WHERE appeal_id = $1`,
      [appealId],
    );
    await service.sql(`UPDATE matter SET number = $2 WHERE appeal_id = $1`, [lost.appealId, number]);
    await service.sql(`UPDATE settlement SET settled = false, unit_ids = '{}' WHERE id = $1`, [mediationId]);
    await service.sql('DELETE FROM appeal_scope WHERE appeal_id = $1', [appealId]);
    await service.sql(
      `INSERT INTO settlement (id, kind, settled) VALUES (gen_random_uuid(), 'WHISTLE', true)`,
    );
    expect(changes(await run(journalsOf(service)))).toEqual({
      matter: [0, 2, 0],
      settlement: [0, 1, 1],
      appeal_scope: [1, 0, 0],
      appeal_part: [0, 0, 0],
    });
    expect(await matterNow(appealId)).toEqual({ number, state: 'RESOLVED', area_code: '440303003020001' });
    expect(await matterNow(lost.appealId)).toMatchObject({ number: lost.number });
    expect(await ownRows()).toEqual(before);
  });

  it('has what took effect while it read', async () => {
    const journals = journalsOf(service);
    let meanwhile: { appealId: string; number: string } | null = null;
    const result = await run(async (owner, after) => {
      const page = await journals(owner, after);
      // the last journal: those before it are read when this one says something
      if (owner === 'MEDIATION') meanwhile ??= await register(service, time.now());
      return page;
    });
    expect(changes(result)['matter']).toEqual([0, 0, 0]);
    expect(await matterNow(meanwhile!.appealId)).toMatchObject({ number: meanwhile!.number });
  });

  it('waits for an entry that was committed after later ones had been read', async () => {
    await service.probe.say(
      appealId,
      announce(AppealClosed, { appealId, solved: true, meansExhausted: true, waivers: 0, automatic: true }),
      time.now(),
    );
    await registerResolved(service, time.now());
    const journals = journalsOf(service);
    let reads = 0;
    const result = await run(async (owner, after) => {
      if (owner === 'DISPATCH') reads += 1;
      const page = await journals(owner, after);
      return reads > 2 ? page : page.filter(({ type }) => type !== AppealClosed.type);
    });
    expect(reads).toBeGreaterThan(2);
    expect(changes(result)['matter']).toEqual([0, 0, 0]);
    expect(await matterNow(appealId)).toMatchObject({ state: 'CLOSED' });
  });

  it('changes nothing when a journal has a gap', async () => {
    const journals = journalsOf(service);
    const before = await matterNow(appealId);
    const holed: ReadJournal = async (owner, after) =>
      (await journals(owner, after)).filter(
        (entry) => !(owner === 'INTAKE' && entry.subject === appealId && entry.sequence === 1),
      );
    await service.sql(`DELETE FROM inbox`);
    const second = await register(service, time.now(), { appealId, number });
    expect(second.appealId).toBe(appealId);
    await expect(run(holed)).rejects.toThrow(`the journal of INTAKE has no entry 1 of ${appealId}`);
    expect(await matterNow(appealId)).toEqual(before);
  });
});

/** The journals of the others, as this service heard them: each numbers a subject by itself. */
function journalsOf({ probe }: TestService): ReadJournal {
  return (owner, after) => {
    const own = probe.heard.filter(({ type }) => topicOf(type).toUpperCase() === owner);
    const entries = own.map((event, index) => entryOf(event, sequenceIn(own, index)));
    const from = after === null ? 0 : entries.findIndex(({ id }) => id === after) + 1;
    return Promise.resolve(entries.slice(from, from + pageLength));
  };
}

const sequenceIn = (events: readonly Envelope[], index: number): number =>
  events.slice(0, index + 1).filter(({ subject }) => subject === events[index]?.subject).length;

const entryOf = (event: Envelope, sequence: number): JournalEntry => ({
  id: event.id,
  subject: event.subject,
  sequence,
  type: event.type,
  at: event.time,
  actor_subject: event.actor.subject,
  actor_kind: event.actor.kind,
  actor_unit: event.actor.unitId,
  actor_delegate: null,
  correlation_id: event.correlationId,
  causation_id: event.causationId,
  payload: event.payload,
});
