import { withMessaging } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { sweep } from './sweep.js';

const schema = 'swept';

describe('making the coming months', () => {
  let database: TestDatabase;
  let source: DataSource;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase([{ schema, migrations: withMessaging([]) }]);
    source = await openDataSource({ url: database.url, schema, entities: [], onPoolError: () => undefined });
    owner = new pg.Client({ connectionString: database.adminUrl, options: `-c search_path=${schema}` });
    await owner.connect();
  });
  afterAll(async () => {
    await source.destroy();
    await owner.end();
    await database.drop();
  });

  const months = async () => {
    const { rows } = await owner.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relname ~ '^journal_p[0-9]{6}$' AND relkind = 'r' ORDER BY relname`,
    );
    return rows.map(({ relname }) => relname);
  };

  it('is left to the next hour behind somebody who reads for long, and nobody queues behind it', async () => {
    await sweep(source);
    const all = await months();
    await owner.query(`DROP TABLE ${all.at(-1)}`);
    await owner.query('BEGIN; LOCK TABLE journal_p_default IN ACCESS SHARE MODE');
    await sweep(source);
    await owner.query('COMMIT');
    expect(await months()).toEqual(all.slice(0, -1));
    await sweep(source);
    expect(await months()).toEqual(all);
  });
});
