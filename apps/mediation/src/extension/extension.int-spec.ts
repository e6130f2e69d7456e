import { MediationClockOverdue, MediationExtended } from '@weisu/contracts';
import { eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  agreement,
  mediating,
  opening,
  testConfig,
  type Answer,
} from '../mediation/mediation.fixture.js';

const opened = '2026-01-20T10:00:00+08:00';

describe('the time for mediating', () => {
  const time = new TestTime(opened);
  let service: TestService;
  let open: Answer;
  beforeAll(async () => (service = await startTestService(mediationDefinition, testConfig(), time)));
  beforeEach(async () => {
    time.set(opened);
    open = await mediating(service, { source: 'PARTY' });
  });
  afterAll(() => service.stop());

  const record = '双方同意再给十五天凑齐赔偿款，当面签字。';
  const all = () => open.parties.map(({ id }) => id);
  const extend = (input: object = {}, actor = actors.mediator) =>
    service.call<Answer>(
      'extendMediation',
      { id: open.id, input: { days: 15, partyIds: all(), agreedAt: opened, record, ...input } },
      actor,
    );
  const limitOf = ({ clocks }: Answer) => clocks.find(({ kind }) => kind === 'MEDIATE');

  it('is longer by what every party agreed, from its present end on, as often as they agree, and on record', async () => {
    expect(limitOf(open)).toMatchObject({ dueBy: '2026-02-19T16:00:00.000Z' });
    const once = await extend();
    expect(limitOf(once)).toMatchObject({ dueBy: '2026-03-06T16:00:00.000Z', state: 'RUNNING' });
    expect(once.sessions).toMatchObject([{ record, present: ['孙家明', '欧阳小雨'] }]);
    expect(limitOf(await extend({ days: 1 }))).toMatchObject({ dueBy: '2026-03-07T16:00:00.000Z' });
    await service.settled();
    expect(service.probe.of(MediationExtended, open.id).map(({ payload }) => payload)).toMatchObject([
      { days: 15, dueBy: '2026-03-06T16:00:00.000Z' },
      { days: 1 },
    ]);
    expect(JSON.stringify(service.probe.of(MediationExtended, open.id))).not.toMatch(/赔偿|孙家明/);
  });

  it('passes when it was to pass, and not before', async () => {
    await extend();
    time.set('2026-03-06T16:00:00.000Z');
    await service.settled();
    expect(service.probe.of(MediationClockOverdue, open.id)).toEqual([]);
    time.set('2026-03-06T16:00:00.001Z');
    await eventually(() =>
      expect(service.probe.of(MediationClockOverdue, open.id)).toMatchObject([
        { payload: { kind: 'MEDIATE' } },
      ]),
    );
    await expect(extend()).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it.each([
    ['one party alone', () => ({ partyIds: all().slice(0, 1) }), 'CONSENT_MISSING'],
    ['nobody', () => ({ partyIds: [] }), 'CONSENT_MISSING'],
    ['one party twice', () => ({ partyIds: [all()[0], all()[0]] }), 'CONSENT_MISSING'],
    ['somebody who is no party', () => ({ partyIds: [...all(), open.id] }), 'NOT_FOUND'],
    ['no days', () => ({ days: 0 }), 'INVALID_ARGUMENT'],
    ['more than a year', () => ({ days: 366 }), 'INVALID_ARGUMENT'],
    ['an agreement of tomorrow', () => ({ agreedAt: '2026-01-21T10:00:00+08:00' }), 'INVALID_ARGUMENT'],
    ['no record', () => ({ record: ' ' }), 'TEXT_EMPTY'],
  ])('is not longer by %s, and nothing is on record', async (_, input, code) => {
    await expect(extend(input())).rejects.toMatchObject({ code });
    expect(await service.sql('SELECT 1 FROM mediation_session WHERE mediation_id = $1', [open.id])).toEqual(
      [],
    );
  });

  it('is the committee’s to extend; a neighbour finds nothing', async () => {
    await expect(extend({}, actors.mediatorNextDoor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(extend({}, actors.community)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is not extended before every party consents to mediating, nor after it has ended', async () => {
    const begun = await service.call<Answer>('openMediation', opening({ source: 'PARTY' }), actors.mediator);
    await expect(
      service.call(
        'extendMediation',
        {
          id: begun.id,
          input: { days: 1, partyIds: begun.parties.map(({ id }) => id), agreedAt: opened, record },
        },
        actors.mediator,
      ),
    ).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    await service.call('concludeMediation', { id: open.id, input: agreement() }, actors.mediator);
    await expect(extend()).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });

  it('is extended twice by two that come at once, and once by one that comes again', async () => {
    const again = () =>
      service.call<Answer>(
        'extendMediation',
        { id: open.id, input: { days: 15, partyIds: all(), agreedAt: opened, record } },
        actors.mediator,
        { idempotencyKey: `extend-${open.id}` },
      );
    await again();
    expect(limitOf(await again())).toMatchObject({ dueBy: '2026-03-06T16:00:00.000Z' });
    await Promise.all([extend({ days: 1 }), extend({ days: 1 })]);
    expect(limitOf(await extend({ days: 1 }))).toMatchObject({ dueBy: '2026-03-09T16:00:00.000Z' });
  });
});
