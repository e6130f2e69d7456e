import { CatchUpBudget } from './budget.js';

const network = (name: string) => ({ network: name });

describe('what a caller may have caught up on', () => {
  const limits = { signedIn: 10, network: 3, networks: 5 };

  it('is so many subjects a minute, all of a call or none', () => {
    const budget = new CatchUpBudget(limits);
    expect([budget.take({ subject: 'a' }, 8, 0), budget.take({ subject: 'a' }, 3, 0)]).toEqual([true, false]);
    expect([budget.take({ subject: 'a' }, 2, 59_999), budget.take({ subject: 'b' }, 10, 0)]).toEqual([
      true,
      true,
    ]);
    expect(budget.take({ subject: 'a' }, 1, 60_000)).toBe(true);
  });

  it('of a network takes nothing of the others once it is used up', () => {
    const budget = new CatchUpBudget(limits);
    const attacker = Array.from({ length: 1_000 }, () => budget.take(network('attacker'), 1, 0));
    expect(attacker.filter((taken) => taken)).toHaveLength(3);
    expect(budget.take(network('resident'), 1, 0)).toBe(true);
    expect([budget.take(network('third'), 1, 0), budget.take(network('fourth'), 1, 0)]).toEqual([
      true,
      false,
    ]);
    // nobody with an account waits for them
    expect(budget.take({ subject: 'a' }, 1, 0)).toBe(true);
  });
});
