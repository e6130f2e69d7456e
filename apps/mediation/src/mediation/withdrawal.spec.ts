import { mediationOf } from './mediation.fixture.js';
import { withdraw } from './withdrawal.js';

describe('a mediation whose appeal is withdrawn', () => {
  it.each(['CONSENT_PENDING', 'MEDIATING'] as const)('ends while %s', (status) => {
    expect(withdraw(mediationOf({ status }))?.status).toBe('WITHDRAWN');
  });

  it.each(['AGREED', 'FAILED', 'WITHDRAWN', 'PERFORMED', 'BREACHED'] as const)('stays %s', (status) => {
    expect(withdraw(mediationOf({ status }))).toBeNull();
  });
});
