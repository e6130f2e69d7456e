import {
  levels,
  type Category,
  type ClockKind,
  type ClockRule,
  type Duty,
  type GovernanceProfile,
  type UnitSelector,
} from '@weisu/contracts';

/** Something of a profile that can never come about, and where it stands. */
export type Unreachable = Readonly<{ path: readonly (string | number)[]; message: string }>;

/** What starts a clock of each kind; dispatch, mediation and evaluation know no other. REPLY and NOTICE come from outside, CUSTOM from a person. */
const starts: Readonly<Partial<Record<ClockKind, readonly ClockRule['startsOn'][]>>> = {
  ALLOCATE: ['REGISTRATION'],
  ACCEPT: ['ALLOCATION'],
  CONTACT: ['REGISTRATION', 'ALLOCATION'],
  VERIFY: ['REGISTRATION', 'ALLOCATION'],
  RESOLVE: ['ALLOCATION'],
  OPINION: ['ALLOCATION'],
  FOLLOW_UP: ['RESOLUTION'],
  ACKNOWLEDGE: ['WHISTLE'],
  REPORT_IN: ['WHISTLE'],
  ACT: ['WHISTLE'],
  FINISH: ['WHISTLE'],
  DECIDE: ['REQUEST'],
  CONSENT: ['MEDIATION'],
  MEDIATE: ['MEDIATION'],
  CONFIRMATION: ['AGREEMENT'],
};

export function unreachables(profile: GovernanceProfile): Unreachable[] {
  return [...states(profile), ...clocks(profile), ...ladders(profile), ...lists(profile)];
}

/** What a matter needs somebody for, on its way from REGISTERED to CLOSED. */
function states(profile: GovernanceProfile): Unreachable[] {
  const of = (duty: Duty): readonly UnitSelector[] => profile.duties[duty] ?? [];
  const found: Unreachable[] = [];
  const needs = (duty: Duty, state: string, why: string): void => {
    if (!of(duty).length)
      found.push({
        path: ['duties'],
        message: `nobody has the duty ${duty}, so no matter is ever ${state}: ${why}`,
      });
  };
  if (!profile.classification.automatic)
    needs('CLASSIFY', 'ALLOCATED', 'it is classified before it is allocated');
  needs('ALLOCATE', 'ALLOCATED', 'somebody decides who handles it');
  needs('HANDLE', 'RESOLVED', 'somebody handles it');
  if (!of('ALLOCATE').length && !of('SUPERVISE').length)
    needs('SUPERVISE', 'CLOSED', 'who allocates or supervises closes it');
  if (profile.closing.automatic && !profile.followUps.some(({ kind }) => kind === 'SUPERVISORY'))
    found.push({
      path: ['closing'],
      message:
        'closing is automatic, but no SUPERVISORY follow-up gives the verdict that closes: no matter is ever CLOSED',
    });
  if (profile.allocation.automatic && !profile.categories.some(({ lead }) => lead))
    found.push({
      path: ['allocation'],
      message: 'allocation is automatic, but no category has a lead: nothing is ever allocated so',
    });
  const { endorsement, blownBy } = profile.whistle;
  if (endorsement && !blownBy.includes('COMMUNITY'))
    found.push({
      path: ['whistle'],
      message: 'whistles are endorsed, but only a community’s would be, and communities blow none',
    });
  if (endorsement && blownBy.includes('COMMUNITY') && !of('ALLOCATE').some(({ level }) => level === 'STREET'))
    found.push({
      path: ['whistle'],
      message:
        'a community’s whistle waits for the street, where nobody has the duty ALLOCATE: its units are never called',
    });
  return found;
}

