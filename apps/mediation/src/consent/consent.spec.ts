import { applicant, mediationOf, respondent } from '../mediation/mediation.fixture.js';
import { recordConsent } from './consent.js';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('recording consent', () => {
  it('waits for the others', () => {
    const { mediation, party, meets } = recordConsent(
      mediationOf(),
      [applicant(), respondent()],
      applicant().id,
      true,
    );
    expect(mediation.status).toBe('CONSENT_PENDING');
    expect(party?.consents).toBe(true);
    expect(meets).toBeUndefined();
  });

  it('begins the mediation with the last consent and meets its limit', () => {
    const parties = [applicant({ consents: true }), respondent()];
    const { mediation, announcements, meets } = recordConsent(mediationOf(), parties, respondent().id, true);
    expect(mediation.status).toBe('MEDIATING');
    expect(meets).toEqual(['CONSENT']);
    expect(announcements.map(({ type }) => type)).toEqual(['mediation.consent-recorded.v1']);
  });

  it.each(['CONSENT_PENDING', 'MEDIATING'] as const)('ends it with a refusal while %s', (status) => {
    const parties = [
      applicant({ consents: true }),
      respondent({ consents: status === 'MEDIATING' ? true : null }),
    ];
    const decision = recordConsent(mediationOf({ status }), parties, respondent().id, false);
    expect(decision.mediation).toMatchObject({
      status: 'FAILED',
      failure: expect.stringMatching(/第十七条[\s\S]*仲裁[\s\S]*行政[\s\S]*诉讼/),
    });
    expect(decision.announcements.map(({ type }) => type)).toEqual([
      'mediation.consent-recorded.v1',
      'mediation.mediation-failed.v1',
    ]);
    expect(decision).toMatchObject({ meets: ['CONSENT'], cancels: ['MEDIATE'] });
  });

  it('changes nothing when the same answer comes again, in any state', () => {
    const refused = [applicant({ consents: true }), respondent({ consents: false })];
    for (const [partyId, consents] of [[applicant().id, true] as const, [respondent().id, false] as const]) {
      const mediation = mediationOf({ status: 'FAILED' });
      expect(recordConsent(mediation, refused, partyId, consents)).toEqual({
        mediation,
        party: null,
        announcements: [],
      });
    }
  });

  it('does not let a refusal be taken back', () => {
    const refused = [applicant({ consents: true }), respondent({ consents: false })];
    const again = () => recordConsent(mediationOf({ status: 'FAILED' }), refused, respondent().id, true);
    expect(again).toThrow(code('CONSENT_REFUSED'));
  });

  it('refuses another answer after the end, and a party of another mediation', () => {
    const consented = [applicant({ consents: true }), respondent({ consents: true })];
    const late = () => recordConsent(mediationOf({ status: 'AGREED' }), consented, applicant().id, false);
    expect(late).toThrow(code('STATE_FORBIDS'));
    expect(() => recordConsent(mediationOf(), consented, 'nobody', true)).toThrow(code('NOT_FOUND'));
  });
});
