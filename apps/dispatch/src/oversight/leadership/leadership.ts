import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import { written } from '../../ground/note/written.js';

export type LeaderDuty = Readonly<{ text: string; dueBy: Date | null }>;
export type TeamMember = Readonly<{ personId: string; role: string }>;

/** Most duties of a leader; 五包三问 are eight. */
const mostDuties = 50;

/** Duties with and without a date, in the order in which they were given. Throws TEXT_EMPTY, INVALID_ARGUMENT. */
export function dutiesOf(
  texts: readonly string[],
  dated: readonly Readonly<{ text: string; dueBy?: Date | null | undefined }>[],
  now: Date,
): readonly LeaderDuty[] {
  const duties = [...texts.map((text) => ({ text, dueBy: null })), ...dated].map(({ text, dueBy }) => ({
    text: written(text),
    dueBy: dueBy ?? null,
  }));
  if (duties.length > mostDuties) throw new DomainError('INVALID_ARGUMENT', `duties: at most ${mostDuties}`);
  if (duties.some(({ dueBy }) => dueBy !== null && dueBy <= now))
    throw new DomainError('INVALID_ARGUMENT', 'dated: a date lies in the past');
  return duties;
}

/**
 * The team by the profile's roles (S2 “1+1+2+N”: 1 党代表 or 人大代表, 1 young cadre, 2 specialists, N grid workers). Nobody counts twice, and a role that the
 * profile does not name is none. A team without roles is one that the profile does not ask for. Throws TEAM_INVALID.
 */
export function requireTeam(
  members: readonly TeamMember[],
  team: GovernanceProfile['team'],
): readonly TeamMember[] {
  if (!members.length) return members;
  if (!team) throw new DomainError('TEAM_INVALID', 'the profile names no roles');
  if (new Set(members.map(({ personId }) => personId)).size !== members.length)
    throw new DomainError('TEAM_INVALID', 'a person has one role');
  const stranger = members.find(({ role }) => !team.roles.some(({ name }) => name === role));
  if (stranger) throw new DomainError('TEAM_INVALID', stranger.role);
  for (const { name, least, most } of team.roles) {
    const count = members.filter(({ role }) => role === name).length;
    if (count < least || count > (most ?? Number.POSITIVE_INFINITY))
      throw new DomainError('TEAM_INVALID', `${name}: ${least}${most === undefined ? '+' : `–${most}`}`);
  }
  return members;
}
