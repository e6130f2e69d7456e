import { actorOf } from './actor.js';
import { contains, isAreaCode, withinActorArea } from './area.js';

describe('containment of areas', () => {
  it.each([
    { outer: '440303', inner: '440303003020001', holds: true },
    { outer: '440303003', inner: '440303003', holds: true },
    { outer: '440303003', inner: '440303003020', holds: true },
    { outer: '440303003', inner: '440303004', holds: false },
    { outer: '440303003020', inner: '440303003', holds: false },
    { outer: '', inner: '440303', holds: false },
    { outer: '4403', inner: '440303', holds: false },
    { outer: '440303', inner: '4403030', holds: false },
    { outer: '440303', inner: '440303abc', holds: false },
  ])('"$outer" contains "$inner": $holds', ({ outer, inner, holds }) => {
    expect(contains(outer, inner)).toBe(holds);
  });

  it.each(['440303', '440303003', '440303003020', '440303003020001'])('%s is an area code', (code) => {
    expect(isAreaCode(code)).toBe(true);
  });

  it.each(['', '44030', '44030300', '4403030030200010', ' 440303', '440303\n'])('%j is not', (code) => {
    expect(isAreaCode(code)).toBe(false);
  });

  it('places an actor without an area nowhere', () => {
    const actor = actorOf({ sub: 's', azp: 'c' })!;
    expect(withinActorArea(actor, '440303')).toBe(false);
  });
});
