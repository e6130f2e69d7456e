import { announce, AppealMerged, AppealReopened, AppealUnmerged } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { Texting } from './texting.fixture.js';

describe('who waits for a matter that hers is handled with', () => {
  let texting: Texting;
  let own: string;
  let target: string;
  beforeAll(async () => (texting = await Texting.start()));
  beforeEach(async () => ([own, target] = [await texting.register(), await texting.register()]));
  afterAll(() => texting.service.stop());

  const say = (announcement: Parameters<typeof texting.service.probe.say>[1], appealId = own) =>
    texting.service.probe.say(appealId, announcement, texting.time.now());
  const merge = () => say(announce(AppealMerged, { appealId: own, intoId: target }));
  const textsOf = async (appealId: string) =>
    (
      await texting.service.sql<{ template: string }>(
        'SELECT template FROM text_message WHERE appeal_id = $1 ORDER BY created_at',
        [appealId],
      )
    ).map(({ template }) => template);

  it('is told its end, under her own number', async () => {
    await merge();
    await texting.close(target);
    for (const id of [own, target])
      await eventually(async () => expect(await textsOf(id)).toEqual(['RECEIPT', 'CLOSED']));
  });

  it('is told it once, whichever is heard first', async () => {
    await texting.close(target);
    await merge();
    await eventually(async () => expect(await textsOf(own)).toEqual(['RECEIPT', 'CLOSED']));
    await Promise.all([own, target].map((id) => expect(textsOf(id)).resolves.toHaveLength(2)));
  });

  it('is told it once when both are heard at once', async () => {
    await Promise.all([merge(), texting.close(target)]);
    await eventually(async () => expect(await textsOf(own)).toEqual(['RECEIPT', 'CLOSED']));
  });

  it('is told nothing of it when hers is her own again, nor of an end before the merging that was taken back', async () => {
    await merge();
    await say(
      announce(AppealUnmerged, {
        ...{ appealId: own, fromId: target, cause: 'APPELLANT', mergedAt: null },
        ...{ noteId: own, letGo: [] },
      }),
    );
    await texting.close(target);
    await say(announce(AppealReopened, { appealId: target, cause: 'STAFF', noteId: null }), target);
    await merge();
    expect(await textsOf(own)).toEqual(['RECEIPT']);
  });
});
