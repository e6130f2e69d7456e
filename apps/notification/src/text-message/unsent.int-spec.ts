import { announce, AppellantMessaged, PersonalDataErased, TextMessageUnsent } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { Texting } from './texting.fixture.js';

describe('a text message that stands for a call', () => {
  let texting: Texting;
  beforeEach(async () => {
    texting = await Texting.start();
  });
  afterEach(() => texting.stop());

  const sayMessaged = (appealId: string) =>
    texting.service.probe.say(appealId, announce(AppellantMessaged, { appealId }), texting.time.now());
  /** A matter whose receipt was sent. */
  const receipted = async () => {
    const appealId = await texting.register();
    await texting.becomes(appealId, { status: 'SENT' });
    return appealId;
  };
  const unsent = async (appealId: string) => {
    await texting.service.settled();
    return texting.service.probe.of(TextMessageUnsent, appealId).map(({ payload }) => payload);
  };
  const contactOf = (appealId: string) =>
    texting.service.sql(
      `SELECT status, attempts FROM text_message WHERE appeal_id = $1 AND template = 'CONTACT'`,
      [appealId],
    );
  const ends = (appealId: string, row: object) =>
    eventually(async () => expect(await contactOf(appealId)).toMatchObject([row]));

  it('is written once a matter, whatever is said of it later', async () => {
    const appealId = await receipted();
    await sayMessaged(appealId);
    await ends(appealId, { status: 'SENT' });
    await sayMessaged(appealId);
    expect(await unsent(appealId)).toEqual([]);
    expect(await contactOf(appealId)).toHaveLength(1);
  });

  it('is said to be unsent where the share of the number is used up', async () => {
    const appealId = await receipted();
    texting.intake = () => Promise.resolve(null);
    await sayMessaged(appealId);
    await ends(appealId, { status: 'UNREACHABLE' });
    expect(await unsent(appealId)).toEqual([{ appealId, template: 'CONTACT' }]);
  });

  it('is said to be unsent when it is of no use any more, and a receipt is not', async () => {
    texting.takeIntakeAway();
    const appealId = await texting.register();
    await sayMessaged(appealId);
    await texting.service.sql(
      `UPDATE text_message SET useful_until = clock_timestamp() - interval '1 millisecond' WHERE appeal_id = $1`,
      [appealId],
    );
    await ends(appealId, { status: 'EXPIRED' });
    expect(await unsent(appealId)).toEqual([{ appealId, template: 'CONTACT' }]);
  });

  it('is said to be unsent when its last try is refused, and not before', async () => {
    const appealId = await receipted();
    texting.texts.failures = 2;
    await sayMessaged(appealId);
    // the try counts as one without an answer until the refusal is recorded
    await eventually(async () => {
      const rows = await texting.service.sql(
        `SELECT attempts, unanswered, claim FROM text_message WHERE appeal_id = $1 AND template = 'CONTACT'`,
        [appealId],
      );
      expect(rows).toMatchObject([{ attempts: 1, claim: null }]);
    });
    expect(await unsent(appealId)).toEqual([]);
    await texting.service.sql(
      `UPDATE text_message SET attempts = 4, unanswered = 0, next_at = clock_timestamp() WHERE appeal_id = $1 AND template = 'CONTACT'`,
      [appealId],
    );
    await ends(appealId, { status: 'FAILED' });
    expect(await unsent(appealId)).toEqual([{ appealId, template: 'CONTACT' }]);
  });

  it('is not said to be unsent where nobody can be called: her data is erased', async () => {
    texting.takeIntakeAway();
    const appealId = await texting.register();
    await sayMessaged(appealId);
    const erased = { appealId, erasureId: appealId, ground: 'REQUEST' as const, attachmentIds: [] };
    await texting.service.probe.say(appealId, announce(PersonalDataErased, erased), texting.time.now());
    await ends(appealId, { status: 'UNREACHABLE' });
    expect(await unsent(appealId)).toEqual([]);
  });
});
