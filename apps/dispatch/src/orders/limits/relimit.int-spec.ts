import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import { TestTime, type TestService } from '@weisu/testing';
import { asLighting, clocksOf, officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk } = officials;

describe('a limit that begins again because the matter is more urgent than was known', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  it('is told as before, reminds and climbs', async () => {
    const id = await registered(service, time);
    const classify = (urgency: string) =>
      service.call<AppealAnswer>('classifyAppeal', { id, input: { ...asLighting, urgency } }, desk);
    await classify('ROUTINE');
    const handlers = [{ unitId: '440303003020001.office', role: 'LEAD' }];
    const [order] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
    const before = (await clocksOf(service, order?.id ?? ''))['RESOLVE'];
    time.advance({ hours: 5 });
    await classify('URGENT');
    const after = (await clocksOf(service, order?.id ?? ''))['RESOLVE'];
    expect(after?.id).not.toBe(before?.id);
    expect(after?.due_by).toEqual(new Date('2026-11-23T16:00:00+08:00'));
    const [row] = await service.sql<{ told: boolean; rungs: unknown[] }>(
      'SELECT told, rungs FROM clock WHERE id = $1',
      [after?.id],
    );
    expect(row?.told).toBe(true);
    expect(row?.rungs).toHaveLength(5);
  });
});
