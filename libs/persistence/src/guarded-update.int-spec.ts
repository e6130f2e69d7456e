import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import { EntitySchema, type DataSource } from 'typeorm';
import { guardedUpdate, openDataSource, requireVersion } from './index.js';

type Note = Readonly<{ id: string; text: string; writtenAt: Date | null; version: number }>;
const Notes = new EntitySchema<Note>({
  name: 'note',
  tableName: 'note',
  columns: {
    id: { type: 'text', primary: true },
    text: { type: 'text' },
    writtenAt: { name: 'written_at', type: 'timestamptz', nullable: true },
    version: { type: 'integer' },
  },
});
const sql =
  'CREATE TABLE note (id text PRIMARY KEY, text text, written_at timestamptz, version integer NOT NULL)';

describe('a guarded update', () => {
  let database: TestDatabase;
  let source: DataSource;
  const note = (id: string): Note => ({ id, text: 'first', writtenAt: null, version: 1 });
  const stored = (id: string) => source.manager.findOneByOrFail(Notes, { id });

  beforeAll(async () => {
    database = await createTestDatabase([{ schema: 'notes', migrations: [{ name: '0100-note', sql }] }]);
    const onPoolError = (error: Error) => expect(error).toBeUndefined();
    source = await openDataSource({ url: database.url, schema: 'notes', entities: [Notes], onPoolError });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('writes every field and raises the version', async () => {
    await source.manager.insert(Notes, note('one'));
    const writtenAt = new Date('2026-11-23T01:00:00.123Z');
    expect(await guardedUpdate(source.manager, Notes, { ...note('one'), text: '改', writtenAt })).toBe(2);
    expect(await stored('one')).toEqual({ id: 'one', text: '改', writtenAt, version: 2 });
    expect(await guardedUpdate(source.manager, Notes, { ...note('one'), version: 2 })).toBe(3);
    expect(await stored('one')).toMatchObject({ writtenAt: null });
  });

  it('lets one of two writers at the same time win and tells the other', async () => {
    await source.manager.insert(Notes, note('two'));
    const results = await Promise.allSettled(
      ['a', 'b'].map((text) =>
        source.transaction((manager) => guardedUpdate(manager, Notes, { ...note('two'), text })),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'VERSION_CONFLICT' },
    });
    expect(await stored('two')).toMatchObject({ version: 2 });
  });

  it('refuses a row that is gone', async () => {
    await expect(guardedUpdate(source.manager, Notes, note('never'))).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it('refuses early a version that the client did not read, and asks nothing of who names none', () => {
    expect(() => requireVersion({ version: 2 }, 1)).toThrow('Someone changed it meanwhile');
    requireVersion({ version: 2 }, 2);
    requireVersion({ version: 2 }, null);
  });
});
