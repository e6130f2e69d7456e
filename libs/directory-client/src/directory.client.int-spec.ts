import type { Area } from '@weisu/contracts';
import { Readiness } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { createTestDatabase, demoSnapshot, eventually, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import {
  DirectoryClient,
  directoryCopyTables,
  SnapshotSource,
  type DirectoryEntry,
  type DirectorySnapshot,
} from './index.js';

const schema = 'copy';

describe('the copy of the reference data', () => {
  let database: TestDatabase;
  let source: DataSource;
  let directory: PlayedDirectory;

  beforeAll(async () => {
    database = await createTestDatabase([{ schema, migrations: [directoryCopyTables] }]);
    source = await openDataSource({ url: database.url, schema, entities: [], onPoolError: () => undefined });
  });
  beforeEach(async () => {
    directory = new PlayedDirectory();
    told.length = 0;
    await source.query('DELETE FROM directory_copy');
    await source.query('UPDATE directory_copy_revision SET revision = 0');
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const told: unknown[] = [];
  const faults = { failed: (_fields: unknown, error: unknown) => void told.push(error) };
  const client = (needs = new Readiness()) => new DirectoryClient(source, directory, faults, needs);
  const stored = async () => {
    const [row] = await source.query<{ revision: number }[]>('SELECT revision FROM directory_copy_revision');
    return row?.revision;
  };

  it('is empty before the first import, and says so to rules that need a calendar', async () => {
    const copy = client();
    expect((await copy.current()).revision).toBe(0);
    expect(await copy.calendars()).toBeNull();
    const directory = await copy.current();
    expect(() => directory.calendarAt(null)).toThrow(
      expect.objectContaining({ code: 'REFERENCE_INCOMPLETE' }),
    );
  });

  it('may answer nobody until the directory was heard, and then also when nothing was imported yet', async () => {
    const needs = new Readiness();
    directory.away = true;
    const copy = client(needs);
    await copy.onApplicationBootstrap();
    expect(needs.missing()).toEqual(['reference data']);
    directory.away = false;
    await eventually(() => expect(needs.missing()).toEqual([]));
    copy.onModuleDestroy();
  });

  it('holds, as soon as it may answer, what another replica has put into their table: the first who asks is not refused by an empty copy', async () => {
    const needs = new Readiness();
    directory.publish(...demoSnapshot().entries);
    directory.away = true;
    const copy = client(needs);
    await copy.onApplicationBootstrap();
    expect((await copy.current()).revision).toBe(0);
    directory.away = false;
    await client().refresh();
    await eventually(() => expect(needs.missing()).toEqual([]));
    expect((await copy.current()).area('440303003020')?.name).toBe('东门社区');
    copy.onModuleDestroy();
  });

  it('holds the demo district after the start, in the order of its keys', async () => {
    directory.publish(...demoSnapshot().entries);
    const copy = client();
    await copy.onApplicationBootstrap();
    const current = await copy.current();
    expect([current.revision, told]).toEqual([1, []]);
    expect(current.area('440303003020')?.name).toBe('东门社区');
    const codes = current.areas.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(current.profileOn('440303003020', '2026-11-23')?.key).toBe('S2');
  });

  it('starts without the directory, tells why, and gets the data with the first event', async () => {
    directory.publish(area('440303', '罗湖区'));
    directory.away = true;
    const copy = client();
    await copy.onApplicationBootstrap();
    expect(told).toMatchObject([{ message: 'the directory is away' }]);
    directory.away = false;
    await copy.refresh();
    expect((await copy.current()).area('440303')?.name).toBe('罗湖区');
  });

  it('asks only for what lies beyond its revision, changes it and drops what is gone', async () => {
    const copy = client();
    directory.publish(area('440303', '罗湖区'), area('440303003', '东门'));
    await copy.refresh();
    directory.publish(area('440303003', '东门街道'), { kind: 'area', key: '440303', body: null });
    await copy.refresh();
    const current = await copy.current();
    expect(directory.asked).toEqual([0, 1]);
    expect(current.revision).toBe(2);
    expect(current.areas.map(({ name }) => name)).toEqual(['东门街道']);
  });

  it('is not set back by an answer that comes late', async () => {
    const copy = client();
    directory.publish(area('440303', '旧'));
    const late = directory.holdNext();
    const slow = copy.refresh();
    await late.asked;
    directory.publish(area('440303', '新'));
    await copy.refresh();
    late.answer();
    await slow;
    expect((await copy.current()).area('440303')?.name).toBe('新');
    expect(await stored()).toBe(2);
  });

  it('takes the newer of two answers to the same question, whichever comes first', async () => {
    const copy = client();
    directory.publish(area('440303', '一'));
    const first = directory.holdNext();
    const older = copy.refresh();
    await first.asked;
    directory.publish(area('440303', '二'));
    const second = directory.holdNext();
    const newer = copy.refresh();
    await second.asked;
    first.answer();
    await older;
    second.answer();
    await newer;
    expect(await stored()).toBe(2);
    expect((await copy.current()).area('440303')?.name).toBe('二');
  });

  it('is asked for before a refusal, and those who ask meanwhile share the answer to a question after theirs', async () => {
    const copy = client();
    directory.publish(area('440303', '一'));
    const first = directory.holdNext();
    const early = copy.latest();
    await first.asked;
    directory.publish(area('440303', '二'));
    const late = [copy.latest(), copy.latest(), copy.latest()];
    first.answer();
    expect((await early).revision).toBeGreaterThanOrEqual(1);
    expect((await Promise.all(late)).map((one) => one.area('440303')?.name)).toEqual(['二', '二', '二']);
    expect(directory.asked).toEqual([0, 1]);
  });

  it('says that it does not know while the directory is away, and asks again', async () => {
    const copy = client();
    directory.publish(area('440303', '一'));
    directory.away = true;
    await expect(copy.latest()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    directory.away = false;
    expect((await copy.latest()).area('440303')?.name).toBe('一');
  });

  it('is noticed in memory by an instance that did not fetch it', async () => {
    const [one, other] = [client(), client()];
    directory.publish(area('440303', '罗湖区'));
    await other.current();
    await one.refresh();
    await eventually(async () => expect((await other.current()).area('440303')?.name).toBe('罗湖区'));
  });

  it('is answered from memory while the database is away', async () => {
    directory.publish(area('440303', '罗湖区'));
    const copy = client();
    await copy.refresh();
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query('BEGIN');
    await admin.query('LOCK copy.directory_copy_revision IN ACCESS EXCLUSIVE MODE');
    expect((await copy.current()).area('440303')?.name).toBe('罗湖区');
    await admin.query('COMMIT');
    await admin.end();
  });
});

/** The directory service as its snapshot operation answers. */
class PlayedDirectory extends SnapshotSource {
  away = false;
  readonly asked: number[] = [];
  private readonly entries = new Map<string, DirectoryEntry & { revision: number }>();
  private revision = 0;
  private hold: { asked: () => void; answered: Promise<void> } | null = null;

  publish(...entries: readonly DirectoryEntry[]): void {
    this.revision += 1;
    for (const entry of entries)
      this.entries.set(`${entry.kind} ${entry.key}`, { ...entry, revision: this.revision });
  }

  /** The next question is answered as of now, but only when the test lets it. */
  holdNext(): { asked: Promise<void>; answer: () => void } {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const asked = new Promise<void>((resolve) => (this.hold = { asked: resolve, answered }));
    return { asked, answer: () => answer() };
  }

  async fetch(since: number): Promise<DirectorySnapshot> {
    if (this.away) throw new Error('the directory is away');
    this.asked.push(since);
    const snapshot = {
      revision: this.revision,
      entries: [...this.entries.values()].filter(({ revision }) => revision > since),
    };
    const { hold } = this;
    this.hold = null;
    hold?.asked();
    await hold?.answered;
    return snapshot;
  }
}

function area(code: string, name: string): DirectoryEntry {
  const body: Area = { code, name, level: 'DISTRICT', boundary: null, validUntil: null };
  return { kind: 'area', key: code, body };
}
