import { randomUUID } from 'node:crypto';
import type { LoadAnswer } from '@weisu/api';
import { TestTime, type TestService } from '@weisu/testing';
import { allocated, officials, registered, startDispatch } from '../matter.fixture.js';

const { desk, grid, neighbour, department } = officials;

describe('what is possible', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const possible = async (id: string, actor = desk) => {
    const answers = await service.call<LoadAnswer['dispatchPossibilities']>(
      'dispatchPossibilities',
      { keys: [id] },
      actor,
    );
    const [answer] = answers;
    if (!answer) throw new Error('no answer');
    return answer;
  };
  const of = async (id: string, operation: string, actor = desk) =>
    (await possible(id, actor)).operations?.find((one) => one.operation === operation);

  it('names what keeps a matter open by the id that a waiver takes', async () => {
    const id = await registered(service, time);
    const { lead, assist } = await allocated(service, id);
    expect(await of(id, 'closeAppeal')).toMatchObject({ allowed: false, code: 'STATE_FORBIDS' });
    expect((await possible(id)).closingBlockers).toEqual([]);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已办' }, grid);
    const { closingBlockers } = await possible(id);
    expect(closingBlockers).toEqual(
      expect.arrayContaining([
        { id: assist.id, kind: expect.any(String) as string },
        { id: `opinion:${lead.id}`, kind: expect.any(String) as string },
        { id: `follow-up:${id}`, kind: expect.any(String) as string },
      ]),
    );
    const waivers = (closingBlockers ?? []).map((one) => ({ blockerId: one.id, reason: '街道已核实' }));
    const closing = { solved: false, meansExhausted: true, note: '居民同意' };
    await service.call('closeAppeal', { id, closing, waivers }, desk);
    expect(await possible(id)).toMatchObject({ closingBlockers: [] });
    expect(await of(id, 'closeAppeal')).toMatchObject({ allowed: false, code: 'STATE_FORBIDS' });
    expect(await of(id, 'reopenAppeal')).toMatchObject({ allowed: true, code: null, messageZh: null });
  });

  it('names no blocker to whoever may not close', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已办' }, grid);
    expect(await of(id, 'closeAppeal', grid)).toMatchObject({ allowed: false, code: 'FORBIDDEN' });
    expect((await possible(id, grid)).closingBlockers).toEqual([]);
  });

  it('says of a step that was taken that it would change nothing', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    expect(await of(lead.id, 'acceptWorkOrder', grid)).toMatchObject({ allowed: true, done: false });
    await service.call('acceptWorkOrder', { id: lead.id }, grid);
    expect(await of(lead.id, 'acceptWorkOrder', grid)).toMatchObject({ allowed: true, done: true });
    expect(await of(lead.id, 'resolveWorkOrder', department)).toMatchObject({ allowed: false });
  });

  it('says nothing of what the caller does not see, nor of what is not there', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    for (const unseen of [id, lead.id])
      expect(await possible(unseen, neighbour)).toEqual({ id: unseen, operations: [], closingBlockers: [] });
    for (const unknown of [randomUUID(), 'no-id', ''])
      expect(await possible(unknown)).toEqual({ id: unknown, operations: [], closingBlockers: [] });
  });

  it('knows what nobody does for an absent unit', async () => {
    const id = await registered(service, time);
    await allocated(service, id);
    const standing = { ...desk, delegateId: randomUUID() };
    expect(await of(id, 'assignCaseLeader', standing)).toMatchObject({ code: 'NOT_WHILE_ACTING_FOR' });
    expect(await of(id, 'supervise', standing)).toMatchObject({ code: (await of(id, 'supervise'))?.code });
  });

  it('answers a page of things, each once, and no more', async () => {
    const ids = Array.from({ length: 50 }, () => randomUUID());
    await expect(service.call('possibilities', { ids: [...ids, randomUUID()] }, desk)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await service.call('possibilities', { ids: [...ids.slice(1), ids[1]] }, desk)).toHaveLength(49);
  });
});
