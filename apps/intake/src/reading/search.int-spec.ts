import {
  auditor,
  community,
  communityTwo,
  department,
  gridCode,
  resident,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';
import { searchQuery } from './search.store.js';

describe('a search in words', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    service = await startIntake();
    const submit = async (name: string, input: object) => {
      service.time.advance({ minutes: 1 });
      ids[name] = (await service.call<{ id: string }>('submitAppeal', { input }, resident)).id;
    };
    await submit('first', { title: '夜间', text: '广场舞扰民', areaCode: gridCode });
    await submit('second', { title: '广场', text: 'ＷｉＦｉ 坏了，舞台拆了', areaCode: '440303003020' });
    await submit('neighbours', { text: '广场舞', areaCode: '440303004029' });
    await submit('nowhere', { text: '100% 的广场' });
  });
  afterAll(() => service.stop());

  const search = (text: string, actor: Parameters<typeof service.call>[2]) =>
    service.call<string[]>('appealIdsByText', { text }, actor).then((found) => found.map((id) => nameOf(id)));
  const nameOf = (id: string) => Object.entries(ids).find(([, one]) => one === id)?.[0];

  it('answers what the actor may see, the newest first', async () => {
    expect(await search('广场', street)).toEqual(['second', 'first']);
    expect(await search('广场', community)).toEqual(['second', 'first']);
    expect(await search('广场', streetTwo)).toEqual(['neighbours']);
    expect(await search('广场', communityTwo)).toEqual(['neighbours']);
    expect(await search('广场', auditor)).toEqual(['nowhere', 'neighbours', 'second', 'first']);
    expect(await search('广场', department)).toEqual([]);
  });

  it.each([
    {
      term: '广场舞',
      found: ['first'],
      because: 'a longer term is compared as a whole, and never across title and text',
    },
    { term: '广 场\n舞', found: ['first'], because: 'white space says nothing' },
    { term: 'wifi', found: ['second'], because: 'width and case say nothing' },
    { term: '场舞扰', found: ['first'], because: 'a term may begin within a word' },
    { term: '场wi', found: [], because: 'the end of a title and the beginning of a text are not neighbours' },
    { term: '%%', found: [], because: 'wildcards are letters' },
    { term: '场广', found: [], because: 'order counts' },
  ])('finds $found for "$term": $because', async ({ term, found }) => {
    expect(await search(term, street)).toEqual(found);
  });

  it('needs two characters, and a person to ask', async () => {
    await expect(search('广', street)).rejects.toMatchObject({ code: 'SEARCH_TOO_SHORT' });
    await expect(search(' 广 ', street)).rejects.toMatchObject({ code: 'SEARCH_TOO_SHORT' });
    await expect(search('广'.repeat(201), street)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(search('广场', null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  describe('among thousands', () => {
    beforeAll(() =>
      service.sql(`
        WITH made AS (
          INSERT INTO appeal (id, number, title, text, channel, origin, area_code, kind, confidential, text_hash, content_mark, registrar, submitted_at, registered_at)
          SELECT gen_random_uuid(), 'made-' || n, '诉求', '第' || n || '件小区事项' || md5(n::text) || CASE WHEN n % 1000 = 0 THEN '电梯' ELSE '' END,
            'WEB', 'REPORTED', '440303003020', 'PERSON', false, '', '', 'test', now(), now()
          FROM generate_series(1, 4000) AS n RETURNING id, area_code
        ) INSERT INTO appeal_scope (appeal_id, area_code) SELECT id, area_code FROM made`),
    );

    it('a term of two characters uses the index', async () => {
      await service.sql('ANALYZE appeal');
      const { sql, parameters } = searchQuery(auditor, '电梯', 2_001);
      const plan = await service.sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, [...parameters]);
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(
        'Bitmap Index Scan on appeal_bigrams',
      );
      expect(await service.call('appealIdsByText', { text: '电梯' }, street)).toHaveLength(4);
    });

    it('is refused when it finds more than 2 000', async () => {
      await expect(search('小区', street)).rejects.toMatchObject({ code: 'SEARCH_TOO_BROAD' });
      expect(await search('小区', streetTwo)).toEqual([]);
    });
  });

  it('finds a pair within a text of 20 000 different characters', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
    );
    const { id } = await service.call<{ id: string }>(
      'submitAppeal',
      { input: { text: text.join('') } },
      null,
    );
    const term = text.slice(19_998).join('');
    expect(await service.call('appealIdsByText', { text: term }, auditor)).toEqual([id]);
  });
});
