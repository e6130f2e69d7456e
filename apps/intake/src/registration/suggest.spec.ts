import type { Category, GovernanceProfile } from '@weisu/contracts';
import { suggest, type SuggestionQuestion } from './suggest.js';

describe('what the words of a matter suggest', () => {
  it.each([
    {
      title: '',
      text: '楼下太吵，噪音很大',
      category: 'NOISE',
      words: ['噪音', '太吵'],
      because: 'two of its words',
    },
    {
      title: '',
      text: '停车场噪音',
      category: 'PARKING',
      words: ['停车', '停车场'],
      because: 'its words are longer',
    },
    {
      title: '',
      text: '噪音，停车',
      category: 'NOISE',
      words: ['噪音'],
      because: 'of equals the first of the profile',
    },
    { title: '停车', text: '噪音', category: 'PARKING', words: ['停车'], because: 'the title counts twice' },
    { title: '', text: '噪 音', category: 'NOISE', words: ['噪音'], because: 'white space says nothing' },
    {
      title: '',
      text: 'ｌｅｄ屏太亮',
      category: 'LIGHT',
      words: ['LED'],
      because: 'width and case say nothing',
    },
  ])('$title/$text is $category: $because', ({ title, text, category, words }) => {
    expect(suggest(question({ title, text }))).toMatchObject({ category, words, rule: `S2@3#${category}` });
  });

  it('is nothing when no word is known', () => {
    expect(suggest(question({ text: '你好' }))).toBeNull();
  });

  it('carries what the category says, and its usual lead in the area', () => {
    expect(suggest(question({ text: '噪音' }))).toEqual({
      category: 'NOISE',
      nature: 'COMPLAINT',
      urgency: 'FAST',
      sphere: 'PUBLIC',
      leadUnitIds: ['lead-of-NOISE'],
      assistUnitIds: ['desk'],
      words: ['噪音'],
      factors: [],
      rule: 'S2@3#NOISE',
    });
    expect(suggest(question({ text: '停车' }))).toMatchObject({ sphere: null, leadUnitIds: [] });
  });

  it("is the sender's category, urgency and units where it names them", () => {
    const sender = { categoryCode: 'PARKING', urgency: 'URGENT' as const, handlerUnitIds: ['police'] };
    expect(suggest(question({ text: '噪音', sender }))).toMatchObject({
      category: 'PARKING',
      urgency: 'URGENT',
      leadUnitIds: ['police'],
      assistUnitIds: [],
      words: [],
      rule: 'external',
    });
  });

  it("falls back on words when the sender's category is not of the profile, and keeps its urgency", () => {
    const sender = { categoryCode: '9999', urgency: 'URGENT' as const, handlerUnitIds: [] };
    expect(suggest(question({ text: '噪音', sender }))).toMatchObject({
      category: 'NOISE',
      urgency: 'URGENT',
      rule: 'S2@3#NOISE+external',
    });
    expect(suggest(question({ text: '你好', sender }))).toBeNull();
  });
});

describe('a factor in the words', () => {
  it('makes the suggestion as urgent as the profile says, and is named', () => {
    expect(suggest(question({ text: '噪音，再不管就找媒体' }))).toMatchObject({
      urgency: 'URGENT',
      factors: [{ key: 'ATTENTION', words: ['媒体'] }],
      rule: 'S2@3#NOISE+factors',
    });
  });

  it('does not go before what the sender says', () => {
    const sender = { categoryCode: null, urgency: 'ROUTINE' as const, handlerUnitIds: [] };
    expect(suggest(question({ text: '噪音，找媒体', sender }))).toMatchObject({
      urgency: 'ROUTINE',
      factors: [{ key: 'ATTENTION' }],
      rule: 'S2@3#NOISE+external',
    });
  });

  it('is no suggestion of its own', () => {
    expect(suggest(question({ text: '媒体' }))).toBeNull();
  });
});

function question(given: Partial<SuggestionQuestion>): SuggestionQuestion {
  return {
    profile: { key: 'S2', version: 3, categories, classification } as unknown as GovernanceProfile,
    title: '',
    text: '',
    sender: null,
    leadOf: (category) => (category.code === 'NOISE' ? 'lead-of-NOISE' : null),
    assistsOf: (category) => (category.code === 'NOISE' ? ['lead-of-NOISE', 'desk'] : []),
    ...given,
  };
}

const classification = {
  automatic: false,
  factors: [{ key: 'ATTENTION', name: '广泛关注', words: ['媒体'], points: 3 }],
  urgencyBy: [{ atLeast: 3, urgency: 'URGENT' }],
  cite: 'a test',
};

const categories: Category[] = [
  {
    code: 'NOISE',
    name: '噪音扰民',
    keywords: ['噪音', '太吵'],
    nature: 'COMPLAINT',
    urgency: 'FAST',
    sphere: 'PUBLIC',
  },
  { code: 'PARKING', name: '停车管理', keywords: ['停车', '停车场'], nature: 'COMPLAINT', urgency: 'FAST' },
  { code: 'LIGHT', name: '光污染', keywords: ['LED'], nature: 'COMPLAINT', urgency: 'ROUTINE' },
];
