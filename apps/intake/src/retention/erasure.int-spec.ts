import type { AppellantAnswer } from '@weisu/api';
import { announce, erasedText, MediationAgreed, MediationOpened, PersonalDataErased } from '@weisu/contracts';
import {
  auditor,
  community,
  district,
  gateway,
  gridCode,
  inGrid,
  notification,
  resident,
  street,
  streetTwo,
} from '../intake.fixture.js';
import { startErasing } from './retention.fixture.js';

let intake: Awaited<ReturnType<typeof startErasing>>;
let service: Awaited<ReturnType<typeof startErasing>>['service'];
beforeAll(async () => {
  intake = await startErasing();
  service = intake.service;
});
afterAll(() => service.stop());

describe('erasure on request', () => {
  it('leaves nothing that tells who asked, and keeps number, kind, community and times', async () => {
    const id = await intake.submit({ clientId: 'one' });
    const before = await intake.rowOf(id);
    await service.call('relocateAppeal', { id, areaCode: gridCode, point: inGrid, reason: '王五家' }, street);
    await intake.close(id);
    const answer = await intake.erase(id);
    expect(answer).toMatchObject({
      title: erasedText,
      text: erasedText,
      areaCode: '440303003020',
      address: null,
      point: null,
      appellant: { anonymous: true, name: null, phone: null },
      personalDataErasedAt: service.time.now().toISOString(),
    });
    const after = await intake.rowOf(id);
    expect(after).toMatchObject({
      number: before['number'],
      channel: 'WEB',
      registered_at: before['registered_at'],
    });
    for (const field of ['name_sealed', 'phone_sealed', 'person_key', 'resident_subject', 'client_id'])
      expect([field, after[field]]).toEqual([field, null]);
    for (const field of ['text_hash', 'words_hash', 'content_mark'])
      expect(after[field]).toEqual(Buffer.alloc(0));
    expect(JSON.stringify(after)).not.toContain(resident.subject);
    expect(await service.sql('SELECT resident_subject FROM appeal_scope WHERE appeal_id = $1', [id])).toEqual(
      [{ resident_subject: null }],
    );
    const [entry] = await service.sql<{ payload: object; actor_subject: string; text: string }>(
      `SELECT payload, actor_subject, journal::text AS text FROM journal WHERE subject = $1 AND type = $2`,
      [id, PersonalDataErased.type],
    );
    expect(entry).toMatchObject({
      actor_subject: street.subject,
      payload: { appealId: id, ground: 'REQUEST', attachmentIds: [] },
    });
    expect(entry?.text).not.toContain('本人申请');
    expect(await service.sql('SELECT ground, reason FROM erasure WHERE appeal_id = $1', [id])).toEqual([
      { ground: 'REQUEST', reason: '本人申请' },
    ]);
  });

  it('is not asked twice: again it changes nothing and says nothing', async () => {
    const id = await intake.submit();
    await intake.close(id);
    const first = await intake.erase(id);
    service.time.advance({ hours: 1 });
    expect(await intake.erase(id, district)).toEqual(first);
    await service.settled();
    expect(intake.erasures(id)).toBe(1);
  });

  it('by two at once is one erasure', async () => {
    const id = await intake.submit();
    await intake.close(id);
    await Promise.all([intake.erase(id), intake.erase(id, district)]);
    await service.settled();
    expect(intake.erasures(id)).toBe(1);
  });

  it('ends revealing, messages, searching, and recognising the person', async () => {
    const text = '广场西侧路灯昼夜不亮';
    const id = await intake.submit({ text });
    await intake.close(id);
    await intake.erase(id);
    const reveal = service.call<AppellantAnswer>('revealAppellant', { id, purpose: '回访' }, street);
    await expect(reveal).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
    expect(await service.call('contactForMessage', { appealId: id }, notification)).toBeNull();
    for (const term of ['路灯', '个人信息'])
      expect(await service.call('appealIdsByText', { text: term }, auditor)).toEqual([]);
    expect((await intake.rowOf(await intake.submit({ text })))['repeat_of_id']).toBeNull();
  });

  it('is refused while the matter is open, also after it was reopened', async () => {
    const id = await intake.submit();
    await expect(intake.erase(id)).rejects.toMatchObject({ code: 'ERASURE_MATTER_OPEN' });
    await intake.close(id);
    await intake.reopen(id);
    await expect(intake.erase(id)).rejects.toMatchObject({ code: 'ERASURE_MATTER_OPEN' });
  });

  it('is refused while a mediation goes on, and until the term of its file is over', async () => {
    const id = await intake.submit();
    await intake.close(id);
    const of = { mediationId: '0193a8f0-0000-7000-8000-00000000aaaa', appealId: id, committeeId: 'c' };
    const opened = { ...of, number: '1', kind: 'NEIGHBOURHOOD', source: 'APPEAL', areaCode: gridCode };
    await service.probe.say(id, announce(MediationOpened, opened), service.time.now());
    await expect(intake.erase(id)).rejects.toMatchObject({ code: 'ERASURE_MATTER_OPEN' });
    const agreed = { ...of, number: '1', effectiveAt: service.time.now(), gaps: [] };
    await service.probe.say(id, announce(MediationAgreed, agreed), service.time.now());
    await expect(intake.erase(id)).rejects.toMatchObject({ code: 'ERASURE_TERM_RUNS' });
    const ended = service.time.now();
    service.time.advance({ days: 1_826 });
    await intake.erase(id);
    service.time.set(ended);
  });

  it.each([
    { who: 'a neighbouring street', actor: streetTwo, code: 'NOT_FOUND' },
    { who: 'a community', actor: community, code: 'FORBIDDEN' },
    { who: 'the appellant', actor: resident, code: 'FORBIDDEN' },
    { who: 'an auditor', actor: auditor, code: 'FORBIDDEN' },
    { who: 'nobody', actor: null, code: 'UNAUTHENTICATED' },
  ])('is not for $who', async ({ actor, code }) => {
    const id = await intake.submit();
    await intake.close(id);
    await expect(intake.erase(id, actor)).rejects.toMatchObject({ code });
    expect((await intake.rowOf(id))['erased_at']).toBeNull();
  });

  it('needs a reason of at most 200 characters', async () => {
    const id = await intake.submit();
    await intake.close(id);
    await expect(intake.erase(id, street, '  ')).rejects.toMatchObject({ code: 'TEXT_EMPTY' });
    await expect(intake.erase(id, street, '因'.repeat(201))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('files of an erased matter', () => {
  const id = '0193a8f0-0000-7000-8000-00000000f001';
  const storageKey = `2026/11/${id}.jpg`;

  it('are gone from the record at once, and handed to the gateway once', async () => {
    const file = {
      id,
      name: '王五.jpg',
      mediaType: 'image/jpeg',
      size: 9,
      sha256: 'ab'.repeat(32),
      storageKey,
    };
    await service.call('recordFile', { input: { ...file, uploaderId: resident.subject } }, gateway);
    const appealId = await intake.submit({ attachments: [id] });
    await intake.close(appealId);
    expect(
      await service.call('unknownFiles', { storageKeys: [storageKey, '2026/11/x.jpg'] }, gateway),
    ).toEqual(['2026/11/x.jpg']);
    expect(await intake.erase(appealId)).toMatchObject({ evidenceIds: [] });
    await service.settled();
    expect(service.probe.of(PersonalDataErased, appealId)[0]?.payload.attachmentIds).toEqual([id]);
    expect(await service.call('fileForDownload', { id }, gateway)).toBeNull();
    const before = '2020-01-01T00:00:00Z';
    expect(await service.call('expireFiles', { before }, gateway)).toEqual([storageKey]);
    expect(await service.call('expireFiles', { before }, gateway)).toEqual([]);
    expect(await service.call('unknownFiles', { storageKeys: [storageKey] }, gateway)).toEqual([storageKey]);
  });

  it('are asked for by the gateway alone', async () => {
    const asked = service.call('unknownFiles', { storageKeys: [] }, district);
    await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
