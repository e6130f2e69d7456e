import { accountSubject, systemNamePattern } from '@weisu/contracts';
import { isAreaCode, roles, type Role } from '@weisu/identity';
import { groupsOf } from '../identity-provider/demo-user.js';

/** What the realm shall say of one account, person or system. */
export type Account = Readonly<{
  account: string;
  /** The person's id in the directory and the token's `sub`. */
  subject: string;
  name: string;
  roles: readonly Role[];
  posts: readonly string[];
  /** Full path of the group that gives unit and area; null for who has neither, such as a resident. */
  group: string | null;
  /** Signs in with a password. */
  person: boolean;
  /** Calls the API with client credentials. */
  system: boolean;
}>;

export type AccountRow = Readonly<{
  account: string;
  name: string;
  roles: string;
  unit: string;
  area: string;
  posts: string;
  /** Names that a system signs with beside its own; they hold once the district's pack is imported (`directory:import`). */
  signsAs: string;
  /** yes, no, or empty: departments and companies have a system beside their person, as in the embedded provider. */
  system: string;
}>;

const known: ReadonlySet<string> = new Set(roles);
const isRole = (value: string): value is Role => known.has(value);
/** Roles that act for a unit: without one they would have nothing on their workbench. */
const rolesOfUnits: readonly Role[] = [
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'MEDIATOR',
];
const rolesWithSystem: readonly Role[] = ['DEPARTMENT', 'COMPANY'];
const yes = new Set(['yes', 'true', '是']);
const no = new Set(['no', 'false', '否']);

/** Keycloak's rule for names of users: 3 to 255 characters, none of these; and it writes them in lower case. */
const prohibited = /[<>&"\s'$%!#?§,;:*~/\\|^=[\]{}()`\p{Cc}]/u;

/** The account that a row asks for, or what is wrong with the row. */
export function accountOf(row: AccountRow): Account | Readonly<{ reasons: readonly string[] }> {
  const reasons = [...namingFlaws(row), ...scopeFlaws(row)];
  if (reasons.length > 0) return { reasons };
  const held = several(row.roles).filter(isRole);
  const onlySystem = held.includes('INTEGRATION');
  const hasSystem = yes.has(row.system) || held.some((role) => rolesWithSystem.includes(role));
  const [group = null] = groupsOf({ areaCode: row.area || null, unitId: row.unit || null });
  return {
    account: row.account,
    subject: accountSubject(row.account),
    name: row.name,
    roles: held,
    posts: several(row.posts),
    group,
    person: !onlySystem,
    system: onlySystem || (hasSystem && !no.has(row.system)),
  };
}

function namingFlaws({ account, name, system }: AccountRow): string[] {
  const found: string[] = [];
  if (account.length < 3 || account.length > 255 || prohibited.test(account))
    found.push('账号须为 3 至 255 字，不含空格和 < > & / : 等符号');
  if (account !== account.toLowerCase()) found.push('账号须用小写，身份服务不分大小写');
  if (!name) found.push('缺姓名');
  if (name.length > 255) found.push('姓名超过 255 字');
  if (system && !yes.has(system) && !no.has(system)) found.push(`system 应为 yes、no 或空，现为 ${system}`);
  return found;
}

function scopeFlaws({ roles: cell, unit, area, signsAs }: AccountRow): string[] {
  const held = several(cell);
  const found = held.filter((role) => !isRole(role)).map((role) => `没有 ${role} 这个角色`);
  if (held.length === 0) found.push('缺角色');
  // A person with SERVICE could call the internal operations, which give out phone numbers.
  if (held.includes('SERVICE')) found.push('SERVICE 只给本平台的服务，不能由人员表给出');
  if (held.includes('INTEGRATION') && held.length > 1)
    found.push('INTEGRATION 是系统的角色，不能与其他角色同用');
  if (signsAs && !held.includes('INTEGRATION')) found.push('signs_as 只用于 INTEGRATION');
  for (const name of several(signsAs))
    if (!systemNamePattern.test(name)) found.push(`系统名称 ${name} 须为 1 至 60 个文字、数字或 . _ -`);
  if (area && !isAreaCode(area)) found.push(`区域代码 ${area} 应为 6、9、12 或 15 位数字`);
  if (unit.includes('/')) found.push(`单位编号 ${unit} 不能含 /`);
  if (unit && !area) found.push('有单位的账号须有区域');
  const bound = rolesOfUnits.filter((role) => held.includes(role));
  if (bound.length > 0 && !unit) found.push(`${bound.join('、')} 须有单位`);
  return found;
}

export function several(cell: string): string[] {
  return cell
    .split(/[;；]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Roles whose holder signs in with a second factor; the realm file gives them TWO_FACTOR. */
const rolesWithTwoFactors: readonly Role[] = ['DISTRICT', 'ADMIN', 'AUDITOR'];

export const needsSecondFactor = (account: Account): boolean =>
  account.roles.some((role) => rolesWithTwoFactors.includes(role));
