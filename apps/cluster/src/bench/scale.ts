import { measureFiring, type Due, type Firing } from './firing.js';
import { measurePages, type PageSizes } from './pages.js';
import { closeFullDistrict, openFullDistrict, openServers, type FullDistrict } from './scale-ground.js';
import type { ScaleServers } from './scale-ground.js';

/** Names of what is measured among millions of rows. */
export const scales = ['clocks', 'burst', 'pages'] as const;
export type ScaleName = (typeof scales)[number];

export type ScaleSettings = Readonly<{
  asked: ReadonlySet<string>;
  /** Numbers of matters at which the workbench is opened; the first is what the others are held against. */
  sizes: readonly number[];
  /** Limits that run while some fall due. */
  openClocks: number;
  seconds: number;
  rounds: number;
}>;

export type ScaleResult = Readonly<{
  settings: ScaleSettings;
  servers: ScaleServers['state']['servers'];
  firings: readonly Firing[];
  pages: PageSizes | null;
  /** Seconds in which the migration counted what was there before, by number of matters. */
  countedIn: readonly (readonly [number, number])[];
}>;

const dues: readonly (Due & { name: ScaleName })[] = [
  { name: 'clocks', clocks: 12_000, seconds: 60 },
  { name: 'burst', clocks: 20_000, seconds: 0 },
];

export async function measureScale(
  settings: ScaleSettings,
  say: (line: string) => void,
): Promise<ScaleResult> {
  const servers = await openServers(say);
  const open: FullDistrict[] = [];
  const fill = async (matters: number, openEvery: number): Promise<FullDistrict> => {
    const district = await openFullDistrict(servers, { matters, openEvery }, say);
    open.push(district);
    return district;
  };
  const close = async (): Promise<void> => {
    for (const district of open.splice(0)) await closeFullDistrict(servers, district);
  };
  try {
    const asked = dues.filter(({ name }) => settings.asked.has(name));
    const firings = asked.length
      ? await measureFiring(servers, await fill(settings.openClocks / 2, 1), asked, say)
      : [];
    await close();
    if (settings.asked.has('pages')) for (const matters of settings.sizes) await fill(matters, 20);
    const pages = open.length ? await measurePages(servers, open, settings, say) : null;
    const countedIn = open.map(({ rows, countedIn: took }) => [rows.matters, took] as const);
    return { settings, servers: servers.state.servers, firings, pages, countedIn };
  } finally {
    await close();
    await servers.close();
  }
}
