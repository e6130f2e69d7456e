import { z } from 'zod';
import { parsedYaml } from './part.reader.js';

describe('a text of a pack', () => {
  it.each(['name: 东门\u200b街道', 'name: "东门\\u200b街道"', 'name: "东门街道\\u202e"'])(
    'is what it looks like, also where it was escaped: %j',
    (text) => {
      expect(parsedYaml('units.yaml', text, z.object({ name: z.string() })).value).toEqual({
        name: '东门街道',
      });
    },
  );
});
