import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { bigramFunction, foldSearch, likePattern } from './index.js';

const sql = `${bigramFunction}
  CREATE TABLE told (id integer PRIMARY KEY, text text NOT NULL);
  CREATE INDEX told_bigrams ON told USING gin (bigrams(text));`;
const folded = `regexp_replace(lower(normalize(text, NFKC)), '\\s+', '', 'g')`;
const found = `SELECT id FROM told WHERE bigrams(text) @> bigrams($1) AND ${folded} LIKE $2 ORDER BY id`;
const rows = 20_000;

describe('searching Chinese text by pairs of characters', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const ids = async (statement: string, parameters: string[]) =>
    (await client.query<{ id: number }>(statement, parameters)).rows.map(({ id }) => id);
  const search = (term: string) => ids(found, [foldSearch(term), likePattern(term)]);
  const read = (term: string) =>
    ids(`SELECT id FROM told WHERE ${folded} LIKE $1 ORDER BY id`, [likePattern(term)]);

  beforeAll(async () => {
    database = await createTestDatabase([{ schema: 'search', migrations: [{ name: '0100-told', sql }] }]);
    client = new pg.Client({ connectionString: database.url, options: '-c search_path=search' });
    await client.connect();
    await client.query(
      `INSERT INTO told SELECT n, (ARRAY['楼道堆放杂物', '夜间施工噪音扰民', '路灯不亮', '井盖松动', '占道经营'])[1 + n % 5]
         || '，' || n || '号，' || (ARRAY['请尽快处理', '多次反映'])[1 + n % 2] FROM generate_series(1, $1::int) AS n`,
      [rows],
    );
    await client.query(
      'INSERT INTO told SELECT $1::int + n, t FROM unnest($2::text[]) WITH ORDINALITY AS e (t, n)',
      [
        rows,
        [
          '垃圾　分类站',
          'ＷｉＦｉ信号弱',
          '收费100%',
          '收费100元',
          'a_b路口',
          'axb路口',
          '甲乙，乙丙',
          '甲乙丙',
          '渣',
          '',
        ],
      ],
    );
  }, 60_000);
  beforeAll(async () => {
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query('VACUUM ANALYZE search.told');
    await admin.end();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('uses its index for two characters', async () => {
    const plan = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${found}`, [
      '垃圾',
      likePattern('垃圾'),
    ]);
    const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).toContain('Bitmap Index Scan on told_bigrams');
    expect(lines).not.toContain('Seq Scan');
  });

  it.each(['井盖', '扰民', '19999', '号，多次', '垃圾分类', 'wifi', '没有的词'])(
    'finds for %s what reading every text finds',
    async (term) => {
      expect(await search(term)).toEqual(await read(term));
    },
  );

  it('sees through white space, full width and case', async () => {
    expect(await search('垃圾 分类')).toEqual([rows + 1]);
    expect(await search('wIfI')).toEqual([rows + 2]);
    expect(await search('ＷＩＦＩ')).toEqual([rows + 2]);
  });

  it('takes wildcards literally', async () => {
    expect(await search('100%')).toEqual([rows + 3]);
    expect(await search('a_b')).toEqual([rows + 5]);
    expect(likePattern('50%_\\')).toBe('%50\\%\\_\\\\%');
  });

  it('removes texts that have the pairs of the term but not the term', async () => {
    expect(await search('甲乙丙')).toEqual([rows + 8]);
  });
});