function clocks(profile: GovernanceProfile): Unreachable[] {
  const levelsInUse = reachableLevels(profile);
  return profile.clocks.flatMap((rule, index): Unreachable[] => {
    const never = neverStarts(rule, profile);
    if (never)
      return [{ path: ['clocks', index], message: `the clock ${rule.kind} can never start: ${never}` }];
    const last = rule.limits.findIndex(
      ({ budget: _budget, ...conditions }) => !Object.keys(conditions).length,
    );
    return rule.limits.flatMap((limit, at): Unreachable[] => {
      const path = ['clocks', index, 'limits', at];
      if (last >= 0 && at > last)
        return [
          { path, message: `this limit of ${rule.kind} is never taken: the one before it fits every matter` },
        ];
      const missing = limit.responseLevel?.filter((level) => !levelsInUse.has(level)) ?? [];
      if (missing.length)
        return [
          {
            path,
            message: `no matter is ever at level ${missing.join(', ')}: no class begins there and no ESCALATE request raises one so far`,
          },
        ];
      return [];
    });
  });
}

function neverStarts(rule: ClockRule, profile: GovernanceProfile): string | null {
  const events = starts[rule.kind];
  if (!events) return 'such limits come from outside or from a person, not from a profile';
  if (!events.includes(rule.startsOn)) return `it starts on ${events.join(' or ')}, not on ${rule.startsOn}`;
  if (rule.kind === 'OPINION' && !profile.opinionRequired) return 'opinionRequired is false';
  if (rule.kind === 'FOLLOW_UP' && !profile.followUps.length) return 'there are no followUps';
  if (rule.kind === 'DECIDE' && !profile.requests.length) return 'there are no requests to decide';
  return null;
}

/** Where classes begin, and as far up as a request raises: one level each time it is approved. */
function reachableLevels({ classes, requests }: GovernanceProfile): ReadonlySet<number> {
  const raises = requests.some(({ kind }) => kind === 'ESCALATE');
  const lowest = Math.min(...classes.map(({ responseLevel }) => responseLevel));
  const all = levels.map((_, index) => index + 1);
  return new Set(raises ? all.filter((level) => level >= lowest) : classes.map((one) => one.responseLevel));
}

/** A ladder goes up: a step to a level that has been told already says nothing new. */
function ladders(profile: GovernanceProfile): Unreachable[] {
  const all = [
    { path: ['rungs', 'ladder'] as (string | number)[], ladder: profile.rungs?.ladder ?? [] },
    ...profile.clocks.map(({ ladder = [] }, index) => ({ path: ['clocks', index, 'ladder'], ladder })),
  ];
  return all.flatMap(({ path, ladder }) =>
    ladder.flatMap(({ to }, index): Unreachable[] => {
      const before = ladder[index - 1];
      if (!before || levels.indexOf(to) < levels.indexOf(before.to)) return [];
      return [
        {
          path: [...path, index],
          message: `the ladder goes from ${before.to} to ${to}, which is not above it`,
        },
      ];
    }),
  );
}

/** A lead that the duty list of its level does not let lead would be refused each time it is suggested. */
function lists({ categories, allocation }: GovernanceProfile): Unreachable[] {
  const listOf = ({ lists: of }: Category, { level, kind }: UnitSelector) => {
    if (kind && !['AREA_OFFICE', 'STREET_OFFICE', 'STATION'].includes(kind)) return 'LEAD';
    return (level === 'STREET' ? of?.STREET : level === 'DISTRICT' ? undefined : of?.COMMUNITY) ?? 'LEAD';
  };
  const leads = categories.flatMap((category, index): Unreachable[] => {
    if (!category.lead || listOf(category, category.lead) === 'LEAD') return [];
    return [
      {
        path: ['categories', index, 'lead'],
        message: `${category.code} is led by a ${category.lead.level}, whose duty list says ${listOf(category, category.lead)}`,
      },
    ];
  });
  const claimed = (allocation.claim?.spheres ?? []).filter(
    (sphere) => !categories.some((category) => category.sphere === sphere),
  );
  return [
    ...leads,
    ...claimed.map((sphere) => ({
      path: ['allocation', 'claim'],
      message: `matters of the sphere ${sphere} may be claimed, but no category is of it`,
    })),
  ];
}
