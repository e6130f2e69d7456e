import type { AppealAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { actorOf } from '@weisu/testing';
import { externalOrder, forum, gridCode, hotline, startIntake, street } from '../intake.fixture.js';
import { migrations } from '../migrations/index.js';

const call = { text: '小区停水', channel: 'HOTLINE_12345', areaCode: gridCode };
/** A client that the reference data do not name. */
const clientOf = (client: string): Actor => actorOf({ ...forum, client, subject: client });

describe('a system', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  let count = 0;
  beforeAll(async () => (service = await startIntake()));
  afterAll(() => service.stop());

  const register = (actor: Actor, system: string, number = `S-${(count += 1)}`) =>
    service.call<AppealAnswer>(
      'registerAppeal',
      { input: { ...call, external: externalOrder(number, { system }) } },
      actor,
    );

  it.each([
    ['its own name', hotline, 'hotline'],
    ['a name that the reference data give it', hotline, '12345'],
    ['another of those', hotline, '12345-shenzhen'],
    ['its own name, also where the reference data do not know it', forum, 'forum'],
  ])('signs with %s', async (_what, actor, system) => {
    expect(await register(actor, system)).toMatchObject({ external: { system } });
  });

  it.each([
    ['another’s own name', hotline, 'forum'],
    ['a name that another was given', forum, '12345'],
    ['the name of a person’s account', forum, 'street'],
    ['a name of nobody', hotline, 'somebody-else'],
    ['its own name in other letters', hotline, 'Hotline'],
    ['its own name with a blank', hotline, 'hotline '],
    ['its own name in full width', hotline, 'ｈｏｔｌｉｎｅ'],
  ])('does not sign with %s, and nothing is stored', async (_what, actor, system) => {
    const number = `X-${(count += 1)}`;
    await expect(register(actor, system, number)).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect(await service.sql('SELECT 1 FROM appeal WHERE external_number = $1', [number])).toEqual([]);
  });

  it('is not kept from its numbers by another that signed with its name, nor learns what the other sent', async () => {
    await expect(register(forum, 'hotline', 'B-1')).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    const { id } = await register(hotline, 'hotline', 'B-1');
    await expect(register(forum, 'hotline', 'B-1')).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect((await register(hotline, 'hotline', 'B-1')).id).toBe(id);
  });

  it('is told which names it signs with', async () => {
    await expect(register(hotline, 'somebody-else')).rejects.toMatchObject({
      message: expect.stringMatching(/hotline.*12345|12345.*hotline/) as string,
    });
  });

  it('is one thing, and an office that types a number another', async () => {
    const typed = await service.call<AppealAnswer>(
      'registerAppeal',
      { input: { ...call, external: externalOrder('T-1', { system: 'somebody-else' }) } },
      street,
    );
    expect(typed.external).toMatchObject({ system: 'somebody-else', byHand: true });
  });
});

describe('what was signed before names were asked for', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => (service = await startIntake()));
  afterAll(() => service.stop());

  const register = (client: string, system: string, number: string) =>
    service.call<AppealAnswer>(
      'registerAppeal',
      { input: { ...call, external: externalOrder(number, { system }) } },
      clientOf(client),
    );
  /** As the version before let them, and then the upgrade. */
  const signedBefore = async (...signed: readonly (readonly [client: string, system: string])[]) => {
    for (const [index, [client, system]] of signed.entries()) {
      const { id } = await register(client, client, `before-${index}`);
      await service.sql('UPDATE appeal SET external_system = $2 WHERE id = $1', [id, system]);
    }
    const { fill } = migrations.find(({ name }) => name === '0171-bound-meanwhile') ?? {};
    await fill?.((sql, parameters) => service.sql(sql, [...parameters]) as never, null);
  };

  it('stays with the client that alone signed so, unless the reference data give the name to another', async () => {
    await signedBefore(
      ['minyi', '民意速办'],
      ['minyi', 'contested'],
      ['wanggehua', 'contested'],
      ['wanggehua', '12345'],
      ['wanggehua', 'szcg'],
    );
    expect(await register('wanggehua', 'szcg', 'Z-1')).toMatchObject({ external: { system: 'szcg' } });
    // the real one speaks for itself
    expect(await register('szcg', 'szcg', 'Z-2')).toMatchObject({ external: { system: 'szcg' } });
    await expect(register('wanggehua', 'szcg', 'Z-3')).rejects.toMatchObject({ code: 'EXTERNAL_SYSTEM' });
    expect(await register('minyi', '民意速办', 'M-1')).toMatchObject({ external: { system: '民意速办' } });
    // again what was sent then
    expect((await register('minyi', '民意速办', 'before-0')).number).toBeTruthy();
    for (const [client, system] of [
      ['wanggehua', '民意速办'],
      ['minyi', 'contested'],
      ['wanggehua', 'contested'],
      ['wanggehua', '12345'],
    ] as const)
      await expect(register(client, system, `after-${client}`)).rejects.toMatchObject({
        code: 'EXTERNAL_SYSTEM',
      });
  });
});
