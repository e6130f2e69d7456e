import { readdirSync, readFileSync } from 'node:fs';
import {
  accountSubject,
  categorySchema,
  districtPackSchema,
  profileFileSchema,
  profileOfFile,
  type Category,
  type GovernanceProfile,
  type Person,
} from '@weisu/contracts';
import { SnapshotSource, type DirectorySnapshot } from '@weisu/directory-client';
import { parse } from 'yaml';

const pack = new URL('../../../deploy/districts/luohu/', import.meta.url);

/** The demo district 深圳市罗湖区 as the directory service would answer it. */
export function demoSnapshot(revision = 1): DirectorySnapshot {
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, pack), 'utf8'));
  const parsed = districtPackSchema.parse({
    areas: read('areas.json'),
    units: read('units.json'),
    people: people(),
    calendar: read('calendar.json'),
    profiles: profiles(),
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

/** Read once for a test file: they do not change. */
let read: readonly GovernanceProfile[] | null = null;

function profiles(): readonly GovernanceProfile[] {
  const known = categories();
  read ??= readdirSync(new URL('profiles', pack)).map((file) => {
    const text = readFileSync(new URL(`profiles/${file}`, pack), 'utf8');
    return profileOfFile(profileFileSchema.parse(parse(text)), known).profile;
  });
  return read;
}

function categories(): Category[] {
  const [, ...lines] = readFileSync(new URL('categories.csv', pack), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [code, level1, level2, name, nature, urgency, sphere, keywords = ''] = line.split(',');
    return categorySchema.parse({
      ...{ code, name, nature, urgency, sphere },
      branch: [level1, level2],
      keywords: keywords.split(';'),
    });
  });
}

function people(): Person[] {
  const [, ...lines] = readFileSync(new URL('people.csv', pack), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [account = '', name = '', roles = '', unit = '', area = '', posts = '', signsAs = ''] = line
      .trim()
      .split(',');
    return {
      id: accountSubject(account),
      account,
      name,
      roles: roles.split(';'),
      unitId: unit || null,
      areaCode: area || null,
      posts: posts.split(';').filter(Boolean),
      ...(signsAs && { signsAs: signsAs.split(';') }),
    };
  });
}
