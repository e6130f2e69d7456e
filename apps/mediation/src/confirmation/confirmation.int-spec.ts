import {
  ConfirmationApplied,
  ConfirmationBlocked,
  ConfirmationRuled,
  MediationClockOverdue,
} from '@weisu/contracts';
import { eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  agreed,
  agreement,
  goodCheck,
  mediating,
  testConfig,
  type Answer,
} from '../mediation/mediation.fixture.js';
import { OverdueReactions } from '../overdue/overdue.reactions.js';

const time = new TestTime('2026-01-20T10:00:00+08:00');
const lastInstant = new Date('2026-02-25T00:00:00+08:00'); // 2026-02-24 24:00
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
beforeEach(() => time.set('2026-01-20T10:00:00+08:00'));
afterAll(() => service.stop());

const apply = (id: string, overrides: object = {}, actor = actors.mediator) =>
  service.call('applyJudicialConfirmation', { id, input: { ...goodCheck, ...overrides } }, actor);
const rule = (id: string, confirmed: boolean, actor = actors.street) =>
  service.call('recordConfirmationRuling', { id, confirmed, note: '裁定书已送达' }, actor);
const read = (id: string) => service.call<Answer>('mediation', { id }, actors.mediator);
const moveTo = (instant: Date): void => {
  time.set(instant);
  service.running.app.get(OverdueReactions).poke();
};

describe('judicial confirmation', () => {
  it('is blocked by the pre-check, corrected, applied for and confirmed', async () => {
    const { id } = await agreed(service);
    expect(await apply(id, { clear: false, identityRelation: true })).toMatchObject({
      status: 'NOT_ADMISSIBLE',
      obstacles: [expect.stringContaining('第三百五十五条'), expect.stringContaining('第三百五十八条')],
    });
    await expect(rule(id, true)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect(await apply(id)).toMatchObject({ status: 'APPLIED', obstacles: [], court: goodCheck.court });
    await expect(apply(id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect(await rule(id, true)).toMatchObject({ status: 'CONFIRMED', ruledAt: time.now().toISOString() });
    await expect(rule(id, false)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    expect((await read(id)).clocks.at(-1)).toMatchObject({ kind: 'CONFIRMATION', state: 'MET' });
    await service.settled();
    for (const event of [ConfirmationBlocked, ConfirmationApplied, ConfirmationRuled])
      expect(service.probe.of(event, id)).toHaveLength(1);
  });

  it.each([
    { what: 'outside what courts take', bad: { courtScope: false }, article: '第三百五十五条第一款第一项' },
    {
      what: 'against public order',
      bad: { courtScope: true, againstPublicOrder: true },
      article: '第三百五十八条第三项',
    },
  ])('is not applied for when it is $what, until that is corrected', async ({ bad, article }) => {
    const { id } = await agreed(service);
    expect(await apply(id, bad)).toMatchObject({
      status: 'NOT_ADMISSIBLE',
      obstacles: [expect.stringContaining(article)],
    });
    await expect(rule(id, true)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    const sql = 'SELECT answers FROM judicial_confirmation WHERE mediation_id = $1';
    expect(await service.sql(sql, [id])).toMatchObject([{ answers: bad }]);
    const corrected = { courtScope: true, againstPublicOrder: false };
    expect(await apply(id, corrected)).toMatchObject({ status: 'APPLIED', obstacles: [] });
  });

  it('needs an agreement', async () => {
    const { id } = await mediating(service);
    await expect(apply(id)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(rule(id, true)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('is applied for by the committee, and ruled on for the matter’s street or the committee', async () => {
    const { id } = await agreed(service);
    await expect(apply(id, {}, actors.mediatorNextDoor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const actor of [actors.street, actors.community, actors.auditor])
      await expect(apply(id, {}, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await apply(id);
    await expect(rule(id, true, actors.streetNextDoor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(rule(id, true, actors.auditor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await rule(id, false, actors.mediator)).toMatchObject({ status: 'REFUSED' });
  });

  it('goes to one of two who apply at once', async () => {
    const { id } = await agreed(service);
    const results = await Promise.allSettled([apply(id), apply(id, {}, actors.otherMediator)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the thirty days to apply', () => {
  it('end with 2026-02-24 for an agreement of 2026-01-20: on the last instant it is in time', async () => {
    const { id, confirmation } = await agreed(service);
    expect(new Date(confirmation?.dueBy ?? 0)).toEqual(lastInstant);
    moveTo(lastInstant);
    expect(await apply(id)).toMatchObject({ status: 'APPLIED' });
    moveTo(new Date(lastInstant.getTime() + 1));
    await service.settled();
    expect((await read(id)).confirmation?.status).toBe('APPLIED');
    expect(overdue(id)).not.toContain('CONFIRMATION');
  });

  it('are lost a moment later, also for what was blocked: said once, and closed', async () => {
    const open = await agreed(service);
    const blocked = await agreed(service);
    await apply(blocked.id, { voluntary: false });
    moveTo(lastInstant);
    expect((await read(open.id)).confirmation?.status).toBe('OPEN');
    moveTo(new Date(lastInstant.getTime() + 1));
    for (const { id } of [open, blocked]) {
      await eventually(async () => expect((await read(id)).confirmation?.status).toBe('LAPSED'));
      await expect(apply(id)).rejects.toMatchObject({ code: 'CONFIRMATION_CLOSED' });
      await eventually(() => expect(overdue(id)).toEqual(['CONFIRMATION']));
    }
  });

  it('are over at once for an agreement that is recorded too late', async () => {
    const { id } = await mediating(service);
    time.set('2026-03-01T10:00:00+08:00');
    const input = agreement();
    const answer = await service.call<Answer>('concludeMediation', { id, input }, actors.mediator);
    expect(new Date(answer.confirmation?.dueBy ?? 0)).toEqual(lastInstant);
    await expect(apply(id)).rejects.toMatchObject({ code: 'CONFIRMATION_CLOSED' });
  });
});

describe('the committee’s own limits', () => {
  it('are said aloud when they pass, and the mediation goes on', async () => {
    const { id } = await mediating(service);
    moveTo(new Date('2026-02-20T00:00:00+08:00'));
    await service.settled();
    expect(overdue(id)).toEqual([]);
    moveTo(new Date('2026-02-20T00:00:00.001+08:00'));
    await eventually(() => expect(overdue(id)).toEqual(['MEDIATE']));
    expect(await read(id)).toMatchObject({
      status: 'MEDIATING',
      clocks: [{}, { kind: 'MEDIATE', state: 'OVERDUE' }],
    });
  });
});

const overdue = (id: string): string[] =>
  service.probe.of(MediationClockOverdue, id).map(({ payload }) => payload.kind);
