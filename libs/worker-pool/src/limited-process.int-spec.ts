import { LimitedProcess, type ProcessLimits } from './limited-process.js';
import { workerFile } from './worker-file.js';

const file = workerFile('./odd-process.fixture.js', import.meta.url);
const limits: ProcessLimits = {
  waiting: 1,
  waitingOfOne: 1,
  milliseconds: 20_000,
  megabytes: 400,
  answerBytes: 1_000_000,
};
const given = (words: string) => async () => Buffer.from(words);

let open: LimitedProcess[] = [];
const processOf = (more: Partial<ProcessLimits> = {}) => {
  const made = new LimitedProcess(file, { ...limits, ...more });
  open.push(made);
  return made;
};
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

describe('a task in a process of its own', () => {
  it('is given bytes and answers bytes', async () => {
    expect((await processOf().run(['turned'], given('abc'))).toString()).toBe('cba');
  });

  it('has nothing of our environment and loads no compiled code', async () => {
    const { names, flags } = JSON.parse(
      (await processOf().run(['environment'], given(''))).toString(),
    ) as Record<'names' | 'flags', string[]>;
    expect(names).toEqual([]);
    expect(flags).toContain('--no-addons');
  });

  it('that ends without an answer says with what', async () => {
    await expect(processOf().run(['refuse'], given('more than it reads'))).rejects.toMatchObject({
      code: 3,
      said: 'no',
    });
  });

  it('of which another is on its way waits, and holds no bytes meanwhile', async () => {
    const one = processOf();
    let asked = 0;
    const counted = async () => {
      asked += 1;
      return Buffer.from('ab');
    };
    const first = one.run(['turned'], counted);
    const second = one.run(['turned'], counted);
    await expect(one.run(['turned'], counted)).rejects.toMatchObject({ reason: 'TOO_MANY_WAITING' });
    expect(asked).toBe(1);
    expect((await first).toString()).toBe('ba');
    expect((await second).toString()).toBe('ba');
  });

  it('of one who wants much keeps nobody waiting for all of it', async () => {
    const one = processOf({ waiting: 4, waitingOfOne: 2 });
    const done: string[] = [];
    const run = (by: string, name: string) =>
      one.run(['turned'], given('ab'), by).then(() => done.push(name));
    const all = [run('much', 'much 1'), run('much', 'much 2'), run('much', 'much 3')];
    await expect(run('much', 'much 4')).rejects.toMatchObject({ reason: 'TOO_MANY_WAITING' });
    all.push(run('little', 'little'));
    await Promise.all(all);
    expect(done).toEqual(['much 1', 'little', 'much 2', 'much 3']);
  });

  it('whose bytes do not come in its time leaves its place to the next', async () => {
    const one = processOf({ milliseconds: 1_000 });
    const never = one.run(['turned'], () => new Promise(() => undefined));
    const next = one.run(['turned'], given('ab'));
    await expect(never).rejects.toMatchObject({ reason: 'STOPPED' });
    expect((await next).toString()).toBe('ba');
  });

  it('whose bytes cannot be had leaves its place to the next', async () => {
    const one = processOf();
    await expect(one.run(['turned'], () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await one.run(['turned'], given('ab'))).toString()).toBe('ba');
  });
});

describe('a process over its limits', () => {
  it.each([
    { of: 'time', program: 'spin', more: { milliseconds: 3_000 }, reason: 'TIMED_OUT' },
    { of: 'memory', program: 'hoard', more: { megabytes: 200 }, reason: 'OUT_OF_MEMORY' },
    { of: 'words', program: 'talk', more: {}, reason: 'OUT_OF_MEMORY' },
  ])('of $of is killed, and the next one gets another', async ({ program, more, reason }) => {
    const one = processOf(more);
    await expect(one.run([program], given(''))).rejects.toMatchObject({ reason, isOverLimits: true });
    expect((await one.run(['turned'], given('ab'))).toString()).toBe('ba');
  });

  it('ends with who started it, running or waiting', async () => {
    const one = processOf();
    const ended = Promise.allSettled([one.run(['spin'], given('')), one.run(['turned'], given(''))]);
    await one.close();
    expect(await ended).toMatchObject([{ reason: { reason: 'STOPPED' } }, { reason: { reason: 'STOPPED' } }]);
    await expect(one.run(['turned'], given(''))).rejects.toMatchObject({ reason: 'STOPPED' });
  });
});
