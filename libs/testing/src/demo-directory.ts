import { readdirSync, readFileSync } from 'node:fs';
import { accountSubject, districtPackSchema, type Person } from '@weisu/contracts';
import { SnapshotSource, type DirectorySnapshot } from '@weisu/directory-client';

const pack = new URL('../../../deploy/districts/luohu/', import.meta.url);

/** The demo district 深圳市罗湖区 as the directory service would answer it. */
export function demoSnapshot(revision = 1): DirectorySnapshot {
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, pack), 'utf8'));
  const parsed = districtPackSchema.parse({
    areas: read('areas.json'),
    units: read('units.json'),
    people: people(),
    calendar: read('calendar.json'),
    profiles: readdirSync(new URL('profiles', pack)).map((file) => read(`profiles/${file}`)),
    assignments: read('assignments.json'),
  });
  return {
    revision,
    entries: [
      ...parsed.areas.map((body) => ({ kind: 'area' as const, key: body.code, body })),
      ...parsed.units.map((body) => ({ kind: 'unit' as const, key: body.id, body })),
      ...parsed.people.map((body) => ({ kind: 'person' as const, key: body.id, body })),
      ...parsed.profiles.map((body) => ({
        kind: 'profile' as const,
        key: `${body.key}@${body.version}`,
        body,
      })),
      ...parsed.assignments.map((body) => ({
        kind: 'assignment' as const,
        key: `${body.areaCode}@${body.validFrom}`,
        body,
      })),
      { kind: 'calendar' as const, key: 'calendar', body: parsed.calendar },
    ],
  };
}

/** Answers the demo district, so that a service under test has its copy from the start. */
export class DemoDirectory extends SnapshotSource {
  fetch(since: number): Promise<DirectorySnapshot> {
    return Promise.resolve(since >= 1 ? { revision: 1, entries: [] } : demoSnapshot());
  }
}

function people(): Person[] {
  const [, ...lines] = readFileSync(new URL('people.csv', pack), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [account = '', name = '', roles = '', unit = '', area = '', posts = ''] = line.trim().split(',');
    return {
      id: accountSubject(account),
      account,
      name,
      roles: roles.split(';'),
      unitId: unit || null,
      areaCode: area || null,
      posts: posts.split(';').filter(Boolean),
    };
  });
}
