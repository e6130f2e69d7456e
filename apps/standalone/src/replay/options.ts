import { parseArgs } from 'node:util';

export type ReplayOptions = Readonly<{
  file: string;
  limit: number | null;
  /** Business seconds per real second; null is real time. */
  speed: number | null;
  seed: number;
  url: string | null;
}>;

export const replayUsage = `用法: npm run replay -- 文件.csv|.xlsx [选项]
  --limit N   只用前 N 行
  --speed S   模拟时间，一秒当作 S 秒（3600：一秒一小时），因此有的会超时
  --seed N    换一组由编号决定的选择，默认 1
  --url 地址   在正在运行的区里进行；否则用 DATA_DIR 中正在运行的，没有就临时起一个
退出码: 0 数字对得上；1 对不上或有事项没办完；2 没有开始`;

/** Null asks for help. Throws an Error that says what is wrong. */
export function replayOptions(args: readonly string[]): ReplayOptions | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      speed: { type: 'string' },
      seed: { type: 'string' },
      url: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (!file || more.length) throw new Error('请给出一个文件');
  return {
    file,
    limit: numberOf('limit', values.limit, (limit) => Number.isInteger(limit) && limit > 0),
    speed: numberOf('speed', values.speed, (speed) => speed > 0 && speed <= 1_000_000),
    seed: numberOf('seed', values.seed, Number.isInteger) ?? 1,
    url: values.url?.replace(/\/(graphql)?$/, '') ?? null,
  };
}

function numberOf(name: string, text: string | undefined, fits: (value: number) => boolean): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !fits(value)) throw new Error(`--${name} ${text}：不是合适的数`);
  return value;
}
