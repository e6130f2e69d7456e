import { lineOf } from './json-line.js';

const text = `[
  { "code": "a", "note": "a \\"quoted\\" ] } , text" },
  {
    "code": "b",
    "limits": [1, -2.5,
      { "deep": [[], {}, null] }
    ]
  }
]
`;

describe('the line of a place in a JSON text', () => {
  it.each([
    { path: [], line: 1 },
    { path: [0], line: 2 },
    { path: [0, 'note'], line: 2 },
    { path: [1], line: 3 },
    { path: [1, 'code'], line: 4 },
    { path: [1, 'limits', 1], line: 5 },
    { path: [1, 'limits', 2], line: 6 },
    { path: [1, 'limits', 2, 'deep', 2], line: 6 },
    { path: [1, 'missing'], line: 3 },
    { path: [7], line: 1 },
    { path: [1, 'code', 'deeper'], line: 4 },
  ])('$path is line $line', ({ path, line }) => {
    expect(lineOf(text, path)).toBe(line);
  });
});
