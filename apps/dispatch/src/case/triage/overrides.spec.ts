import type { Suggestion } from '@weisu/contracts';
import { profileNamed } from '../../case.fixture.js';
import type { Classification } from '../../ground/handling/handling.js';
import { overridesOf } from './overrides.js';

const s2 = profileNamed('S2');
const suggestion: Suggestion = {
  category: 'NOISE',
  nature: 'COMPLAINT',
  urgency: 'FAST',
  sphere: 'PUBLIC',
  leadUnitIds: [],
  words: ['噪音', '媒体'],
  factors: [{ key: 'ATTENTION', words: ['媒体'] }],
  rule: 'S2@3#NOISE',
};
const chosen = (overrides: Partial<Classification> = {}): Classification => ({
  category: 'NOISE',
  nature: 'COMPLAINT',
  urgency: 'FAST',
  sphere: 'PUBLIC',
  complex: false,
  difficulty: null,
  size: null,
  factors: ['ATTENTION'],
  ...overrides,
});

describe('what a person chose otherwise', () => {
  it('is nothing where the suggestion is followed', () => {
    expect(overridesOf(suggestion, chosen(), s2)).toEqual([]);
  });

  it.each<[string, Partial<Classification>, object]>([
    [
      'another category',
      { category: 'PARKING' },
      { field: 'category', suggested: 'NOISE', chosen: 'PARKING' },
    ],
    ['another urgency', { urgency: 'URGENT' }, { field: 'urgency', suggested: 'FAST', chosen: 'URGENT' }],
    ['no sphere', { sphere: null }, { field: 'sphere', suggested: 'PUBLIC', chosen: null }],
    [
      'more factors',
      { factors: ['CLEAR', 'ATTENTION'] },
      { field: 'factors', suggested: 'ATTENTION', chosen: 'ATTENTION,CLEAR' },
    ],
  ])('is recorded: %s', (_, by, override) => {
    expect(overridesOf(suggestion, chosen(by), s2)).toEqual([override]);
  });

  it('is less than the factors say that the person saw, also without a suggestion', () => {
    const by = chosen({ factors: ['ATTENTION', 'PETITION'], urgency: 'ROUTINE' });
    expect(overridesOf(null, by, s2)).toEqual([{ field: 'urgency', suggested: 'URGENT', chosen: 'ROUTINE' }]);
    expect(overridesOf(null, chosen({ factors: ['ATTENTION'], urgency: 'URGENT' }), s2)).toEqual([]);
  });

  it('is nothing where there was nothing to follow', () => {
    expect(overridesOf(null, chosen({ factors: [] }), s2)).toEqual([]);
  });
});
