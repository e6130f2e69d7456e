import { readFile } from 'node:fs/promises';
import type { Finding } from '../chaos/findings.js';
import { runCommand, type Release } from '../district.js';
import { services, type DistrictPlace, type ServiceApp } from '../service-environment.js';

export type Migrated = Readonly<{
  service: ServiceApp;
  said: string;
  /** As `performance.now()`. */
  endedAt: number;
}>;

/** The pre-upgrade job of a release, or with `--contract` its post-upgrade job: one service after the other, or all at once. */
export async function migrateAll(place: DistrictPlace, release: Release): Promise<Migrated[]> {
  const done: Migrated[] = [];
  for (const service of services) done.push(await migrateOne(place, release, service, []));
  return done;
}

export async function contractAll(place: DistrictPlace, release: Release): Promise<Migrated[]> {
  return Promise.all(services.map((service) => migrateOne(place, release, service, ['--contract'])));
}

async function migrateOne(
  place: DistrictPlace,
  release: Release,
  service: ServiceApp,
  more: readonly string[],
): Promise<Migrated> {
  const owner = { OWNER_DATABASE_URL: place.ownerUrl, DATABASE_PASSWORD: place.databasePassword };
  const said = (await runCommand(service, ['migrate', ...more], owner, release)).trim();
  return { service, said, endedAt: performance.now() };
}

/** Statements of either release that did not fit the schema they met, as PostgreSQL's own log has them, from a byte on. */
export async function misfits(log: string, from: number): Promise<Finding> {
  const lines = (await readFile(log)).subarray(from).toString().split('\n');
  const violations = lines.filter((line) => misfit.test(line));
  return {
    what: 'no statement met a schema that it does not fit',
    seen: `${lines.length} lines of PostgreSQL's log`,
    violations,
  };
}

const misfit =
  /ERROR: .*(does not exist|violates not-null|cached plan must not change|permission denied|has no partition)/;
