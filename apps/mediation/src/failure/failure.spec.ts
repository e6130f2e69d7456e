import { mediationOf } from '../mediation/mediation.fixture.js';
import { failMediation, remainingWays } from './failure.js';

describe('a mediation without agreement', () => {
  it.each(['CONSENT_PENDING', 'MEDIATING'] as const)(
    'ends while %s and names the ways that remain',
    (status) => {
      const decision = failMediation(mediationOf({ status }), ' 差距过大 ');
      expect(decision.mediation.status).toBe('FAILED');
      expect(decision.mediation.failure).toMatch(/^差距过大\n.*第二十六条[\s\S]*仲裁[\s\S]*行政[\s\S]*诉讼/);
      expect(decision).toMatchObject({ meets: ['MEDIATE'], cancels: ['CONSENT'] });
      expect(JSON.stringify(decision.announcements)).not.toContain('差距');
    },
  );

  it('sends a labour dispute to arbitration first, and no family dispute there', () => {
    expect(remainingWays('LABOUR')[0]).toContain('劳动人事争议仲裁委员会');
    expect(remainingWays('MARRIAGE_FAMILY')[0]).toContain('不能仲裁');
    expect(remainingWays('CONTRACT')[0]).toContain('仲裁协议');
  });

  it.each(['AGREED', 'FAILED', 'WITHDRAWN', 'PERFORMED', 'BREACHED'] as const)(
    'cannot fail once %s',
    (status) => {
      expect(() => failMediation(mediationOf({ status }), '原因')).toThrow(
        expect.objectContaining({ code: 'STATE_FORBIDS' }),
      );
    },
  );

  it('needs a reason', () => {
    expect(() => failMediation(mediationOf(), '  ')).toThrow(expect.objectContaining({ code: 'TEXT_EMPTY' }));
  });
});
