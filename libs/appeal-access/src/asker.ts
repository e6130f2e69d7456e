import { roles, type Actor, type Role } from '@weisu/identity';

/** Who asked for an export, as one service tells another (docs/adr/0043). */
export type Asker = Readonly<{
  subject: string;
  name: string;
  roles: readonly string[];
  unitId?: string | null;
  /** The unit that acts for `unitId`, which is away. */
  delegateId?: string | null;
  areaCode?: string | null;
  client: string;
}>;

/** Posts are left out: they decide nothing about who may see a matter. */
export function askerOf({
  subject,
  name,
  roles: held,
  unitId,
  delegateId,
  areaCode,
  client,
}: Actor): Required<Asker> {
  return { subject, name, roles: held, unitId, delegateId: delegateId ?? null, areaCode, client };
}

/** Of people alone: who calls itself a service sees nothing by it. */
const people: ReadonlySet<string> = new Set(roles.filter((role) => role !== 'SERVICE'));
const isPersonal = (role: string): role is Role => people.has(role);

/** The actor that the same filters are applied for as if they asked themselves. */
export function actorOfAsker({ subject, name, client, ...asker }: Asker): Actor {
  const { delegateId = null } = asker;
  return {
    subject,
    name,
    roles: asker.roles.filter(isPersonal),
    unitId: asker.unitId ?? null,
    areaCode: asker.areaCode ?? null,
    posts: [],
    client,
    ...(delegateId === null ? {} : { delegateId }),
  };
}
