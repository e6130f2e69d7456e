import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standaloneConfig } from '../config.js';
import { startDistrict } from '../district.js';
import { DistrictClient } from './district.client.js';
import { foundFiles, writeFound } from './found-files.fixture.js';
import { check, register, type Registered } from './import.operations.js';
import { importOptions } from './options.js';
import type { Outcome } from './outcome.js';
import { progressOf } from './progress.driver.js';
import { resultOf } from './result.driver.js';
import { openTable } from './table.reader.js';

const patience = 120_000;
const phones = ['13800138000', '25550123', '1.38E+10'];

describe('the files that real use found', () => {
  let folder = '';
  let district: Awaited<ReturnType<typeof startDistrict>>;
  let client: DistrictClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-found-'));
    district = await startDistrict({
      ...standaloneConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }),
      port: 0,
    });
    client = new DistrictClient(district.url, folder);
  }, patience);
  afterAll(async () => {
    await district.stop();
    await rm(folder, { recursive: true, force: true });
  }, patience);

  it(
    'go in, each as it has to, and none of them twice',
    async () => {
      const { options: flags, cases } = await foundFiles();
      for (const found of cases) {
        const options = importOptions([await writeFound(found, folder), ...flags]);
        if (!options) throw new Error('the options ask for help');
        const table = await openTable(options.file, 'auto');
        const search = { names: options.columns, sheet: null, now: new Date() };
        const { passedOver } = await check(table, search);
        const registered: Registered[] = [];
        const codes: string[] = [];
        const job = {
          ...{ table, search, client, progress: progressOf(0, '', process.stderr) },
          take: (outcome: Outcome) => void (outcome.kind === 'BAD' && codes.push(outcome.bad.code)),
          options: { ...options, communities: options.spread },
          onRegistered: (one: Registered) => void registered.push(one),
        };
        const { fresh } = await register(job);
        const { name, expect: wanted } = found;
        expect({ name, fresh, passedOver, codes }).toEqual({
          ...{ name, fresh: wanted.registered, passedOver: wanted.passedOver ?? 0 },
          codes: wanted.refusedWith ? [wanted.refusedWith] : [],
        });
        expect(await register(job)).toMatchObject({ fresh: 0, known: wanted.registered });
        if (wanted.storedText !== undefined)
          expect(await textOf(registered[0]?.id ?? '')).toBe(wanted.storedText);
      }
    },
    patience,
  );

  it(
    'that have no numbers go in once across an interruption, and each row is told as it comes',
    async () => {
      const row = (n: number): string =>
        `路灯不亮,2025-03-05 09:${10 + n}:00,第${n}件没有编号的，路灯不亮,王女士,${phones[n % 3] ?? ''}`;
      const file = join(folder, 'unnumbered.csv');
      const result = join(folder, 'result.csv');
      const table = async (rows: readonly string[]) => {
        await writeFile(file, ['标题,时间,内容,姓名,电话', ...rows].join('\n'));
        return openTable(file, 'auto');
      };
      const brought = async (rows: readonly string[], stopAfter = Number.POSITIVE_INFINITY) => {
        const stop = new AbortController();
        const lines: string[] = [];
        const written = resultOf(result, file, (line) => void lines.push(line));
        let told = 0;
        const counts = await register({
          ...{ table: await table(rows), client, search: { names: {}, sheet: null, now: new Date() } },
          ...{ progress: progressOf(0, '', process.stderr), stop: stop.signal },
          options: {
            system: 'hotline',
            channel: 'HOTLINE_12345',
            asOrders: false,
            dueDays: 15,
            communities: [],
          },
          take(outcome) {
            written.take(outcome);
            if ((told += 1) >= stopAfter) stop.abort();
          },
        });
        written.close();
        const outcome = await readFile(result, 'utf8');
        expect(outcome.split('\r\n')).toHaveLength(told + 2);
        for (const personal of ['王女士', '25550123', '路灯不亮']) expect(outcome).not.toContain(personal);
        return { counts, lines };
      };
      const rows = Array.from({ length: 30 }, (_, n) => row(n));
      const { counts: first } = await brought(rows, 10);
      expect(first.fresh).toBeGreaterThanOrEqual(10);
      expect(first.fresh).toBeLessThan(30);
      const { counts: second } = await brought(rows);
      expect(second).toMatchObject({ fresh: 30 - first.fresh, known: first.fresh, bad: 0, similar: 0 });
      // 1.38E+10 is every third
      expect(second.uncallable).toBe(10);
      // a file that overlaps, with a mistake that somebody corrected and one that is new
      const corrected = row(3).replace('第3件', '第 3 件（已更正）');
      const { counts: third, lines } = await brought([row(2), corrected, row(4), row(40)]);
      expect(third).toMatchObject({ fresh: 2, known: 2, bad: 0, similar: 1 });
      expect(lines.filter((line) => line.includes('相似'))).toMatchObject([
        expect.stringMatching(/^第 3 行 \d{8}-\d{6}-\d：与 \d{8}-\d{6}-\d 相似/),
      ]);
    },
    patience,
  );

  it(
    'of two communities that say the same of different addresses lose none, and a row of somebody else is told',
    async () => {
      const brought = async (...rows: readonly string[]) => {
        const file = join(folder, 'community.csv');
        await writeFile(file, ['内容,日期,地址,姓名', ...rows].join('\n'));
        const outcomes: string[] = [];
        const counts = await register({
          ...{
            table: await openTable(file, 'auto'),
            client,
            search: { names: {}, sheet: null, now: new Date() },
          },
          progress: progressOf(0, '', process.stderr),
          options: {
            system: 'hotline',
            channel: 'HOTLINE_12345',
            asOrders: false,
            dueDays: 15,
            communities: [],
          },
          take: (outcome) => void outcomes.push(outcome.kind === 'BAD' ? outcome.bad.code : outcome.kind),
        });
        return { counts, outcomes };
      };
      const [east, south] = ['占道经营,2025-03-04,东门中路 1 号,', '占道经营,2025-03-04,人民南路 2 号,'];
      expect((await brought(east)).counts).toMatchObject({ fresh: 1, known: 0, bad: 0 });
      expect((await brought(south)).counts).toMatchObject({ fresh: 1, known: 0, bad: 0, similar: 1 });
      // both in one file, and a second one at the first address
      expect((await brought(south, east, east)).counts).toMatchObject({ fresh: 1, known: 2, bad: 0 });
      expect(await brought(`${south}李女士`)).toMatchObject({
        counts: { fresh: 0, known: 0, bad: 1 },
        outcomes: ['REPORTER_DIFFERS'],
      });
    },
    patience,
  );

  const textOf = async (id: string): Promise<string> => {
    const question = { account: 'district', document: 'query Of($id: ID!) { appeal(id: $id) { text } }' };
    const { appeal } = await client.ask<{ appeal: { text: string } }>({ ...question, variables: { id } });
    return appeal.text;
  };
});
