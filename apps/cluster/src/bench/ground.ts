import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { readAccounts, tokenForm } from '../accounts.js';
import { clusterFolder, demoDistrict, readState, saveState, startServers, stopCluster } from '../cluster.js';
import type { ClusterState } from '../cluster.js';
import { closeDistrict, openDistrict, type RunningDistrict } from '../district.js';
import { whenInterrupted } from '../processes.js';
import { runtimeUrl } from '../service-environment.js';
import { closedLoop } from './load.js';
import { profilable } from './profile.js';
import { submission } from './submit.js';

export type BenchGround = Readonly<{
  state: ClusterState;
  district: RunningDistrict;
  /** As the owner of the district's database, which all services share here. */
  pool: pg.Pool;
  /** The same schemas on the same server, where nobody relays what is inserted. */
  limitUrl: string;
  grids: readonly string[];
  token(account: string): Promise<string>;
  close(): Promise<void>;
}>;

/** A unit of the street 东门街道 with the right to handle, and who works there. */
export const desk = {
  unitId: '440303003.enforcement',
  account: '440303003.enforcement',
  areaCode: '440303003',
};

/** On the servers that run, else on its own: a district as in production, with no test clock and quiet logs. */
export async function openGround(say: (line: string) => void): Promise<BenchGround> {
  const folder = clusterFolder(process.env);
  const running = await readState(folder);
  if (!running) {
    whenInterrupted(() => stopCluster(folder));
    say('starting PostgreSQL, Kafka and Keycloak');
  }
  const state = running ?? (await startServers(folder));
  const name = `bench${randomBytes(3).toString('hex')}`;
  // every request of the load comes from an address of its own, told by the proxy that the load stands for
  const extra = { ...profilable, TRUSTED_PROXIES: '127.0.0.1' };
  const district = await openDistrict(state.ground, { name, testClock: false, logLevel: 'warn', extra });
  // so that cluster:down ends it when this process cannot
  await saveState(folder, { ...state, districts: [...state.districts, district] });
  const limit = await limitDatabase(state.ground.adminUrl, name);
  const pool = new pg.Pool({ connectionString: district.place.ownerUrl, max: 2 });
  return {
    state,
    district,
    pool,
    limitUrl: runtimeUrl({ ...district.place, ownerUrl: limit.url }, 'intake'),
    grids: await gridCodes(),
    token: (account) => tokenOf(state.ground.keycloakUrl, state.ground.accountsFile, account),
    async close() {
      await pool.end();
      await limit.drop();
      if (!running) {
        await stopCluster(folder);
        return;
      }
      await closeDistrict(state.ground, district);
      await saveState(folder, running);
    },
  };
}

async function limitDatabase(
  adminUrl: string,
  district: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const database = `weisu_${district}_limit`;
  const admin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await admin(`CREATE DATABASE ${database} TEMPLATE weisu_template`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return { url: url.toString(), drop: () => admin(`DROP DATABASE ${database} WITH (FORCE)`) };
}

/** Every grid of the demo district. */
async function gridCodes(): Promise<string[]> {
  const areas = JSON.parse(await readFile(join(demoDistrict, 'areas.json'), 'utf8')) as
    { code: string; level: string }[] | { areas: { code: string; level: string }[] };
  return (Array.isArray(areas) ? areas : areas.areas)
    .filter(({ level }) => level === 'GRID')
    .map(({ code }) => code);
}

export async function tokenOf(keycloakUrl: string, accountsFile: string, name: string): Promise<string> {
  const account = (await readAccounts(accountsFile)).find((one) => one.account === name);
  if (!account) throw new Error(`no account ${name}`);
  const response = await fetch(`${keycloakUrl}/realms/weisu/protocol/openid-connect/token`, {
    method: 'POST',
    body: tokenForm(account, new Date()),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`${name} cannot sign in: HTTP ${response.status}`);
  return token;
}

/** Appeals in every grid, and so many of them as work of the desk's unit. */
export async function fill(
  ground: BenchGround,
  { appeals, orders }: { appeals: number; orders: number },
): Promise<void> {
  const { district, grids, pool } = ground;
  let turn = 0;
  const bearer = await ground.token('resident');
  while (turn < appeals)
    await closedLoop(district.url, { connections: 16, seconds: 1 }, () => submission(turn++, grids, bearer));
  await settled(pool);
  const street = await ground.token('street');
  const { rows } = await pool.query<{ id: string; status: string; category: string | null }>(
    `SELECT id, status, category FROM dispatch.handling h WHERE h.area_code LIKE '${desk.areaCode}%' AND h.status = 'REGISTERED' LIMIT $1`,
    [orders],
  );
  for (const { id, category } of rows) {
    if (category === null)
      await ask(
        district.url,
        street,
        'mutation($id: ID!) { classifyAppeal(id: $id, input: { category: "NOISE", nature: HELP, urgency: FAST }) { id } }',
        { id },
      );
    await ask(
      district.url,
      street,
      'mutation($id: ID!, $unit: ID!) { allocateAppeal(id: $id, handlers: [{ unitId: $unit, role: LEAD }]) { id } }',
      { id, unit: desk.unitId },
    );
  }
  await settled(pool);
  // as autovacuum does within a minute: prepared plans made while the tables were empty are made anew
  await pool.query('ANALYZE');
}

async function ask(gatewayUrl: string, bearer: string, query: string, variables: object): Promise<void> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
}

/** Waits until every outbox is empty and dispatch and evaluation have taken what intake announced: a measurement must not pay for the one before. */
export async function settled(pool: pg.Pool): Promise<void> {
  for (const deadline = performance.now() + 300_000; performance.now() < deadline; await delay(300)) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT ((SELECT count(*) FROM intake.outbox) + (SELECT count(*) FROM dispatch.outbox) + (SELECT count(*) FROM evaluation.outbox)
         + (SELECT count(*) FROM intake.journal j WHERE NOT EXISTS (SELECT 1 FROM dispatch.inbox i WHERE i.event_id = j.id))
         + (SELECT count(*) FROM intake.journal j WHERE j.type = 'intake.appeal-registered.v1' AND NOT EXISTS (SELECT 1 FROM evaluation.inbox i WHERE i.event_id = j.id)))::int AS waiting`,
    );
    if (rows[0]?.waiting === 0) return;
  }
  throw new Error('the services did not come to rest');
}
