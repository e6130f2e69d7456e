import { announce, AppealDeclined, AppealMerged, DomainError } from '@weisu/contracts';
import { runWork, sqlState, type Work } from './index.js';
import { appealId, context, counted, Outbox, subjects } from './outbox.fixture.js';

describe('a unit of work', () => {
  let outbox: Outbox;
  let pokes = 0;
  const run = <Result>(effect: (work: Work) => Promise<Result>) =>
    runWork(outbox.source, context, () => void (pokes += 1), effect);
  const effects = async () =>
    (await outbox.sql<{ name: string }>('SELECT name FROM effect')).map(({ name }) => name);
  const note = (work: Work, name: string) => work.query('INSERT INTO effect VALUES ($1)', [name]);

  beforeAll(async () => {
    outbox = await Outbox.open();
  });
  beforeEach(async () => {
    await outbox.sql('DELETE FROM effect');
    pokes = 0;
  });
  afterAll(() => outbox.close());

  it('writes what it announces into journal and outbox, in order, with who did it and why', async () => {
    const noteId = appealId;
    await runWork(
      outbox.source,
      { ...context, causationId: subjects[3]! },
      () => undefined,
      (work) =>
        work.announce(appealId, [
          announce(AppealMerged, { appealId, intoId: noteId }),
          announce(AppealDeclined, { appealId, ground: '"quoted", \\ and {NULL}', noteId }),
        ]),
    );
    expect(
      await outbox.sql(
        'SELECT sequence, type, payload, actor_kind, causation_id, at FROM journal ORDER BY sequence',
      ),
    ).toEqual([
      expect.objectContaining({
        sequence: 1,
        type: AppealMerged.type,
        actor_kind: 'SYSTEM',
        causation_id: subjects[3],
      }),
      expect.objectContaining({
        sequence: 2,
        payload: { appealId, ground: '"quoted", \\ and {NULL}', noteId },
        at: context.now,
      }),
    ]);
    expect(await outbox.sql('SELECT sequence FROM outbox ORDER BY position')).toEqual([
      { sequence: 1 },
      { sequence: 2 },
    ]);
  });

  it('leaves neither effect nor announcement nor gap when it fails, and wakes nobody', async () => {
    const subject = subjects[5]!;
    await expect(
      run(async (work) => {
        await note(work, 'failed');
        await work.announce(subject, [announce(AppealMerged, { appealId, intoId: appealId })]);
        throw new DomainError('STATE_FORBIDS');
      }),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect(pokes).toBe(0);
    expect(await effects()).toEqual([]);
    await outbox.announceOn(subject);
    expect(await outbox.sql('SELECT sequence FROM journal WHERE subject = $1', [subject])).toEqual([
      { sequence: 1 },
    ]);
  });

  it('wakes the relay after the commit, and only when something was announced', async () => {
    await run((work) => note(work, 'quiet'));
    expect(pokes).toBe(0);
    await outbox.announceOn(subjects[6]!, () => void (pokes += 1));
    expect(pokes).toBe(1);
  });

  it('numbers the events of a subject without gap under many at once', async () => {
    await Promise.all(counted(30).map(() => outbox.announceOn(subjects[7]!)));
    const rows = await outbox.sql<{ sequence: number }>(
      'SELECT sequence FROM outbox WHERE subject = $1 ORDER BY position',
      [subjects[7]],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(counted(30));
  });

  it('is tried again after a deadlock, from the beginning', async () => {
    await outbox.sql("INSERT INTO effect VALUES ('a'), ('b')");
    const met = meetingOf(2);
    let attempts = 0;
    const crossing = (first: string, second: string) =>
      run(async (work) => {
        attempts += 1;
        await work.query("UPDATE effect SET name = name || '.' WHERE name LIKE $1 || '%'", [first]);
        await met();
        await work.query("UPDATE effect SET name = name || '.' WHERE name LIKE $1 || '%'", [second]);
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(attempts).toBe(3);
    expect((await effects()).sort()).toEqual(['a..', 'b..']);
  });

  it('is not tried more than three times', async () => {
    let attempts = 0;
    const failing = run(async (work) => {
      attempts += 1;
      await work.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    expect(sqlState(await failing.catch((error: unknown) => error))).toBe('40001');
    expect(attempts).toBe(3);
  });

  it('reads the rows of a change as it reads those of a question', async () => {
    await run(async (work) => {
      expect(await work.query("INSERT INTO effect VALUES ('x') RETURNING name")).toEqual([{ name: 'x' }]);
      expect(await work.query("UPDATE effect SET name = 'y' RETURNING name")).toEqual([{ name: 'y' }]);
      expect(await work.query("SELECT name FROM effect WHERE name = 'z'")).toEqual([]);
      expect(await work.query("DELETE FROM effect WHERE name = 'z'")).toEqual([]);
    });
  });
});

/** Resolves for all when the last of them came; who comes later passes. */
function meetingOf(count: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  let came = 0;
  return () => {
    came += 1;
    if (came >= count) open();
    return all;
  };
}
