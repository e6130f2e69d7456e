import { readFileSync } from 'node:fs';

const document = readFileSync('docs/pains.md', 'utf8');
const named = [...document.matchAll(/`([^`]+spec\.ts)` › "([^"]+)"/g)].map(([, file, title]) => [
  file,
  title,
]);

describe('the tests that docs/pains.md names', () => {
  it('are many', () => expect(named.length).toBeGreaterThan(25));

  it.each(named)('%s › %s', (file, title) => {
    expect(readFileSync(file ?? '', 'utf8')).toContain(`it('${title}'`);
  });
});
