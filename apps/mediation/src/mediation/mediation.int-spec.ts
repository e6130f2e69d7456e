import type { Actor } from '@weisu/identity';
import {
  AppealRelocated,
  announce,
  ConsentRecorded,
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  MediationSessionHeld,
  PerformanceRecorded,
} from '@weisu/contracts';
import { eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  agreement,
  mediating,
  opening,
  registered,
  testConfig,
  type Answer,
} from './mediation.fixture.js';

const time = new TestTime('2026-01-20T10:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
afterAll(() => service.stop());

describe('a dispute that is settled', () => {
  const appealId = '0193a8f0-0000-7000-8000-000000000001';
  let opened: Answer;

  beforeAll(async () => {
    await service.probe.say(appealId, registered(appealId, '440303003020001'), time.now());
    opened = await service.call('openMediation', opening({ appealId }), actors.community);
  });

  it('is opened with the limits of the profile, and the committee sees the appeal from then on', async () => {
    expect(opened).toMatchObject({ status: 'CONSENT_PENDING', mediatorIds: [], version: 1 });
    expect(opened.number).toMatch(/^（2026）东门街道人调字第\d+号$/);
    expect(opened.parties).toMatchObject([{ name: '孙家明', phone: '13800138000', consents: null }, {}]);
    expect(opened.clocks).toMatchObject([
      { kind: 'CONSENT' },
      { kind: 'MEDIATE', dueBy: '2026-02-19T16:00:00.000Z' },
    ]);
    await eventually(async () => {
      const [row] = await service.sql<{ unit_ids: string[] }>(
        'SELECT unit_ids FROM appeal_scope WHERE appeal_id = $1',
        [appealId],
      );
      expect(row?.unit_ids).toContain('440303003.mediation');
    });
    await service.settled();
    expect(service.probe.of(MediationOpened, appealId)).toHaveLength(1);
  });

  it('goes from consent over a sitting to an agreement and its performance', async () => {
    const { id, parties } = opened;
    const sitting = {
      id,
      input: {
        at: '2026-01-20T09:00:00+08:00',
        place: '调解室',
        present: ['孙家明', '欧阳小雨'],
        record: '双方陈述。',
      },
    };
    await expect(service.call('recordMediationSession', sitting, actors.mediator)).rejects.toMatchObject({
      code: 'CONSENT_MISSING',
    });
    for (const { id: partyId } of parties)
      await service.call('recordConsent', { id, partyId, consents: true }, actors.community);
    const sat = await service.call<Answer>('recordMediationSession', sitting, actors.mediator);
    expect(sat).toMatchObject({ status: 'MEDIATING', sessions: [{ present: ['孙家明', '欧阳小雨'] }] });

    const input = agreement({ performBy: null });
    const agreed = await service.call<Answer>('concludeMediation', { id, input }, actors.mediator);
    expect(agreed).toMatchObject({
      status: 'AGREED',
      agreement: { performBy: null, gaps: ['履行期限'], number: expect.stringContaining('人调协字第') },
      confirmation: { status: 'OPEN', dueBy: '2026-02-24T16:00:00.000Z', obstacles: [] },
    });
    expect(agreed.clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['CONSENT', 'MET'],
      ['MEDIATE', 'MET'],
      ['CONFIRMATION', 'RUNNING'],
    ]);
    expect(agreed.clocks.at(-1)?.source).toBe('LAW');

    const performance = { id, performed: true, note: '已支付' };
    const performed = await service.call<Answer>('recordPerformance', performance, actors.community);
    expect(performed).toMatchObject({ status: 'PERFORMED', version: 6 });
  });

  it('is told to others in order, under the appeal, without a word or a name of the parties', async () => {
    await service.settled();
    const told = service.probe.heard.filter(
      (event) => event.subject === appealId && event.type.startsWith('mediation.'),
    );
    expect(told.map(({ type }) => type)).toEqual(
      [
        MediationOpened,
        ConsentRecorded,
        ConsentRecorded,
        MediationSessionHeld,
        MediationAgreed,
        PerformanceRecorded,
      ].map(({ type }) => type),
    );
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(JSON.stringify(told)).not.toMatch(/孙家明|欧阳|13800138000|立新路|陈述|赔偿|已支付/);
  });

  it('keeps persons sealed in the database', async () => {
    const rows = [
      ...(await service.sql('SELECT sealed FROM party')),
      ...(await service.sql('SELECT sealed_present FROM mediation_session')),
    ];
    expect(rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(rows)).not.toMatch(/孙家明|欧阳|13800138000|立新路/);
  });

  it('is found under its appeal, in the order of the keys, by who may see it', async () => {
    const keys = ['0193a8f0-0000-7000-8000-000000000999', appealId, 'not-an-id'];
    const found = await service.call<Answer[][]>('mediationsByAppeal', { keys }, actors.street);
    expect(found.map((list) => list.map(({ id }) => id))).toEqual([[], [opened.id], []]);
    for (const actor of [
      actors.streetNextDoor,
      actors.communityNextDoor,
      actors.mediatorNextDoor,
      actors.resident,
      null,
    ])
      expect(await service.call('mediationsByAppeal', { keys }, actor)).toEqual([[], [], []]);
  });

  it('is masked for an auditor, who writes nothing', async () => {
    const seen = await service.call<Answer>('mediation', { id: opened.id }, actors.auditor);
    expect(seen.parties).toMatchObject([
      { name: '孙**', phone: '138****8000', address: '东门街道东门社区***', agent: null },
      { name: '欧阳**', phone: '075****3456', address: '***', agent: '钱**' },
    ]);
    expect(seen.sessions[0]?.present).toEqual(['孙**', '欧阳**']);
    const openings = (actor: Actor) => service.call('mediationOpenings', { id: appealId }, actor);
    expect(await openings(actors.auditor)).toMatchObject({
      edges: [{ node: { operation: 'mediation', actorId: actors.auditor.subject } }],
    });
    await expect(openings(actors.street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const writes = [
      ['openMediation', opening()],
      ['recordConsent', { id: opened.id, partyId: opened.parties[0]!.id, consents: false }],
      ['failMediation', { id: opened.id, reason: '原因' }],
      ['recordPerformance', { id: opened.id, performed: false, note: '没有' }],
    ] as const;
    for (const [operation, args] of writes)
      await expect(service.call(operation, args, actors.auditor)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  });

  it('moves out of a community’s sight with its appeal', async () => {
    const relocated = announce(AppealRelocated, { appealId, from: '440303003020001', to: '440303003001' });
    const event = await service.probe.say(appealId, relocated, time.now());
    await service.probe.repeat(event);
    expect(await service.call('mediation', { id: opened.id }, actors.community)).toBeNull();
    expect(await service.call('mediation', { id: opened.id }, actors.communityNextDoor)).toMatchObject({
      id: opened.id,
    });
  });
});

describe('a dispute that is not settled', () => {
  it('ends when a party refuses, also one that had consented, and tells the ways that remain', async () => {
    const { id, parties } = await mediating(service);
    const refusal = { id, partyId: parties[0]!.id, consents: false };
    const failed = await service.call<Answer>('recordConsent', refusal, actors.mediator);
    expect(failed).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('第十七条') });
    expect(failed.clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['CONSENT', 'MET'],
      ['MEDIATE', 'CANCELLED'],
    ]);
    expect(await service.call('recordConsent', refusal, actors.mediator)).toMatchObject({
      version: failed.version,
    });
    await expect(
      service.call('concludeMediation', { id, input: agreement() }, actors.mediator),
    ).rejects.toMatchObject({ code: 'CONSENT_REFUSED' });
    await service.settled();
    expect(service.probe.of(MediationFailed, id)).toHaveLength(1);
  });

  it('fails with a reason, on the version that was read', async () => {
    const { id, version } = await mediating(service);
    const fail = (expectedVersion: number) =>
      service.call<Answer>('failMediation', { id, reason: '金额差距过大', expectedVersion }, actors.mediator);
    await expect(fail(version - 1)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await fail(version)).failure).toMatch(/^金额差距过大/);
    await expect(fail(version + 1)).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
  });
});

