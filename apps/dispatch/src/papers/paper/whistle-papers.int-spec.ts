import { randomUUID } from 'node:crypto';
import type { OperationAnswer, PaperAnswer } from '@weisu/api';
import { announce, PaperIssued, PersonalDataErased, type PaperKind } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import {
  areas,
  auditor,
  community,
  district,
  housing,
  monday,
  startWhistleService,
  street,
  street2,
  urban,
  water,
  type WhistleService,
} from '../../whistles/whistle/whistle-service.fixture.js';

type Consultation = OperationAnswer['callConsultation'];
type Notice = OperationAnswer['supervise'];

describe('papers of a whistle', () => {
  let service: WhistleService;
  let appealId: string;
  let whistleId: string;
  let number: string;

  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(async () => {
    service.time.set(monday);
    appealId = await service.appeal(areas.community, 'URGENT');
    const unitIds = [urban.unitId!, water.unitId!];
    ({ id: whistleId, number } = await service.blow({ appealIds: [appealId], unitIds }));
  });
  afterAll(() => service.stop());

  const issue = (kind: PaperKind, subjectId: string, actor: Actor = street) =>
    service.call<PaperAnswer>('issuePaper', { kind, subjectId }, actor);
  const fieldsOf = ({ sheet }: PaperAnswer) => (sheet as { fields: Record<string, string | null> }).fields;
  const papers = (subjectId: string, actor: Actor) =>
    service.call<PaperAnswer[]>('papers', { subjectId }, actor);
  const at = '2026-11-23T14:00:00+08:00';
  const meeting = async () => {
    const unitIds = [urban.unitId, water.unitId];
    const input = { agenda: '路面塌陷处置', place: '街道三楼会议室', at, unitIds };
    return (await service.call<Consultation>('callConsultation', { whistleId, input }, street)).id;
  };
  const supervise = () =>
    service.call<Notice>('supervise', { id: appealId, unitId: urban.unitId, text: '请说明' }, district);

  const erased = async (subject: string) => {
    await service.sql(`UPDATE handling SET status = 'CLOSED' WHERE id = $1`, [subject]);
    const event = announce(PersonalDataErased, {
      ...{ appealId: subject, erasureId: randomUUID(), ground: 'REQUEST', attachmentIds: [] },
    } as const);
    await service.probe.say(subject, event, service.time.now());
  };

  it('哨单: who is called to what until when, under the number of the whistle', async () => {
    const paper = await issue('WHISTLE', whistleId);
    expect(paper).toMatchObject({ number, appealId: null, unitId: street.unitId, state: 'VALID' });
    const [{ number: matter = '' } = {}] = await service.sql<{ number: string }>(
      'SELECT number FROM handling WHERE id = $1',
      [appealId],
    );
    expect(fieldsOf(paper)).toMatchObject({
      ...{
        number,
        situation: '群众诉求',
        blownAt: '2026年11月23日 09:00',
        endorsedBy: null,
        matters: matter,
      },
      reason: '水管爆裂，路面塌陷',
      area: '东门街道东门社区',
    });
    expect(fieldsOf(paper)['limits']).toMatch(
      /^\S+、\S+：11月23日 \d\d:\d\d前接哨，11月23日 \d\d:\d\d前报到/,
    );
    await service.settled();
    expect(service.probe.of(PaperIssued, appealId)).toMatchObject([
      { payload: { paper: 'WHISTLE', number } },
    ]);
  });

  it('are issued by who leads the whistle, and read by the called units and nobody else', async () => {
    await expect(issue('WHISTLE', whistleId, urban)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const actor of [street2, housing])
      await expect(issue('WHISTLE', whistleId, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await issue('WHISTLE', whistleId);
    for (const actor of [urban, water, community, auditor])
      expect(await papers(whistleId, actor)).toMatchObject([{ id, sheet: null }]);
    for (const actor of [street2, housing]) {
      expect(await papers(whistleId, actor)).toEqual([]);
      expect(await service.call('paper', { id }, actor)).toBeNull();
    }
  });

  it('are not of a whistle that the street does not stand behind yet', async () => {
    const { id } = await service.blow({ appealIds: [appealId] }, community);
    await expect(issue('WHISTLE', id, community)).rejects.toMatchObject({ code: 'WHISTLE_NOT_ENDORSED' });
    await service.call('endorseWhistle', { id }, street);
    expect(fieldsOf(await issue('WHISTLE', id, community))['endorsedBy']).toBe('东门街道信联办');
  });

  it('stay the same whoever of those that lead it presses the button', async () => {
    const { id } = await service.blow({ appealIds: [appealId] }, community);
    await service.call('endorseWhistle', { id }, street);
    const first = await issue('WHISTLE', id, community);
    expect(first.unitId).toBe(street.unitId);
    expect(await issue('WHISTLE', id, street)).toEqual(first);
  });

  it('of several matters keep their words until the last of them is erased', async () => {
    const other = await service.appeal(areas.community, 'URGENT');
    const { id } = await service.blow({ appealIds: [appealId, other] });
    const paper = await issue('WHISTLE', id);
    await erased(other);
    expect(await service.call('paper', { id: paper.id }, street)).toMatchObject({ state: 'VALID' });
    expect(await issue('WHISTLE', id)).toMatchObject({ id: paper.id, state: 'VALID' });
  });

  it('会商研判记录表: once the meeting was held, with who came and who does what until which day', async () => {
    const id = await meeting();
    await expect(issue('CONSULTATION', id)).rejects.toMatchObject({ code: 'PAPER_NOT_READY' });
    const dueBy = '2026-11-25T00:00:00+08:00';
    const input = {
      attendance: [{ unitId: urban.unitId, person: '李秀英' }],
      record: '会议明确由城管封闭路口。',
      tasks: [{ text: '封闭路口', unitId: urban.unitId, person: '李秀英', dueBy }],
    };
    service.time.set(at);
    await service.call('recordConsultation', { id, input }, street);
    const paper = await issue('CONSULTATION', id);
    expect(paper.number).toMatch(/^会440303003\.dispatch-desk-2026-\d+$/);
    expect(fieldsOf(paper)).toMatchObject({
      ...{
        whistleNumber: number,
        agenda: '路面塌陷处置',
        at: '2026年11月23日 14:00',
        place: '街道三楼会议室',
      },
      present: expect.stringMatching(/ 李秀英$/) as string,
      record: '会议明确由城管封闭路口。',
      tasks: expect.stringMatching(/^1\. 封闭路口（\S+ 李秀英，2026年11月24日前）$/) as string,
    });
    expect(fieldsOf(paper)['absent']).toBe('罗湖供水服务公司');
    await expect(issue('CONSULTATION', randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('督办单: by who issued the notice, anew once the unit has answered', async () => {
    const notice = await supervise();
    await expect(issue('SUPERVISION', notice.id, street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(issue('SUPERVISION', notice.id, street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const served = await issue('SUPERVISION', notice.id, district);
    expect(served).toMatchObject({ number: notice.number, appealId });
    expect(fieldsOf(served)).toMatchObject({ cause: '人工督办', text: '请说明', answer: null });
    expect(await papers(notice.id, urban)).toMatchObject([{ id: served.id }]);
    await service.call('answerSupervision', { id: notice.id, answer: '已约定明日' }, urban);
    const answered = await issue('SUPERVISION', notice.id, district);
    expect([answered.number, answered.code === served.code]).toEqual([notice.number, false]);
    expect(fieldsOf(answered)['answer']).toBe('已约定明日');
    expect(await papers(notice.id, urban)).toMatchObject([{ state: 'REPLACED' }, { state: 'VALID' }]);
  });

  it('of a whistle without a matter are read by those that see the whistle', async () => {
    const { id } = await service.blow({ appealIds: [], situation: 'JOINT_ENFORCEMENT' });
    const paper = await issue('WHISTLE', id);
    expect(fieldsOf(paper)['matters']).toBe('');
    expect(await papers(id, urban)).toMatchObject([{ id: paper.id }]);
    expect(await papers(id, street2)).toEqual([]);
  });

  it('lose their words with the last of its matters', async () => {
    const { id } = await issue('WHISTLE', whistleId);
    await erased(appealId);
    expect(await service.call('paper', { id }, street)).toMatchObject({ state: 'ERASED', sheet: null });
    await expect(issue('WHISTLE', whistleId)).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
  });
});
