import type { SummonsAnswer } from '@weisu/api';
import { openSummonses, openWhistles, summonsOwners, whistleCount } from './whistle.store.js';
import {
  areas,
  district,
  street,
  startWhistleService,
  summonsOf,
  urban,
  water,
  type WhistleService,
} from './whistle-service.fixture.js';

describe('the summonses of a unit and of an appeal', () => {
  let service: WhistleService;
  beforeAll(async () => (service = await startWhistleService()));
  afterAll(() => service.stop());

  it('are listed for the unit: open ones with the nearest deadline first, others when they are over', async () => {
    const list = (actor: typeof urban, open?: boolean) =>
      service.call<SummonsAnswer[]>('summonses', open === undefined ? {} : { open }, actor);
    const gas = { ...water, unitId: '440303.gas', subject: 'gas' };
    const slow = summonsOf(await service.blow({ unitIds: ['440303.gas'] }), gas);
    const fast = summonsOf(await service.blow({ unitIds: ['440303.gas'], situation: 'EMERGENCY' }), gas);
    expect((await list(gas)).map((one) => one.id)).toEqual([fast.id, slow.id]);
    expect(await list(gas, false)).toEqual([]);
    await service.act('waiveSummons', fast.id, street, { reason: '误报' });
    expect((await list(gas)).map((one) => one.id)).toEqual([slow.id]);
    expect((await list(gas, false)).map((one) => one.id)).toEqual([fast.id]);
    await expect(list(district)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keep the appeal from closing as long as they are open, and their whistle counts in the area', async () => {
    const { manager } = service.running.source;
    const [from, until] = [new Date('2026-11-30T00:00:00+08:00'), new Date('2026-12-01T00:00:00+08:00')];
    service.time.set(from);
    const appealId = await service.appeal();
    const whistle = await service.blow({ appealIds: [appealId], unitIds: [urban.unitId!] });
    const { id } = summonsOf(whistle, urban);
    service.time.set(until);
    await service.blow({});
    expect(await openSummonses(manager, appealId)).toEqual([{ id, unitId: urban.unitId }]);
    expect(await openWhistles(manager, appealId)).toEqual([{ id: whistle.id, number: whistle.number }]);
    expect(await summonsOwners(manager, [id, appealId])).toEqual(new Set([id]));
    expect(await whistleCount(manager, areas.street, from, until)).toBe(1);
    expect(await whistleCount(manager, areas.neighbour, from, until)).toBe(0);
    await service.act('waiveSummons', id, street, { reason: '已解决' });
    await service.call('completeWhistle', { id: whistle.id, outcome: '已解决', ratings: [] }, street);
    expect([await openSummonses(manager, appealId), await openWhistles(manager, appealId)]).toEqual([[], []]);
  });
});
