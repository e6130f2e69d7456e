import type {
  AppealAnswer,
  AppealOpeningConnectionAnswer,
  AttachmentAnswer,
  ReceiptAnswer,
} from '@weisu/api';
import {
  announce,
  EvidenceAttached,
  PicturesPublished,
  WhistlePublished,
  type ActorRef,
} from '@weisu/contracts';
import { actorOf, eventually } from '@weisu/testing';
import {
  community,
  communityTwo,
  department,
  gateway,
  grid,
  gridCode,
  inGrid,
  neighbour,
  resident,
  startIntake,
  street,
} from '../intake.fixture.js';

describe('evidence', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  beforeEach(() => service.time.advance({ hours: 2 }));
  afterAll(() => service.stop());

  type Caller = Parameters<typeof service.call>[2];
  const fileId = (n: number) => `0193a8f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const file = (n: number, overrides: object = {}) => ({
    id: fileId(n),
    name: `照片${n}.jpg`,
    mediaType: 'image/jpeg',
    size: 1_000,
    sha256: 'ab'.repeat(32),
    storageKey: `2026/11/${n}`,
    ...overrides,
  });
  const record = (n: number, overrides: object, actor: Caller = gateway) =>
    service.call<AttachmentAnswer>('recordFile', { input: file(n, overrides) }, actor);
  const submit = (attachments: string[], actor: Caller = null) =>
    service.call<ReceiptAnswer>(
      'submitAppeal',
      { input: { text: '见照片', areaCode: gridCode, attachments } },
      actor,
    );
  const attachments = (keys: string[], actor: Caller) =>
    service.call<(AttachmentAnswer | null)[]>('attachmentsById', { keys }, actor);

  it('is recorded once for one id, its position sealed', async () => {
    const url = `/files/${fileId(1)}`;
    const smaller = { thumbnail: `${url}?size=320`, preview: `${url}?size=2048` };
    const answer = { id: fileId(1), name: '照片1.jpg', mediaType: 'image/jpeg', url, ...smaller };
    expect(await record(1, { uploaderId: resident.subject, position: inGrid })).toEqual(answer);
    expect(await record(1, { uploaderId: resident.subject, position: inGrid })).toEqual(answer);
    // under the key of the first time, other bytes
    const others = { uploaderId: resident.subject, sha256: 'cd'.repeat(32) };
    await expect(record(1, others)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSE' });
    const [row] = await service.sql<{ sealed: string; everything: string }>(
      'SELECT position_sealed AS sealed, attachment::text AS everything FROM attachment WHERE id = $1',
      [fileId(1)],
    );
    expect(row?.sealed).toMatch(/^k1\./);
    expect(row?.everything).not.toContain('114.132');
    await expect(record(2, {}, street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('has smaller pictures when it is an image, and none when it is not', async () => {
    const kinds = ['image/heic', 'image/webp', 'application/pdf', 'video/quicktime', 'audio/amr'];
    const answers = await Promise.all(
      kinds.map((mediaType, n) => record(3 + n, { mediaType, uploaderId: resident.subject })),
    );
    expect(answers.map(({ thumbnail, preview }) => [thumbnail, preview])).toEqual([
      [`/files/${fileId(3)}?size=320`, `/files/${fileId(3)}?size=2048`],
      [`/files/${fileId(4)}?size=320`, `/files/${fileId(4)}?size=2048`],
      ...[0, 1, 2].map(() => [null, null]),
    ]);
  });

  it('uploaded while signed in is the uploader’s until it is bound, then of those who may see the appeal', async () => {
    await record(10, { uploaderId: resident.subject });
    await record(11, { uploaderId: resident.subject });
    expect(await attachments([fileId(10)], resident)).toMatchObject([{ id: fileId(10) }]);
    for (const actor of [neighbour, street, null])
      expect(await attachments([fileId(10)], actor)).toEqual([null]);
    await expect(submit([fileId(10)], neighbour)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
    await expect(submit([fileId(10)])).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });

    const { id } = await submit([fileId(11), fileId(10), fileId(11)], resident);
    const [appeal] = await service.call<AppealAnswer[]>('appealsById', { keys: [id] }, community);
    expect(appeal?.evidenceIds).toEqual([fileId(11), fileId(10)]);
    expect(await attachments([fileId(10), 'nonsense', fileId(11)], street)).toMatchObject([
      { id: fileId(10) },
      null,
      { id: fileId(11) },
    ]);
    for (const actor of [communityTwo, neighbour])
      expect(await attachments([fileId(10)], actor)).toEqual([null]);
    await expect(submit([fileId(10)], resident)).rejects.toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  });

  it('uploaded without a token is bound by its id; of two who want it at once one gets it', async () => {
    await record(20, { addressHash: 'one' });
    const results = await Promise.allSettled([submit([fileId(20)]), submit([fileId(20)])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await attachments([fileId(20)], street)).toMatchObject([{ id: fileId(20) }]);
    await expect(record(21, {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('that a unit adds while working is bound when that person uploaded it, in whatever order and however often it is said', async () => {
    const { id } = await submit([]);
    await record(30, { uploaderId: grid.subject });
    await record(31, { uploaderId: department.subject });
    const actor: ActorRef = { subject: grid.subject, kind: 'STAFF', unitId: grid.unitId };
    const said = announce(EvidenceAttached, {
      appealId: id,
      attachmentIds: [fileId(30), fileId(31), fileId(39)],
    });
    const event = await service.probe.say(id, said, service.time.now(), actor);
    await service.probe.repeat(event);
    const [appeal] = await service.call<AppealAnswer[]>('appealsById', { keys: [id] }, street);
    expect(appeal?.evidenceIds).toEqual([fileId(30)]);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('that is published is anybody’s to see: the publisher’s own, and neither the resident’s nor another’s', async () => {
    const uploaders = [resident, grid, resident, department, grid];
    for (const [index, { subject }] of uploaders.entries()) await record(70 + index, { uploaderId: subject });
    const { id } = await submit([fileId(70)], resident);
    const other = await submit([fileId(72)], resident);
    const actor: ActorRef = { subject: grid.subject, kind: 'STAFF', unitId: grid.unitId };
    const attachmentIds = [70, 71, 72, 73, 74].map(fileId);
    const bound = announce(EvidenceAttached, { appealId: id, attachmentIds: [fileId(74)] });
    await service.probe.say(id, bound, service.time.now(), actor);
    const said = announce(WhistlePublished, { whistleId: fileId(79), first: true, attachmentIds });
    await service.probe.say(id, said, service.time.now(), actor);
    const seen = await attachments(attachmentIds, null);
    expect(seen.map((one) => one?.id ?? null)).toEqual([null, fileId(71), null, null, fileId(74)]);
    expect(await attachments([fileId(71)], neighbour)).toMatchObject([{ id: fileId(71) }]);
    expect(other.id).not.toBe(id);
    await service.call('expireFiles', { before: new Date(service.time.now().getTime() + 1) }, gateway);
    expect(await attachments([fileId(71), fileId(73)], department)).toMatchObject([{ id: fileId(71) }, null]);
  });

  it('hole 15: that one whistle shows is freed by that whistle alone, however often and in whatever order it is said', async () => {
    const whistles = [fileId(890), fileId(891)] as const;
    const staff = ({ subject, unitId }: typeof grid): ActorRef => ({ subject, kind: 'STAFF', unitId });
    for (const n of [80, 81]) await record(n, { uploaderId: grid.subject });
    const instants = [1, 2, 3, 4].map((minute) => new Date(service.time.now().getTime() + minute * 60_000));
    const say = (whistleId: string, payload: object, at = instants[0]!, by = grid) =>
      service.probe.say(
        whistleId,
        announce(WhistlePublished, { whistleId, first: true, attachmentIds: [], ...payload }),
        at,
        staff(by),
      );
    const seen = async () =>
      (await attachments([fileId(80), fileId(81)], null)).map((one) => one?.id ?? null);
    const told = (whistleId: string) =>
      service.probe.of(PicturesPublished, whistleId).at(-1)?.payload.attachmentIds;

    await say(whistles[0], { attachmentIds: [fileId(80), fileId(81)] });
    // a neighbour names them, and withdraws them
    await say(whistles[1], { attachmentIds: [fileId(80), fileId(81)] }, instants[0], communityTwo);
    const withdrawn = await say(
      whistles[1],
      { withdrawnIds: [fileId(80), fileId(81)] },
      instants[1],
      communityTwo,
    );
    await service.probe.repeat(withdrawn);
    expect(await seen()).toEqual([fileId(80), fileId(81)]);
    await eventually(() => expect(told(whistles[0])).toEqual([fileId(80), fileId(81)]));
    await eventually(() => expect(told(whistles[1])).toEqual([]));

    // a later publication, and an older one that comes after it
    await say(whistles[0], { attachmentIds: [fileId(80)], withdrawnIds: [fileId(81)] }, instants[3]);
    await say(whistles[0], { attachmentIds: [fileId(80), fileId(81)] }, instants[2]);
    expect(await seen()).toEqual([fileId(80), null]);
    // a colleague corrects the text: what was shown stays shown
    await say(whistles[0], { attachmentIds: [fileId(80)] }, new Date(instants[3]!.getTime() + 1), community);
    expect(await seen()).toEqual([fileId(80), null]);
    await say(whistles[0], { withdrawnIds: [fileId(80)] }, new Date(instants[3]!.getTime() + 2), community);
    expect(await seen()).toEqual([null, null]);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('hole 15: that the version before published is freed by who published it, or with its matter', async () => {
    for (const n of [90, 91]) await record(n, { uploaderId: grid.subject });
    await service.sql('UPDATE attachment SET published = true WHERE id = ANY($1::uuid[])', [
      [fileId(90), fileId(91)],
    ]);
    const withdraw = (whistleId: string, by: typeof grid) =>
      service.probe.say(
        whistleId,
        announce(WhistlePublished, {
          ...{ whistleId, first: true, attachmentIds: [], withdrawnIds: [fileId(90), fileId(91)] },
        }),
        service.time.now(),
        { subject: by.subject, kind: 'STAFF', unitId: by.unitId },
      );
    const seen = async () =>
      (await attachments([fileId(90), fileId(91)], null)).filter((one) => one !== null).length;
    await withdraw(fileId(892), communityTwo);
    expect(await seen()).toBe(2);
    await withdraw(fileId(893), grid);
    expect(await seen()).toBe(0);
  });

  it('hole 15: is evidence only of the matters that it is bound to, also when it is published', async () => {
    for (const n of [60, 61, 62]) await record(n, { uploaderId: grid.subject });
    const { id } = await submit([]);
    const other = await submit([]);
    const actor: ActorRef = { subject: grid.subject, kind: 'STAFF', unitId: grid.unitId };
    const bound = announce(EvidenceAttached, { appealId: id, attachmentIds: [fileId(60)] });
    await service.probe.say(id, bound, service.time.now(), actor);
    const attachmentIds = [fileId(60), fileId(61)];
    const said = announce(WhistlePublished, { whistleId: fileId(894), first: true, attachmentIds });
    await service.probe.say(id, said, service.time.now(), actor);
    const [one, two] = [id, other.id];
    const asked = async (keys: string[], by: Caller) =>
      (await attachments(keys, by)).map((found) => found?.id ?? null);
    const keys = [
      `${fileId(60)}@${one}`,
      `${fileId(60)}@${two},${one}`,
      `${fileId(60)}@${two}`,
      `${fileId(60)}@`,
      `${fileId(62)}@${two}`,
      `${fileId(49)}@${two}`,
    ];
    expect(await asked(keys, street)).toEqual([fileId(60), fileId(60), null, null, null, null]);
    expect(await asked(keys, grid)).toEqual([fileId(60), fileId(60), null, null, fileId(62), null]);
  });

  it('is fetched under the eyes of the auditor, and in the name of somebody', async () => {
    await record(50, { uploaderId: resident.subject });
    const { id } = await submit([fileId(50)], resident);
    const reader = { subject: street.subject, kind: 'STAFF', unitId: street.unitId, client: 'console' };
    await service.call('fileForDownload', { id: fileId(50), reader }, gateway);
    await service.call('fileForDownload', { id: fileId(50), reader }, gateway);
    const read = (actor: Caller) =>
      service.call<AppealOpeningConnectionAnswer>('evidenceOpenings', { id }, actor);
    const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' });
    expect((await read(auditor)).edges?.map(({ node }) => node)).toMatchObject([
      { operation: 'file', actorId: street.subject, unitId: street.unitId, client: 'console' },
    ]);
    await expect(read(street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      service.call('fileForDownload', { id: fileId(50), reader: { ...reader, kind: 'NOBODY' } }, gateway),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('is handed to the gateway by id, and forgotten when nobody bound it within a day', async () => {
    await record(40, { uploaderId: resident.subject });
    await record(41, { uploaderId: resident.subject });
    await submit([fileId(40)], resident);
    expect(await service.call('fileForDownload', { id: fileId(40) }, gateway)).toEqual({
      id: fileId(40),
      name: '照片40.jpg',
      mediaType: 'image/jpeg',
      size: 1_000,
      storageKey: '2026/11/40',
    });
    for (const id of [fileId(49), 'nonsense'])
      expect(await service.call('fileForDownload', { id }, gateway)).toBeNull();
    const recordedAt = service.time.now();
    const expire = (before: Date) =>
      service.call<string[]>('expireFiles', { before: before.toISOString() }, gateway);
    expect(await expire(recordedAt)).not.toContain('2026/11/41');
    expect(await expire(new Date(recordedAt.getTime() + 1))).toContain('2026/11/41');
    expect(
      await service.sql('SELECT id FROM attachment WHERE id = ANY($1::uuid[])', [[fileId(40), fileId(41)]]),
    ).toEqual([{ id: fileId(40) }]);
    await expect(
      service.call('expireFiles', { before: recordedAt.toISOString() }, street),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
