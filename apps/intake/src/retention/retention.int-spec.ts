import {
  announce,
  AppealMerged,
  AppealUnmerged,
  erasedText,
  PersonalDataErased,
  UploadAddressesErased,
} from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { community, gateway, gridCode } from '../intake.fixture.js';
import { startErasing } from './retention.fixture.js';

let intake: Awaited<ReturnType<typeof startErasing>>;
let service: Awaited<ReturnType<typeof startErasing>>['service'];
beforeAll(async () => {
  intake = await startErasing();
  service = intake.service;
});
afterAll(() => service.stop());

describe('the retention job', () => {
  beforeEach(async () => {
    // what the test before left open or closed has had its term
    service.time.advance({ days: 40 });
    await intake.run();
  });

  it('counts in a dry run, erases on the day after the term, and then has nothing to do', async () => {
    service.time.set('2027-06-01T10:00:00+08:00');
    const id = await intake.submit();
    const open = await intake.submit();
    await intake.close(id);
    service.time.set('2027-07-01T23:59:59+08:00');
    expect(await intake.run()).toEqual([0, 0]);
    service.time.set('2027-07-02T00:00:00+08:00');
    expect(await intake.run({ dryRun: true })).toEqual([1, 0]);
    expect((await intake.rowOf(id))['erased_at']).toBeNull();
    expect(await intake.run()).toEqual([1, 0]);
    expect(await intake.rowOf(id)).toMatchObject({ text: erasedText, name_sealed: null });
    expect((await intake.rowOf(open))['name_sealed']).not.toBeNull();
    expect(await intake.run({ dryRun: true })).toEqual([0, 0]);
    expect(await intake.run()).toEqual([0, 0]);
    await service.settled();
    expect(service.probe.of(PersonalDataErased, id)).toMatchObject([
      { payload: { ground: 'TERM' }, actor: { kind: 'SYSTEM' } },
    ]);
  });

  it('works through more than one batch, also when two run at once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await intake.submit());
    for (const id of ids) await intake.close(id);
    service.time.advance({ days: 31 });
    const counts = await Promise.all([intake.run({ batch: 2 }), intake.run({ batch: 2 })]);
    expect(counts.reduce((sum, [matters = 0]) => sum + matters, 0)).toBe(5);
    await service.settled();
    for (const id of ids) expect(intake.erasures(id)).toBe(1);
  });

  it('leaves what was reopened, and takes it a term after it ended again', async () => {
    const id = await intake.submit();
    const closed = await intake.close(id);
    await intake.reopen(id);
    await service.probe.repeat(closed);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([0, 0]);
    await intake.close(id);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([1, 0]);
  });

  it('erases again what was reopened after it and has ended since', async () => {
    const id = await intake.submit();
    await intake.close(id);
    await intake.erase(id);
    service.time.advance({ days: 1 });
    await intake.reopen(id);
    await intake.close(id);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([1, 0]);
    await service.settled();
    expect(intake.erasures(id)).toBe(2);
  });

  it('takes an end that is told late, after the reopening, for what it is', async () => {
    const id = await intake.submit();
    const ended = service.time.now();
    service.time.advance({ hours: 1 });
    await intake.reopen(id);
    await intake.close(id, ended);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([0, 0]);
  });

  it('waits for a reopening that is under way, and then leaves the matter', async () => {
    const id = await intake.submit();
    await intake.close(id);
    service.time.advance({ days: 31 });
    const { source } = service.running;
    const reopening = source.createQueryRunner();
    await reopening.startTransaction();
    await reopening.query('UPDATE appeal SET ended_at = NULL WHERE id = $1', [id]);
    const running = intake.run();
    await eventually(async () => {
      const waiting = await service.sql(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).not.toEqual([]);
    });
    await reopening.commitTransaction();
    await reopening.release();
    expect(await running).toEqual([0, 0]);
    expect((await intake.rowOf(id))['name_sealed']).not.toBeNull();
  });

  it('keeps a merged matter as long as the one that it is handled with is open', async () => {
    const [merged, target] = [await intake.submit(), await intake.submit()];
    const merging = announce(AppealMerged, { appealId: merged, intoId: target });
    await service.probe.say(merged, merging, service.time.now());
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([0, 0]);
    await intake.close(target);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([2, 0]);
  });

  it('keeps a matter that is its own again, also when the merging is heard once more afterwards', async () => {
    const [own, target] = [await intake.submit(), await intake.submit()];
    const merging = announce(AppealMerged, { appealId: own, intoId: target });
    const mergedAt = service.time.now();
    await service.probe.say(own, merging, mergedAt);
    service.time.advance({ days: 1 });
    const unmerging = announce(AppealUnmerged, {
      ...{ appealId: own, fromId: target, cause: 'STAFF', mergedAt },
      ...{ noteId: own, letGo: [] },
    });
    await service.probe.say(own, unmerging, service.time.now());
    await service.probe.say(own, merging, mergedAt);
    await intake.close(target);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([1, 0]);
    expect((await intake.rowOf(own))['name_sealed']).not.toBeNull();
  });

  it('takes what was settled on the spot a term after it came', async () => {
    const input = {
      text: '王五家门口杂物',
      areaCode: gridCode,
      occurredAt: service.time.now().toISOString(),
      outcome: 'SETTLED',
      action: '与王五一起清理',
      clientId: 'spot',
    };
    const { id } = await service.call<{ id: string }>('recordOnTheSpot', { input }, community);
    service.time.advance({ days: 31 });
    expect(await intake.run()).toEqual([1, 0]);
    expect(await service.sql('SELECT action FROM on_the_spot WHERE appeal_id = $1', [id])).toEqual([
      { action: erasedText },
    ]);
  });

  it('forgets from which network an upload without an account came', async () => {
    const id = '0193a8f0-0000-7000-8000-00000000f002';
    const file = {
      id,
      name: 'a.jpg',
      mediaType: 'image/jpeg',
      size: 9,
      sha256: 'ab'.repeat(32),
      storageKey: 'k',
    };
    await service.call('recordFile', { input: { ...file, addressHash: 'ff' } }, gateway);
    service.time.advance({ days: 1 });
    expect(await intake.run()).toEqual([0, 0]);
    service.time.advance({ days: 1 });
    expect(await intake.run()).toEqual([0, 1]);
    expect(await intake.run()).toEqual([0, 0]);
    await service.settled();
    expect(service.probe.of(UploadAddressesErased).at(-1)?.payload.attachmentIds).toEqual([id]);
  });
});
