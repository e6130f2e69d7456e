import { accountSubject } from './account-subject.js';

describe('the subject of an account', () => {
  // Vectors computed with python's uuid.uuid5.
  it.each([
    ['street', '73272c97-98b3-5cf4-bfb8-46079a033b02'],
    ['440303003020001.office', 'ed5ec28f-b931-587c-8448-f1d5ad655e79'],
    ['东门', 'db7cd955-e63a-53ec-a2e5-f1dada9af96d'],
  ])('of %s is its version 5 UUID', (account, subject) => {
    expect(accountSubject(account)).toBe(subject);
  });
});