describe('a mediation of others', () => {
  it('does not exist for a neighbour, and is not to be touched by who only sees it', async () => {
    const { id, parties } = await mediating(service);
    const partyId = parties[0]!.id;
    expect(await service.call('mediation', { id }, actors.streetNextDoor)).toBeNull();
    expect(await service.call('mediation', { id: 'nonsense' }, actors.street)).toBeNull();
    await expect(service.call('mediation', { id }, actors.resident)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const calls = [
      [
        'recordMediationSession',
        { id, input: { at: '2026-01-20T09:00:00+08:00', present: ['甲'], record: '记录' } },
      ],
      ['concludeMediation', { id, input: agreement() }],
      ['failMediation', { id, reason: '原因' }],
      ['recordConsent', { id, partyId, consents: false }],
      ['recordPerformance', { id, performed: true, note: '已付' }],
    ] as const;
    for (const [operation, args] of calls)
      await expect(service.call(operation, args, actors.mediatorNextDoor)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    for (const operation of ['recordConsent', 'recordPerformance'] as const) {
      const args = calls.find(([name]) => name === operation)![1];
      await expect(service.call(operation, args, actors.communityNextDoor)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(service.call(operation, args, actors.street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await service.call('mediation', { id }, actors.mediator)).toMatchObject({ status: 'MEDIATING' });
  });
});
