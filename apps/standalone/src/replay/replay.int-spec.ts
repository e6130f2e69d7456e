import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standaloneConfig } from '../config.js';
import { register } from '../import/import.operations.js';
import { progressOf } from '../import/progress.driver.js';
import { openTable } from '../import/table.reader.js';
import { findPlace, type Place } from './place.client.js';
import { replay, type ReplayResult } from './replay.operations.js';

const fourMinutes = 240_000;

describe('a replay in a district of its own', () => {
  let folder = '';
  let file = '';
  let place: Place;
  let result: ReplayResult;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-replay-spec-'));
    file = join(folder, 'export.csv');
    await writeFile(file, exported());
    const config = standaloneConfig({ DATA_DIR: join(folder, 'nothing runs here'), LOG_LEVEL: 'silent' });
    place = await findPlace(config, null, true);
    result = await replay(place, { file, limit: null, speed: 600, seed: 1, url: null }, config);
  }, fourMinutes);
  afterAll(async () => {
    await place.leave();
    await rm(folder, { recursive: true, force: true });
  }, fourMinutes);

  it('takes in every row, and links what the same person says again', () => {
    expect(result.registered).toEqual({ fresh: 24, known: 0, repeats: 2, bad: 1 });
  });

  it('brings every matter to its end, through whistles, mediations and reopenings', () => {
    expect({ unfinished: result.tally.unfinished, refusals: [...result.tally.refusals] }).toEqual({
      unfinished: 0,
      refusals: [],
    });
    expect(result.tally.of('mediations opened')).toBeGreaterThan(0);
  });

  it('has figures that add up', () => {
    expect(result.wrong).toEqual([]);
  });

  it('registers none of them a second time, and tells the bad row again', async () => {
    const bad: unknown[] = [];
    const again = await register({
      table: await openTable(file, 'auto'),
      search: { names: {}, sheet: null, now: new Date() },
      options: {
        system: 'hotline',
        channel: 'HOTLINE_12345',
        asOrders: false,
        dueDays: 15,
        communities: ['440303003020'],
      },
      client: place.client,
      progress: progressOf(24, '', process.stderr),
      take: (outcome) => void (outcome.kind === 'BAD' && bad.push(outcome.bad)),
    });
    expect(again).toMatchObject({ fresh: 0, known: 24, bad: 1 });
    expect(bad).toMatchObject([{ id: '25', code: 'DATE_INVALID' }]);
  });

  it('adds nothing the second time, not even what residents wrote', async () => {
    const config = standaloneConfig({ DATA_DIR: join(folder, 'nothing runs here'), LOG_LEVEL: 'silent' });
    const options = { file, limit: null, speed: null, seed: 1, url: null };
    const again = await replay({ ...place, own: false }, options, config);
    expect(again.registered).toEqual({ fresh: 0, known: 24, repeats: 2, bad: 1 });
    expect(again.figures).toEqual(result.figures);
    expect(again.wrong).toEqual([]);
  }, 60_000);
});

/** 24 matters of which two repeat another, and one without a date. */
function exported(): string {
  const texts = ['路灯三天不亮', '楼上漏水滴到我家', '垃圾桶满了没人清运', '邻居养狗夜里叫'];
  const rows = Array.from({ length: 22 }, (_, n) => {
    const text = `${texts[n % texts.length] ?? ''}，第 ${n} 号楼`;
    return `${n},R${n},第 ${n} 件,2019-03-0${1 + (n % 9)} 10:00,${text}`;
  });
  rows.push(
    '22,R3,另一个标题,2019-04-01 10:00,邻居养狗 夜里叫，第 3 号楼',
    '23,R4,再说一次,2019-04-02,路灯三天不亮，第 4 号楼',
  );
  return ['id,reporter,subject,submitted_at,detail', ...rows, '25,R25,没有时间,,路灯'].join('\n');
}
