import { profileSchema, type ClockRule } from '@weisu/contracts';
import { demoSnapshot } from '@weisu/testing';
import { profileFlaws } from './profiles.js';

const s2 = profileSchema.parse(
  demoSnapshot().entries.find((entry) => entry.kind === 'profile' && entry.body?.key === 'S2')?.body,
);
const from = (...starts: readonly ClockRule['startsOn'][]) => ({
  ...s2,
  clocks: s2.clocks
    .filter(({ kind, startsOn }) => kind === 'CONTACT' && startsOn === 'ALLOCATION')
    .flatMap((rule) => starts.map((startsOn) => ({ ...rule, startsOn }))),
});

describe('the rules of a contact', () => {
  it('may be one from registration and one of the unit', () => {
    expect(profileFlaws([from('REGISTRATION', 'ALLOCATION')])).toEqual([]);
  });

  it.each(['REGISTRATION', 'ALLOCATION'] as const)('are not two from %s', (startsOn) => {
    expect(profileFlaws([from('REGISTRATION', 'ALLOCATION', startsOn)])).toEqual([
      {
        part: 'profiles',
        path: [0, 'clocks', 2],
        message: `the clock CONTACT from ${startsOn} has two rules`,
      },
    ]);
  });
});
