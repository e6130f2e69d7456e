import type { OperationAnswer } from '@weisu/api';
import type { Absence } from '@weisu/contracts';
import { ChangingDirectory, eventually, TestTime, type TestService } from '@weisu/testing';
import { enforcement, registerResolved, startEvaluation, street } from '../evaluation.fixture.js';

type FollowUp = OperationAnswer['recordFollowUp'];

describe('follow-ups of a unit that is away', () => {
  const time = new TestTime('2026-11-24T09:00:00+08:00');
  const directory = new ChangingDirectory();
  const actingFor = street.unitId ?? '';
  const body: Absence = {
    ...{
      id: '0193a8f1-0000-7000-8000-000000000001',
      unitId: actingFor,
      delegateId: enforcement.unitId ?? '',
    },
    ...{ from: '2026-11-23T00:00:00.000Z', until: '2026-11-27T00:00:00.000Z' },
    ...{ recordedAt: '2026-11-23T00:00:00.000Z', recordedBy: 'street' },
  };
  let service: TestService;

  beforeAll(async () => {
    service = await startEvaluation(time, directory);
    await directory.publish(service, time, { kind: 'absence', key: body.id, body });
    await eventually(async () =>
      expect(await service.sql(`SELECT 1 FROM directory_copy WHERE kind = 'absence'`)).toHaveLength(1),
    );
  });
  afterAll(() => service.stop());

  const asked = async (leadUnitId: string) => {
    const { appealId } = await registerResolved(service, time.now(), { resolved: { leadUnitId } });
    const tasks = await service.call<FollowUp[]>('followUpTasks', { first: 100 }, enforcement, { actingFor });
    const id = tasks.find((task) => task.appealId === appealId)?.id;
    const input = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
    return service.call<FollowUp>('recordFollowUp', { id, input }, enforcement, { actingFor });
  };

  it('are made by who acts for it, but not of what the own unit led', async () => {
    expect(await asked('440303003020001.office')).toMatchObject({ kind: 'SUPERVISORY', outcome: 'SOLVED' });
    await expect(asked(enforcement.unitId ?? '')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
