import { randomUUID } from 'node:crypto';
import type { OperationAnswer, PaperAnswer } from '@weisu/api';
import {
  announce,
  FollowUpRecorded,
  PaperIssued,
  PersonalDataErased,
  type PaperKind,
} from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  asLighting,
  officials,
  registered,
  secret,
  secretVerifier,
  numberOf,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid, community, department, district, neighbour, neighbourCommunity, auditor } = officials;
const resident = actorOf({ roles: ['RESIDENT'], subject: 'resident' });

type Sheet = Readonly<{ fields: Record<string, string | null>; followUpId: string | null; rated: boolean }>;

describe('papers of a matter', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  let id: string;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:00+08:00'));
    id = await registered(service, time, { secretVerifier });
  });
  afterAll(() => service.stop());

  const issue = (kind: PaperKind, actor: Actor = desk, more: object = {}) =>
    service.call<PaperAnswer>('issuePaper', { kind, subjectId: id, ...more }, actor);
  const fieldsOf = (paper: PaperAnswer | null) => (paper?.sheet as Sheet | null)?.fields ?? {};
  const shown = (paperId: string, actor: Actor = desk) =>
    service.call<PaperAnswer | null>('paper', { id: paperId }, actor);
  const verify = (number: string, code: string, sha256?: string) =>
    service.call<OperationAnswer['verifyPaper']>('verifyPaper', { number, code, sha256 }, null);
  const said = () => service.probe.of(PaperIssued, id).map(({ payload }) => payload);
  const running = ({ number }: PaperAnswer) => Number(number.split('-').at(-1));

  it('are filled in with what is known, and empty where it is not', async () => {
    const paper = await issue('COLLECTION');
    expect(paper).toMatchObject({
      ...{
        kind: 'COLLECTION',
        subjectId: id,
        appealId: id,
        unitId: desk.unitId,
        named: false,
        state: 'VALID',
      },
      ...{ pdf: `/papers/${paper.id}.pdf`, docx: `/papers/${paper.id}.docx` },
    });
    expect(paper.number).toMatch(/^收440303003\.dispatch-desk-2026-\d+$/);
    expect(paper.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(fieldsOf(paper)).toMatchObject({
      ...{ number: paper.number, code: paper.code, date: '2026年11月23日', unit: '东门街道信联办' },
      ...{ appealNumber: await numberOf(service, id), channel: '网页', receivedAt: '2026年11月23日 09:00' },
      ...{ nature: null, urgency: null, category: null },
    });
    await service.settled();
    expect(said()).toEqual([
      {
        ...{ paperId: paper.id, paper: 'COLLECTION', number: paper.number, unitId: desk.unitId },
        ...{ named: false, anew: false },
      },
    ]);
  });

  it('hold nothing of who asked and in which words', async () => {
    const { id: paperId } = await issue('COLLECTION');
    const [{ sheet = null } = {}] = await service.sql<{ sheet: Sheet }>(
      'SELECT sheet FROM paper WHERE id = $1',
      [paperId],
    );
    expect(Object.keys(sheet?.fields ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(reporter|phone|address|content|note|comment)$/)]),
    );
  });

  it('are issued once, and anew with the same number when something has changed', async () => {
    const first = await issue('COLLECTION');
    time.set(new Date('2026-11-24T09:00:00+08:00'));
    expect(await issue('COLLECTION')).toEqual(first);
    await service.call('classifyAppeal', { id, input: asLighting }, desk);
    const second = await issue('COLLECTION');
    expect([second.number, second.code === first.code, second.state]).toEqual([first.number, false, 'VALID']);
    expect(fieldsOf(second)).toMatchObject({ urgency: '快处', nature: '投诉', date: '2026年11月24日' });
    expect(await shown(first.id)).toMatchObject({ state: 'REPLACED', sheet: first.sheet });
    await service.settled();
    expect(said().map(({ anew }) => anew)).toEqual([false, true]);
  });

  it('are numbered without gaps per unit, also when several are issued at once or refused', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => registered(service, time)));
    const issueOf = (subjectId: string) =>
      service.call<PaperAnswer>('issuePaper', { kind: 'COLLECTION', subjectId }, community);
    const first = running(await issueOf(id));
    await expect(issueOf(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const twice = [...others, ...others];
    const numbers = (await Promise.all(twice.map(issueOf))).map(running);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4].map((n) => first + n));
    time.set(new Date('2027-01-01T00:00:00+08:00'));
    id = await registered(service, time);
    expect((await issue('COLLECTION', community)).number).toBe('收440303003020.office-2027-1');
  });

  it('are one when the answer was lost and the same is sent again', async () => {
    const key = { idempotencyKey: `paper-${id}` };
    const args = { kind: 'COLLECTION', subjectId: id };
    const once = await service.call<PaperAnswer>('issuePaper', args, desk, key);
    expect(await service.call('issuePaper', args, desk, key)).toEqual(once);
    expect(await service.sql('SELECT 1 FROM paper WHERE subject_id = $1', [id])).toHaveLength(1);
  });

  it('follow the matter: handled by whom until when, with what result', async () => {
    await expect(issue('HANDLING')).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
    const { lead } = await allocated(service, id);
    await expect(issue('FEEDBACK')).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
    await service.call('recordContact', { id: lead.id, note: '已约定上门' }, grid);
    await service.call('resolveWorkOrder', { id: lead.id, note: '路灯已修好' }, grid);
    expect(fieldsOf(await issue('HANDLING'))).toMatchObject({
      ...{ assists: '罗湖区城市管理和综合执法局', result: '路灯已修好' },
      ...{ dispatchedAt: '2026年11月23日 09:00', doneAt: '2026年11月23日 09:00' },
      progress: expect.stringMatching(
        /^11月23日 09:00 \S+ 联系诉求人：已约定上门\n11月23日 09:00 \S+ 工单办结 · 主办：路灯已修好$/,
      ) as string,
    });
    const feedback = await issue('FEEDBACK');
    expect(fieldsOf(feedback)).toMatchObject({ result: '路灯已修好', repliedAt: null, stars: null });
    expect((feedback.sheet as Sheet).rated).toBe(false);
  });

  it('keep the number that an opinion and a follow-up form have, and are issued by whose they are', async () => {
    const { lead } = await allocated(service, id);
    for (const kind of ['OPINION', 'FOLLOW_UP'] as const)
      await expect(issue(kind, grid)).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
    const input = { facts: '属实', opinion: '更换灯具', basis: null };
    const order = await service.call<OperationAnswer['fileHandlingOpinion']>(
      'fileHandlingOpinion',
      { id: lead.id, input },
      grid,
    );
    const opinion = await issue('OPINION', grid);
    expect([opinion.number, fieldsOf(opinion)['opinion']]).toEqual([order.opinion?.number, '更换灯具']);
    await expect(issue('OPINION', desk)).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
    const followUpId = randomUUID();
    const recorded = announce(FollowUpRecorded, {
      ...{ appealId: id, followUpId, kind: 'SUPERVISORY', unitId: desk.unitId, contacted: true },
      ...{ outcome: 'SOLVED', satisfaction: 'SATISFIED', countsInRates: true, formNumber: `回访-${id}` },
    });
    await service.probe.say(id, recorded, time.now());
    await service.settled();
    const form = await issue('FOLLOW_UP');
    expect([form.number, (form.sheet as Sheet).followUpId]).toEqual([`回访-${id}`, followUpId]);
    expect(fieldsOf(form)).toMatchObject({ outcome: '已解决', satisfaction: '满意' });
    await expect(issue('FOLLOW_UP', grid)).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
  });

  it('do not exist for a neighbour, and are seen by whoever sees the matter', async () => {
    const { id: paperId } = await issue('COLLECTION');
    for (const actor of [neighbour, neighbourCommunity, department]) {
      await expect(issue('COLLECTION', actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await shown(paperId, actor)).toBeNull();
      expect(await service.call('papers', { subjectId: id }, actor)).toEqual([]);
    }
    for (const actor of [community, district, auditor]) {
      expect(await shown(paperId, actor)).toMatchObject({ id: paperId });
      expect(await service.call('papers', { subjectId: id }, actor)).toMatchObject([
        { id: paperId, sheet: null },
      ]);
    }
    for (const actor of [resident, auditor])
      await expect(issue('COLLECTION', actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(issue('COLLECTION', { ...desk, unitId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await shown('no id')).toBeNull();
    const openings = await service.sql<{ actor_subject: string }>(
      `SELECT actor_subject FROM access_log WHERE appeal_id = $1 AND operation = 'paper' ORDER BY 1`,
      [id],
    );
    expect(openings.map((row) => row.actor_subject)).toEqual(['auditor', 'community', 'district']);
  });

  it('are verified by number and code, typed as people type, and by nothing less', async () => {
    const { number, code } = await issue('COLLECTION');
    const genuine = {
      kind: 'COLLECTION',
      title: '问题收集登记单',
      number,
      unit: '东门街道信联办',
      state: 'VALID',
    };
    expect(await verify(number, code)).toMatchObject(genuine);
    expect(await verify(` ${number} `, code.toLowerCase().replaceAll('-', ' '))).toMatchObject(genuine);
    for (const [one, two] of [
      [number, '0000-0000-0000'],
      [`${number}0`, code],
      [number, ''],
    ] as const)
      expect(await verify(one, two)).toBeNull();
  });

  it('are told from a file that somebody has changed', async () => {
    const { id: paperId, number, code } = await issue('COLLECTION');
    const [printed, changed] = ['a'.repeat(64), 'b'.repeat(64)];
    const gateway = actorOf({ roles: ['SERVICE'], client: 'gateway', subject: 'gateway' });
    const record = (sha256: string, actor: Actor = gateway) =>
      service.call('recordPrint', { paperId, sha256 }, actor);
    expect([await record(printed), await record(printed)]).toEqual([true, true]);
    expect(await verify(number, code, printed.toUpperCase())).toMatchObject({ unchanged: true });
    expect(await verify(number, code, changed)).toMatchObject({ state: 'VALID', unchanged: false });
    expect(await verify(number, code)).toMatchObject({ unchanged: null });
    await expect(record('no digest')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    for (const actor of [desk, actorOf({ roles: ['SERVICE'], client: 'intake' })])
      await expect(record(changed, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      service.call('recordPrint', { paperId: randomUUID(), sha256: printed }, gateway),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lose their words with the matter, and are still verified', async () => {
    const { number, code, id: paperId } = await issue('COLLECTION');
    await service.call('withdrawAppeal', { number: await numberOf(service, id), secret }, null);
    const erased = announce(PersonalDataErased, {
      ...{ appealId: id, erasureId: randomUUID(), ground: 'REQUEST', attachmentIds: [] },
    } as const);
    await service.probe.repeat(await service.probe.say(id, erased, time.now()));
    expect(await shown(paperId)).toMatchObject({ state: 'ERASED', sheet: null });
    expect(await verify(number, code)).toMatchObject({ state: 'ERASED', title: '问题收集登记单' });
    await expect(issue('COLLECTION')).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
  });

  it('may name the appellant in full beside the one that is masked, under the same number', async () => {
    const masked = await issue('COLLECTION');
    const named = await issue('COLLECTION', desk, { named: true });
    expect([named.named, named.number, named.id === masked.id]).toEqual([true, masked.number, false]);
    expect(await issue('COLLECTION')).toEqual(masked);
    expect(await shown(named.id)).toMatchObject({ state: 'VALID' });
    await expect(
      service.call('issuePaper', { kind: 'WHISTLE', subjectId: id, named: true }, desk),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('say what was done this moment, also before the ledger has heard of it', async () => {
    const { lead } = await allocated(service, id);
    const resolve = (note: string) => service.call('resolveWorkOrder', { id: lead.id, note }, grid);
    await resolve('第一次');
    await service.call('reopenAppeal', { id, reason: '又灭了' }, desk);
    await service.call('recordProgress', { id: lead.id, note: '更换线路' }, grid);
    await resolve('第二次');
    expect(fieldsOf(await issue('FEEDBACK'))['result']).toBe('第二次');
    expect(fieldsOf(await issue('HANDLING'))['progress']).toMatch(/更换线路\n[^\n]*第二次$/);
  });

  it('lose their words when a hazard goes on without the one who reported it, and are issued anew', async () => {
    await service.call('classifyAppeal', { id, input: { ...asLighting, nature: 'HAZARD' } }, desk);
    const before = await issue('COLLECTION');
    await service.call('withdrawAppeal', { number: await numberOf(service, id), secret }, null);
    expect(await shown(before.id)).toMatchObject({ state: 'ERASED', sheet: null });
    const anew = await issue('COLLECTION');
    expect([anew.number, anew.state]).toEqual([before.number, 'VALID']);
    expect(await shown(before.id)).toMatchObject({ state: 'REPLACED', sheet: null });
  });

  it('are opened, and on record as opened, when nothing has changed, and not for who has lost the matter', async () => {
    const key = { idempotencyKey: `replayed-${id}` };
    const args = { kind: 'COLLECTION', subjectId: id };
    await service.call('issuePaper', args, desk, key);
    const openings = () =>
      service.sql(`SELECT 1 FROM access_log WHERE appeal_id = $1 AND operation = 'paper'`, [id]);
    expect(await openings()).toHaveLength(0);
    await issue('COLLECTION');
    expect(await openings()).toHaveLength(1);
    const moved = { ...desk, unitId: neighbour.unitId, areaCode: neighbour.areaCode };
    await expect(service.call('issuePaper', args, moved, key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
