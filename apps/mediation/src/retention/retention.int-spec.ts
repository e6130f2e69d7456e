import { announce, erasedText, MediationDataErased, PersonalDataErased } from '@weisu/contracts';
import { runRetention, type RetentionRun } from '@weisu/service-host';
import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { mediationDefinition } from '../index.js';
import {
  actors,
  agreement,
  mediating,
  opening,
  registered,
  testConfig,
  testKeys,
  type Answer,
} from '../mediation/mediation.fixture.js';

const { mediator, community } = actors;
const names = ['孙家明', '欧阳小雨', '钱多多'];
const appealId = (n: number) => `0193a8f0-0000-7000-8000-0000000000${10 + n}`;
const time = new TestTime('2026-01-12T09:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startTestService(mediationDefinition, testConfig(), time);
});
afterAll(() => service.stop());

const environment = { PERSONAL_DATA_KEYS: testKeys, RETENTION_MEDIATION_DAYS: '60' };
const run = async (options: Partial<RetentionRun> = {}) => {
  const tasks = mediationDefinition.retention?.(environment) ?? [];
  const [result] = await runRetention({ source: service.running.source, time, tasks, ...options });
  return result?.count;
};
const read = async (id: string) => {
  const row = await service.sql(
    `SELECT m.*, (SELECT json_agg(s) FROM mediation_session s WHERE mediation_id = m.id) AS sessions,
       (SELECT row_to_json(a) FROM mediation_agreement a WHERE mediation_id = m.id) AS agreement
     FROM mediation m WHERE id = $1`,
    [id],
  );
  return JSON.stringify(row);
};
const entries = (id: string) =>
  service.probe.of(MediationDataErased).filter(({ payload }) => payload.mediationId === id);

/** An agreement after one sitting, whose record names the parties. */
async function settled(overrides: object = {}): Promise<Answer> {
  const { id } = await mediating(service, overrides);
  const at = time.now().toISOString();
  const session = { at, place: '孙家明家', present: names, record: '孙家明称天花板受损' };
  await service.call('recordMediationSession', { id, input: session }, mediator);
  return service.call('concludeMediation', { id, input: agreement({ effectiveAt: at }) }, mediator);
}

const erasedByIntake = (id: string) =>
  service.probe.say(
    id,
    announce(PersonalDataErased, {
      appealId: id,
      erasureId: appealId(9),
      ground: 'REQUEST',
      attachmentIds: [],
    }),
    time.now(),
  );

describe('the file of an erased appeal', () => {
  it('names nobody any more, and keeps number, sides, outcome and dates; again it changes nothing', async () => {
    await service.probe.say(appealId(1), registered(appealId(1), '440303003020'), time.now());
    const before = await settled({ appealId: appealId(1) });
    await service.call(
      'recordPerformance',
      { id: before.id, performed: true, note: '孙家明已收款' },
      community,
    );
    expect(await read(before.id)).toContain('孙家明');
    const event = await erasedByIntake(appealId(1));
    const written = await read(before.id);
    for (const name of [...names, '卫生间']) expect(written).not.toContain(name);
    const [, performance] = [written, await service.sql('SELECT note FROM performance')];
    expect(performance).toEqual([{ note: erasedText }]);
    const [after] = await service
      .call<Answer[]>('mediationsByAppeal', { keys: [appealId(1)] }, mediator)
      .then(([list]) => list as unknown as Answer[]);
    expect(after).toMatchObject({
      number: before.number,
      status: 'PERFORMED',
      parties: [
        { name: erasedText, phone: null },
        { name: erasedText, agent: null },
      ],
      sessions: [{ present: [], record: erasedText }],
      agreement: { number: before.agreement?.number },
    });
    await service.probe.repeat(event);
    await erasedByIntake(appealId(1));
    await service.settled();
    expect(entries(before.id)).toMatchObject([{ subject: appealId(1), payload: { ground: 'REQUEST' } }]);
  });

  it('is not touched while the mediation goes on', async () => {
    await service.probe.say(appealId(2), registered(appealId(2), '440303003020'), time.now());
    const { id } = await mediating(service, { appealId: appealId(2) });
    await erasedByIntake(appealId(2));
    expect(await read(id)).toContain('"erased_at":null');
    await service.settled();
    expect(entries(id)).toEqual([]);
  });
});

describe('the retention job', () => {
  it('counts in a dry run, erases on the day after the term of the last entry, and then has nothing to do', async () => {
    time.set('2026-03-02T10:00:00+08:00');
    const { id } = await settled();
    const open = await service.call<Answer>('openMediation', opening(), mediator);
    time.set('2026-03-05T10:00:00+08:00');
    await service.call('recordPerformance', { id, performed: false, note: '未付' }, mediator);
    time.set('2026-05-04T23:59:59+08:00');
    expect(await run()).toBe(0);
    time.set('2026-05-05T00:00:00+08:00');
    expect(await run({ dryRun: true })).toBe(1);
    expect(await read(id)).toContain('孙家明');
    const twice = await Promise.all([run(), run()]);
    expect(twice.sort()).toEqual([0, 1]);
    expect(await read(id)).not.toContain('孙家明');
    expect(await read(open.id)).toContain('"erased_at":null');
    expect(await run({ dryRun: true })).toBe(0);
    await service.settled();
    expect(entries(id)).toHaveLength(1);
  });

  it('takes what was written into an erased file a term later', async () => {
    const [{ id } = { id: '' }] = await service.sql<{ id: string }>(
      'SELECT id FROM mediation WHERE appeal_id IS NULL AND erased_at IS NOT NULL',
    );
    time.advance({ hours: 1 });
    await service.call('recordPerformance', { id, performed: true, note: '孙家明来电' }, mediator);
    time.advance({ days: 61 });
    expect(await run()).toBe(1);
    expect(JSON.stringify(await service.sql('SELECT note FROM performance'))).not.toContain('孙家明');
  });
});
