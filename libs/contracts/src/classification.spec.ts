import {
  classificationSchema,
  factorsIn,
  mostUrgent,
  treatmentRank,
  urgencyByFactors,
  type Difficulty,
  type MatterSize,
  type Urgency,
} from './index.js';

const classification = classificationSchema.parse({
  automatic: false,
  factors: [
    { key: 'ATTENTION', name: '广泛关注', words: ['媒体', '曝光'], points: 3 },
    { key: 'PETITION', name: '越级上访', words: ['上访'], points: 3 },
    { key: 'CLEAR', name: '事实清楚', points: 1 },
    { key: 'EASY', name: '容易解决', points: 1 },
  ],
  urgencyBy: [
    { atLeast: 6, urgency: 'URGENT' },
    { atLeast: 2, urgency: 'FAST' },
  ],
  order: ['DIFFICULTY', 'SIZE', 'URGENCY'],
  cite: 'a test',
});
const profile = { classification };
const fold = (text: string): string => text.replace(/\s+/gu, '');

describe('the factors of a matter', () => {
  it('are those whose words stand in its text, and which', () => {
    expect(factorsIn(profile, fold('再不解决就找媒 体曝光'), fold)).toEqual([
      { key: 'ATTENTION', words: ['媒体', '曝光'] },
    ]);
    expect(factorsIn(profile, '路灯不亮', fold)).toEqual([]);
  });

  it.each<[string[], Urgency | null]>([
    [[], null],
    [['CLEAR'], null],
    [['CLEAR', 'EASY'], 'FAST'],
    [['ATTENTION'], 'FAST'],
    [['ATTENTION', 'EASY', 'CLEAR'], 'FAST'],
    [['ATTENTION', 'PETITION'], 'URGENT'],
    [['UNKNOWN'], null],
  ])('%j make it at least %s', (keys, urgency) => {
    expect(urgencyByFactors(profile, keys)).toBe(urgency);
  });

  it('go with the urgencies that they lead to, or the profile is refused', () => {
    const { urgencyBy: _urgencyBy, ...without } = classification;
    expect(classificationSchema.safeParse(without).success).toBe(false);
  });

  it('never make a matter less urgent', () => {
    expect(mostUrgent(['ROUTINE', 'FAST'])).toBe('FAST');
    expect(mostUrgent([])).toBeNull();
  });
});

describe('the order of treatment', () => {
  const matter = (difficulty: Difficulty | null, size: MatterSize | null, urgency: Urgency | null) => ({
    difficulty,
    size,
    urgency,
  });

  it('is easy before hard, small before large, urgent before slow, and the unknown last', () => {
    const inOrder = [
      matter('EASY', 'SMALL', 'URGENT'),
      matter('EASY', 'SMALL', 'ROUTINE'),
      matter('EASY', 'LARGE', 'URGENT'),
      matter('EASY', null, 'URGENT'),
      matter('HARD', 'SMALL', 'URGENT'),
      matter('HARD', 'LARGE', 'ROUTINE'),
      matter(null, 'SMALL', 'URGENT'),
    ];
    const ranks = inOrder.map((one) => treatmentRank(profile, one));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('is by urgency alone where the profile says nothing', () => {
    const { order: _order, ...plain } = classification;
    const rank = (urgency: Urgency) =>
      treatmentRank({ classification: plain }, matter('HARD', 'LARGE', urgency));
    expect([rank('URGENT'), rank('FAST'), rank('ROUTINE')]).toEqual([0, 1, 2]);
  });
});
