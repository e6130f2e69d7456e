import { DomainError, errorCatalogue, type ErrorCode } from './index.js';

const entries = Object.entries(errorCatalogue) as [ErrorCode, { status: number; en: string; zh: string }][];

describe('the error catalogue', () => {
  it.each(entries)(
    'says %s in a sentence of each language and with an HTTP status',
    (code, { status, en, zh }) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(status >= 400 && status < 600).toBe(true);
      expect(en).toMatch(/^[A-Z].*[.]$/);
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    },
  );

  it('says nothing twice', () => {
    expect(new Set(entries.map(([, { en }]) => en)).size).toBe(entries.length);
    expect(new Set(entries.map(([, { zh }]) => zh)).size).toBe(entries.length);
  });
});

describe('a refusal of the domain', () => {
  it('carries its code and names what a person can act on', () => {
    const error = new DomainError('SUMMONS_NOT_OPEN', 'WAIVED');
    expect(error.code).toBe('SUMMONS_NOT_OPEN');
    expect(error.message).toBe('The summons is not open for this. (WAIVED)');
    expect('cause' in error).toBe(false);
  });

  it('keeps what it comes from, and says nothing of it', () => {
    const cause = new Error('no key k9');
    const error = new DomainError('DATA_KEY_LOST', undefined, { cause });
    expect(error.cause).toBe(cause);
    expect(error.message).not.toContain('k9');
  });
});
