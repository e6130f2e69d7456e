import type { OperationAnswer } from '@weisu/api';
import { TestTime, type TestService } from '@weisu/testing';
import { department, registerResolved, startEvaluation, street } from '../evaluation.fixture.js';

type Rates = OperationAnswer['threeRates'];

describe('the response', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const rates = (actor = street) =>
    service.call<Rates>('threeRates', { from: '2026-11-23', until: '2026-11-23' }, actor);

  beforeAll(async () => {
    service = await startEvaluation(time);
    const leadUnitId = department.unitId ?? '';
    for (const contact of [
      { contactedInTime: true, firstContact: 'LATE' },
      { contactedInTime: true, firstContact: 'LATE' },
      { contactedInTime: false, firstContact: 'IN_TIME' },
      { contactedInTime: null, firstContact: 'MESSAGE' },
      // of a profile, or a version, that knows the unit's alone
      { contactedInTime: true },
    ] as const)
      await registerResolved(service, time.now(), { resolved: { leadUnitId, ...contact } });
  });
  afterAll(() => service.stop());

  it('of an area is what the resident waited for from registration, a message counted apart', async () => {
    expect(await rates()).toMatchObject([
      { areaCode: '440303003', population: 5, responded: 2, respondedByMessage: 1, responseRate: 0.5 },
    ]);
  });

  it('of a unit is its own', async () => {
    expect(await rates(department)).toMatchObject([
      { unitId: department.unitId, population: 5, responded: 3, respondedByMessage: 1, responseRate: 0.75 },
    ]);
  });
});
