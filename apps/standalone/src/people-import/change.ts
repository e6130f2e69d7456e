import type { Account } from './account.js';

/** What the realm says of a user, or of the account behind a client, at this moment. */
export type Found = Readonly<{
  id: string;
  subject: string | null;
  name: string;
  roles: readonly string[];
  posts: readonly string[];
  groups: readonly string[];
  enabled: boolean;
}>;

/** The differences in words; empty when the realm says what the table says. */
export function differences(wanted: Account, found: Found): string[] {
  const told: string[] = [];
  const compare = (what: string, before: readonly string[], after: readonly string[]): void => {
    if (!sameMembers(before, after)) told.push(`${what} ${shown(before)} → ${shown(after)}`);
  };
  compare('姓名', [found.name], [wanted.name]);
  compare('角色', found.roles, wanted.roles);
  compare('岗位', found.posts, wanted.posts);
  compare('组', found.groups, groupsWanted(wanted));
  return told;
}

export const groupsWanted = ({ group }: Account): readonly string[] => (group === null ? [] : [group]);

/** What is in the first and not in the second. */
export const without = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((one) => !others.includes(one));

/** Every group on the way to a path, from the top: `/440303/440303003` → `/440303`, `/440303/440303003`. */
export function groupsOnPath(path: string): string[] {
  const names = path.split('/').slice(1);
  return names.map((_name, index) => `/${names.slice(0, index + 1).join('/')}`);
}

/** What membership says of a person: digits are an area, everything else is a unit (`groupsOf` of the embedded provider). */
export function groupAttributes(name: string): Readonly<Record<string, readonly string[]>> {
  return /^\d+$/.test(name) ? { area: [name] } : { unit: [name] };
}

const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  without(some, others).length === 0 && without(others, some).length === 0;

const shown = (values: readonly string[]): string => values.filter(Boolean).join('、') || '（无）';
