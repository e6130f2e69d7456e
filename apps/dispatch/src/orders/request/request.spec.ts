import type { GovernanceProfile, RequestKind } from '@weisu/contracts';
import { calendar, directory, later, monday, profileNamed } from '../../case.fixture.js';
import { deciderOf } from './decider.js';
import { decided, isUndecided, lengthOf, requireAskable, type Asked, type Request } from './request.js';

const s2 = profileNamed('S2');
const order = { dispatchedAt: monday, designated: false };
const asked = (overrides: Partial<Asked>): Asked => ({
  kind: 'EXTEND',
  workOrder: order,
  by: { amount: 1, unit: 'WORKING_DAY' },
  earlier: 0,
  ...overrides,
});
const ask =
  (overrides: Partial<Asked>, now = monday, profile: GovernanceProfile = s2) =>
  () =>
    requireAskable(asked(overrides), profile, calendar, now);

describe('what may be applied for', () => {
  it.each(['RETURN', 'EXTEND', 'SUSPEND', 'ESCALATE', 'DEFER'] as const)(
    '%s, by the rule of the profile',
    (kind) => {
      expect(ask({ kind })()).toMatchObject({ kind });
    },
  );

  it('nothing that the profile does not know', () => {
    const without = { ...s2, requests: s2.requests.filter((rule) => rule.kind !== 'DEFER') };
    expect(ask({ kind: 'DEFER' }, monday, without)).toThrow(
      expect.objectContaining({ code: 'REQUEST_INVALID' }),
    );
  });

  it.each(['RETURN', 'EXTEND', 'SUSPEND'] as const)('%s only of a work order', (kind) => {
    expect(ask({ kind, workOrder: null })).toThrow('name your work order');
  });

  it.each(['EXTEND', 'SUSPEND', 'DEFER'] as const)('%s only with a length', (kind) => {
    expect(ask({ kind, by: null })).toThrow('say by how much');
    expect(ask({ kind, by: { amount: 0, unit: 'MINUTE' } })).toThrow('say by how much');
    expect(ask({ kind, by: { amount: -3, unit: 'WORKING_DAY' } })).toThrow('say by how much');
  });

  it('is limited by the profile', () => {
    expect(ask({ kind: 'ESCALATE', earlier: 1 })).not.toThrow();
    expect(ask({ kind: 'ESCALATE', earlier: 2 })).toThrow(expect.objectContaining({ code: 'REQUEST_LIMIT' }));
  });

  it('never a return by a designated unit', () => {
    expect(ask({ kind: 'RETURN', workOrder: { ...order, designated: true } })).toThrow(
      expect.objectContaining({ code: 'RETURN_OF_DESIGNATED' }),
    );
  });
});

describe('a return within one working day of dispatch', () => {
  const lastInstant = new Date('2026-11-25T00:00:00+08:00');
  it.each([
    { when: 'on the minute', now: lastInstant, inTime: true },
    { when: 'a minute before', now: new Date(lastInstant.getTime() - 60_000), inTime: true },
    { when: 'a minute after', now: new Date(lastInstant.getTime() + 60_000), inTime: false },
  ])('$when is in time: $inTime', ({ now, inTime }) => {
    if (inTime) expect(ask({ kind: 'RETURN' }, now)).not.toThrow();
    else expect(ask({ kind: 'RETURN' }, now)).toThrow(expect.objectContaining({ code: 'REQUEST_TOO_LATE' }));
  });
});

describe('the most of an extension, three working days', () => {
  it.each([
    { amount: 3, unit: 'WORKING_DAY', fits: true },
    { amount: 4, unit: 'WORKING_DAY', fits: false },
    { amount: 3, unit: 'NATURAL_DAY', fits: true },
    { amount: 72, unit: 'NATURAL_HOUR', fits: true },
    { amount: 100, unit: 'NATURAL_HOUR', fits: false },
    { amount: 5_000, unit: 'MINUTE', fits: true },
    { amount: 6_000, unit: 'MINUTE', fits: false },
    { amount: 2_000_000_000, unit: 'WORKING_DAY', fits: false },
  ] as const)('$amount $unit fits: $fits', ({ amount, unit, fits }) => {
    const attempt = ask({ by: { amount, unit } });
    if (fits) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'REQUEST_TOO_LONG' }));
  });

  it('is what a suspension without a length gets, and nothing else', () => {
    expect(lengthOf('SUSPEND', null, s2)).toEqual({ amount: 30, unit: 'NATURAL_DAY' });
    expect(lengthOf('SUSPEND', { amount: 1, unit: 'MINUTE' }, s2)).toEqual({ amount: 1, unit: 'MINUTE' });
    expect(lengthOf('EXTEND', null, s2)).toBeNull();
  });
});

describe('deciding', () => {
  const request = { approved: null, decidedAt: null, deciderId: 'desk' } as Request;

  it('is done once', () => {
    const yes = decided(request, true, '同意', null, later(5));
    expect(yes).toMatchObject({ approved: true, decision: '同意', decidedById: 'desk', decidedAt: later(5) });
    expect(() => decided(yes, false, '不同意', null, later(6))).toThrow(
      expect.objectContaining({ code: 'REQUEST_DECIDED' }),
    );
  });

  it('is not done of a request that lapsed, though nobody approved or refused it', () => {
    const lapsed = { ...request, decidedAt: later(5) };
    expect(isUndecided(lapsed)).toBe(false);
    expect(() => decided(lapsed, true, '同意', null, later(6))).toThrow(
      expect.objectContaining({ code: 'REQUEST_DECIDED' }),
    );
  });

  const ruleOf = (kind: RequestKind) => s2.requests.find((rule) => rule.kind === kind) ?? never(kind);
  it.each([
    ['the desk of the street', '440303003020001.office', '440303003.dispatch-desk'],
    [
      'the street’s office, of what the desk itself applies for',
      '440303003.dispatch-desk',
      '440303003.office',
    ],
  ])('is done by %s', (_, applicant, decider) => {
    expect(deciderOf(directory, ruleOf('EXTEND'), applicant, '440303003020001')).toBe(decider);
  });
});

function never(kind: string): never {
  throw new Error(`S2 has no rule for ${kind}`);
}
