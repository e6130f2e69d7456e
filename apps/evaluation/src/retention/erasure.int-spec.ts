import { randomUUID } from 'node:crypto';
import { announce, erasedText, PersonalDataErased } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import { registerResolved, secret, startEvaluation } from '../evaluation.fixture.js';

describe('a matter whose personal data was erased', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startEvaluation(time);
  });
  afterAll(() => service.stop());

  it('keeps its stars and its round to the community, and loses the words; told twice it is the same', async () => {
    const { appealId, number } = await registerResolved(service, time.now());
    await service.call('rateAppeal', { number, secret, stars: 2, comment: '王五家还在漏' }, null);
    await service.sql(`UPDATE follow_up SET note = '王五说没修好' WHERE appeal_id = $1`, [appealId]);
    const erased = { appealId, erasureId: randomUUID(), ground: 'TERM' as const, attachmentIds: [] };
    const event = await service.probe.say(appealId, announce(PersonalDataErased, erased), time.now());
    await service.probe.repeat(event);
    expect(await service.sql('SELECT stars, comment FROM rating WHERE appeal_id = $1', [appealId])).toEqual([
      { stars: 2, comment: erasedText },
    ]);
    const notes = await service.sql('SELECT DISTINCT note FROM follow_up WHERE appeal_id = $1', [appealId]);
    expect(notes).toEqual([{ note: erasedText }]);
    for (const table of ['matter', 'round', 'appeal_scope'])
      expect(await service.sql(`SELECT area_code FROM ${table} WHERE appeal_id = $1`, [appealId])).toEqual([
        { area_code: '440303003020' },
      ]);
  });

  it('has nothing added where nothing was said', async () => {
    const { appealId } = await registerResolved(service, time.now());
    const erased = { appealId, erasureId: randomUUID(), ground: 'TERM' as const, attachmentIds: [] };
    await service.probe.say(appealId, announce(PersonalDataErased, erased), time.now());
    const notes = await service.sql('SELECT DISTINCT note FROM follow_up WHERE appeal_id = $1', [appealId]);
    expect(notes).toEqual([{ note: null }]);
  });
});
