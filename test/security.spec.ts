import { readFileSync } from 'node:fs';

const document = readFileSync('SECURITY.md', 'utf8');
const named = [...document.matchAll(/`([^`]+spec\.ts)` › "([^"]+)"/g)].map(([, file, title]) => [
  file,
  title,
]);

describe('the tests that SECURITY.md names', () => {
  it.each(named)('%s › %s', (file, title) => {
    expect(readFileSync(file ?? '', 'utf8')).toMatch(
      new RegExp(`\\b(?:it|describe)(?:\\.each\\([^]*?\\))?\\(\\s*['\`]${escaped(title ?? '')}['\`]`),
    );
  });
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
