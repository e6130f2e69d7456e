import type { OperationAnswer } from '@weisu/api';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import { demoFolder, importInto } from '../import/district.fixture.js';
import { directoryDefinition } from '../index.js';
import { readPack } from '../pack/pack.reader.js';

type Session = NonNullable<OperationAnswer['staffSession']>;

const gateway = actorOf({ roles: ['SERVICE'], client: 'gateway', subject: 'gateway' });
const office = actorOf({
  roles: ['STREET'],
  unitId: '440303003.office',
  areaCode: '440303003',
  subject: 'office',
});
const unitId = '440303003020002.office';
const away = '440303003020001.office';

describe('who is signed in', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let made = 0;

  beforeAll(async () => {
    service = await startTestService(directoryDefinition, {}, time);
    await importInto(service, await readPack(demoFolder), time.now());
  });
  afterAll(() => service.stop());

  const call = <Answer>(name: string, args: object): Promise<Answer> =>
    service.call<Answer>(name as never, args, gateway);
  const newDigest = (): string => (made += 1).toString(16).padStart(64, '0');
  const opened = async (more: object = {}): Promise<string> => {
    const digest = newDigest();
    const input = { digest, subject: 'worker', unitId, sealed: 'tokens', idle: 1_800, most: 36_000, ...more };
    await call('openStaffSession', { input });
    return digest;
  };
  const read = (digest: string, used = false) => call<Session | null>('staffSession', { digest, used });
  /** As it comes over the wire. */
  const at = (instant: Date | undefined): number => Date.parse(String(instant));
  /** As if so many minutes had passed since a person did something. */
  const idleFor = (digest: string, minutes: number) =>
    service.sql(
      `UPDATE staff_session SET used_at = used_at - $2 * interval '1 minute', until = until - $2 * interval '1 minute' WHERE digest = $1`,
      [digest, minutes],
    );

  it('is known by a digest, and nobody else is', async () => {
    const digest = await opened();
    expect(await read(digest)).toMatchObject({
      subject: 'worker',
      actingFor: null,
      sealed: 'tokens',
      version: 1,
    });
    expect(await read(newDigest())).toBeNull();
  });

  it('is asked for by the gateway alone', async () => {
    const digest = await opened();
    for (const actor of [office, actorOf({ roles: ['SERVICE'], client: 'intake' })])
      await expect(service.call('staffSession', { digest, used: false }, actor)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
  });

  it('ends when a person does nothing for half an hour, whatever her pages do by themselves', async () => {
    const digest = await opened();
    await idleFor(digest, 29);
    const before = (await read(digest))?.idleUntil;
    expect((await read(digest, true))?.idleUntil).not.toEqual(before);
    await idleFor(digest, 29);
    expect(await read(digest)).not.toBeNull();
    await idleFor(digest, 1);
    expect(await read(digest)).toBeNull();
    expect(await read(digest, true)).toBeNull();
    expect(await call('renewStaffSession', { digest, version: 1, sealed: 'new' })).toBeNull();
  });

  it('ends after ten hours, whatever a person does', async () => {
    const digest = await opened();
    for (let minutes = 0; minutes < 580; minutes += 29) {
      await idleFor(digest, 29);
      const session = await read(digest, true);
      expect(session).not.toBeNull();
      expect(at(session?.idleUntil)).toBeLessThanOrEqual(at(session?.until));
    }
    await idleFor(digest, 20);
    expect(await read(digest, true)).toBeNull();
  });

  it('does not go by the clock of matters', async () => {
    const digest = await opened();
    time.set(new Date('2027-03-01T09:00:00+08:00'));
    expect(await read(digest)).not.toBeNull();
    time.set(new Date('2026-11-23T09:00:00+08:00'));
  });

  it('is renewed by one of twenty who ask at once, and by another when that one has died', async () => {
    const digest = await opened();
    const claim = () => call<boolean>('claimStaffRenewal', { digest, version: 1 });
    const claims = await Promise.all(Array.from({ length: 20 }, claim));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await service.sql(
      `UPDATE staff_session SET renewing_until = renewing_until - interval '10 seconds' WHERE digest = $1`,
      [digest],
    );
    expect(await claim()).toBe(true);
    expect(await call('renewStaffSession', { digest, version: 1, sealed: 'new' })).toMatchObject({
      sealed: 'new',
      version: 2,
    });
    // who was thought dead comes late, and takes nothing back
    expect(await call('renewStaffSession', { digest, version: 1, sealed: 'old' })).toBeNull();
    expect(await claim()).toBe(false);
    expect(await read(digest)).toMatchObject({ sealed: 'new', version: 2 });
  });

  it('moves to a unit that is away and that hers stands in for, under a new id', async () => {
    const input = {
      unitId: away,
      delegateId: unitId,
      until: new Date('2026-11-28T09:00:00+08:00'),
      reason: '年休假',
    };
    const digest = await opened();
    const to = newDigest();
    const move = (from: string, under: string, unit: string | null, version = 1) =>
      call<Session>('moveStaffSession', { digest: from, version, to: under, sealed: 'again', unitId: unit });
    await expect(move(digest, to, away)).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    expect(await read(digest)).toMatchObject({ actingFor: null, version: 1 });
    await call('claimStaffRenewal', { digest, version: 1 });
    expect(await move(digest, to, null)).toBeNull();
    await service.sql('UPDATE staff_session SET renewing_until = NULL WHERE digest = $1', [digest]);
    const { id } = await service.call<{ id: string }>('recordAbsence', { input }, office);
    expect(await move(digest, to, away)).toMatchObject({ actingFor: away, sealed: 'again', version: 2 });
    expect([await read(digest), (await read(to))?.actingFor]).toEqual([null, away]);
    await service.call('endAbsence', { id }, office);
    const home = newDigest();
    await expect(move(to, newDigest(), away, 2)).rejects.toMatchObject({ code: 'NOT_DELEGATED' });
    // who renewed it meanwhile has the tokens that are good
    expect(await move(to, home, null, 1)).toBeNull();
    // her own unit by name is no standing in
    expect(await move(to, home, unitId, 2)).toMatchObject({ actingFor: null, version: 3 });
    expect(await move(newDigest(), newDigest(), null)).toBeNull();
  });

  it('is ended once, by a session of the identity provider, or whole for a person', async () => {
    const digest = await opened();
    expect(await call('endStaffSession', { digest })).toMatchObject({ sealed: 'tokens' });
    expect(await call('endStaffSession', { digest })).toBeNull();
    const [one, other, stranger] = [
      await opened({ subject: 'p', providerSession: 's1' }),
      await opened({ subject: 'p', providerSession: 's2' }),
      await opened({ subject: 'q', providerSession: 's3' }),
    ];
    expect(await call('endStaffSessions', { providerSession: 's1', subject: 'p' })).toBe(1);
    expect([await read(one), await read(other)]).toEqual([null, expect.objectContaining({ subject: 'p' })]);
    expect(await call('endStaffSessions', { subject: 'p' })).toBe(1);
    expect([await read(other), await read(stranger)]).toEqual([
      null,
      expect.objectContaining({ subject: 'q' }),
    ]);
    expect(await call('endStaffSessions', {})).toBe(0);
  });

  it('that ended by itself is still there for who ends it at the identity provider, and for nobody an hour later', async () => {
    const [found, left] = [await opened(), await opened()];
    await idleFor(found, 31);
    expect(await read(found, true)).toBeNull();
    expect(await call('endStaffSession', { digest: found })).toMatchObject({ sealed: 'tokens' });
    await idleFor(left, 91);
    await opened();
    expect(await service.sql('SELECT 1 FROM staff_session WHERE digest = $1', [left])).toEqual([]);
  });
});
