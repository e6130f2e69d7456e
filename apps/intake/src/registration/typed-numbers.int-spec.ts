import type { AppealAnswer } from '@weisu/api';
import { AppealRegistered } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { actorOf } from '@weisu/testing';
import {
  community,
  district,
  externalOrder,
  grid,
  gridCode,
  hotline,
  startIntake,
  street,
  streetTwo,
} from '../intake.fixture.js';

const colleague = actorOf({ ...street, subject: 'colleague' });
const dutyRoom = actorOf({ ...street, unitId: '440303003.duty-room', subject: 'duty' });
const justice = actorOf({ ...street, unitId: '440303003.justice-station', subject: 'justice' });
const call = { text: '小区停水', channel: 'HOTLINE_12345', areaCode: gridCode, phone: '13800138000' };

describe('a number of another system', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  let count = 0;
  let number: string;
  beforeAll(async () => (service = await startIntake()));
  beforeEach(() => (number = `N-${(count += 1)}`));
  afterAll(() => service.stop());

  const register = (actor: Actor, more: object = {}) =>
    service.call<AppealAnswer>(
      'registerAppeal',
      { input: { ...call, external: externalOrder(number), ...more } },
      actor,
    );
  const told = async (id: string) => {
    await service.settled();
    return service.probe.of(AppealRegistered, id).map(({ payload }) => payload.external);
  };

  it.each([
    ['a grid', grid],
    ['a community', community],
    ['a station of the street that receives nothing', justice],
  ])('hole 17: is not typed by %s, who registers what it was told without it', async (_who, actor) => {
    await expect(register(actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await service.sql('SELECT 1 FROM appeal WHERE external_number = $1', [number])).toEqual([]);
    if (actor !== justice)
      expect(await register(actor, { external: null })).toMatchObject({ external: null });
  });

  it.each([
    ['the street’s desk', street],
    ['its duty room', dutyRoom],
    ['the district', district],
  ])(
    'hole 17: typed by %s keeps the system’s own from nothing, and says that it was typed',
    async (_who, actor) => {
      const typed = await register(actor, { text: '居民转述停水' });
      expect(typed.external).toMatchObject({ system: '12345', number, byHand: true });
      const own = await register(hotline);
      expect(own.external).toMatchObject({ system: '12345', number, byHand: false });
      expect(own.id).not.toBe(typed.id);
      expect((await register(hotline)).id).toBe(own.id);
      expect(await told(typed.id)).toMatchObject([{ number, byHand: true }]);
      expect((await told(own.id))[0]).not.toHaveProperty('byHand');
    },
  );

  it('hole 17: comes of the system and of an office at once: the system’s is taken in, whoever was first', async () => {
    const typing = { text: '居民转述停水' };
    const [own, , again, twice] = await Promise.allSettled([
      register(hotline),
      register(street, typing),
      register(hotline),
      register(colleague, typing),
    ]);
    expect([own, again]).toMatchObject([own, own]);
    expect(own).toMatchObject({ value: { external: { byHand: false } } });
    const rows = await service.sql<{ system: string | null }>(
      'SELECT external_system AS system FROM appeal WHERE external_number = $1 ORDER BY external_system',
      [number],
    );
    // an office that saw the system's own before it typed is told so
    const told = twice?.status === 'rejected';
    expect(rows.map(({ system }) => system)).toEqual(told && rows.length === 1 ? ['12345'] : ['12345', null]);
  });

  it('hole 17: is typed once by an office, with other content not again, and by another office apart', async () => {
    const typed = await register(street);
    expect((await register(colleague)).id).toBe(typed.id);
    await expect(register(colleague, { text: '另一件事' })).rejects.toMatchObject({
      code: 'EXTERNAL_DUPLICATE',
    });
    // a neighbour that types the same is neither stopped by it nor told of it
    const theirs = await register(streetTwo, { areaCode: '440303004029001', text: '另一件事' });
    expect(theirs.external).toMatchObject({ number, byHand: true });
    expect(theirs.id).not.toBe(typed.id);
  });

  it('hole 17: that the system sent already is not typed again by who sees it, and not told to who does not', async () => {
    const own = await register(hotline);
    expect((await register(street)).id).toBe(own.id);
    await expect(register(street, { text: '另一件事' })).rejects.toMatchObject({
      code: 'EXTERNAL_DUPLICATE',
    });
    const unseen = await register(streetTwo, { areaCode: '440303004029001', text: '另一件事' });
    expect(unseen.external).toMatchObject({ byHand: true });
  });

  it('hole 17: typed by an office makes nobody of the names that the system vouches for', async () => {
    const names = { phone: null, name: 'A0182491', text: '噪声扰民' };
    const own = await register(hotline, names);
    const typed = await register(streetTwo, { ...names, areaCode: '440303004029001' });
    expect([own.repeatOfId, typed.repeatOfId]).toEqual([null, null]);
  });

  it('hole 17: typed before offices’ numbers stood apart is moved, and the system’s own is taken in', async () => {
    const typed = await register(street);
    await service.sql('UPDATE appeal SET external_system = typed_system, typed_system = NULL WHERE id = $1', [
      typed.id,
    ]);
    await expect(register(hotline, { text: '停水了' })).rejects.toMatchObject({ code: 'EXTERNAL_DUPLICATE' });
    const { typedNumbers } = await import('../migrations/0130-typed-numbers.js');
    await service.sql(typedNumbers.at(-1)?.sql ?? '');
    expect((await register(hotline, { text: '停水了' })).external).toMatchObject({ number, byHand: false });
  });
});
