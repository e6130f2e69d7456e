import * as states from './states.js';
import * as vocabulary from './vocabulary.js';
import { enumOf, termLists, versionOf, words } from './index.js';

const lists = Object.entries<unknown>({ ...vocabulary, ...states }).flatMap(([name, list]) =>
  Array.isArray(list) ? [[name, list as readonly string[]] as const] : [],
);

describe('the words of the vocabulary', () => {
  it.each(lists)('name every value of %s, and nothing else', (name, list) => {
    expect(Object.keys(words[name as keyof typeof words]).sort()).toEqual([...list].sort());
  });

  it.each(Object.entries(words))('tell the values of %s apart, in Chinese and without a mark', (_, list) => {
    const told = Object.values<string>(list);
    expect(new Set(told).size).toBe(told.length);
    for (const word of told) expect(word).toMatch(/^\d*\p{Script=Han}+$/u);
  });

  it('are there for every list', () => {
    expect(lists.length).toBeGreaterThan(20);
    expect(Object.keys(words).sort()).toEqual(lists.map(([name]) => name).sort());
  });

  it('are told by the enums of the contract, with a short one that is not longer', () => {
    expect(['appealStatuses', 'urgencies', 'duties', 'natures', 'spheres'].map(enumOf)).toEqual([
      'AppealStatus',
      'Urgency',
      'Duty',
      'Nature',
      'Sphere',
    ]);
    for (const { terms } of termLists)
      for (const { name, short } of terms) expect(short.length).toBeLessThanOrEqual(name.length);
    expect(termLists.map(({ name }) => name)).toContain('ErrorCode');
  });

  it('have another version when one of them changes', () => {
    const [first, ...rest] = termLists;
    const changed = [{ name: first?.name ?? '', terms: [] }, ...rest];
    expect(versionOf(termLists)).toBe(versionOf([...termLists]));
    expect(versionOf(changed)).not.toBe(versionOf(termLists));
  });
});
