import type { AppealAnswer, AppellantAnswer, ReceiptAnswer } from '@weisu/api';
import { AppealRegistered } from '@weisu/contracts';
import { gridCode, hotline, externalOrder, startIntake, street } from '../intake.fixture.js';

const phone = '13812345678';

describe('when a resident may be called', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  let running = 0;
  beforeAll(async () => (service = await startIntake()));
  afterAll(() => service.stop());

  const submit = async (input: object) => {
    running += 1;
    const given = { text: `第 ${String(running)} 件事`, areaCode: gridCode, ...input };
    return (await service.call<ReceiptAnswer>('submitAppeal', { input: given }, null)).id;
  };
  const shown = async (id: string) => {
    const [appeal] = await service.call<AppealAnswer[]>('appealsById', { keys: [id] }, street);
    return appeal?.appellant?.contactWhen;
  };
  const told = async (id: string) => {
    await service.settled();
    return service.probe.of(AppealRegistered, id).map(({ payload }) => payload.contactWhen);
  };

  it.each([
    { given: { phone, contactWhen: 'BY_DAY' }, when: 'BY_DAY' },
    { given: { phone, contactWhen: 'BY_MESSAGE' }, when: 'BY_MESSAGE' },
    { given: { phone }, when: 'NOW' },
    { given: { phone, contactWhen: null }, when: 'NOW' },
  ])('is $when, to the staff and to dispatch, where she gave $given', async ({ given, when }) => {
    const id = await submit(given);
    expect([await shown(id), await told(id)]).toEqual([when, [when]]);
  });

  it('is never where she left no number', async () => {
    const id = await submit({ contactWhen: 'BY_DAY' });
    expect([await shown(id), await told(id)]).toEqual([null, [undefined]]);
  });

  it('is written down by who registers for her, and by another system', async () => {
    const input = { text: '来电反映', areaCode: gridCode, phone, contactWhen: 'BY_DAY' };
    const byDesk = { ...input, channel: 'DIRECT_LINE' };
    const { id } = await service.call<AppealAnswer>('registerAppeal', { input: byDesk }, street);
    expect(await told(id)).toEqual(['BY_DAY']);
    const sent = { ...input, text: '平台转来', channel: 'HOTLINE_12345', external: externalOrder('C-1') };
    const order = await service.call<AppealAnswer>('registerAppeal', { input: sent }, hotline);
    expect(await told(order.id)).toEqual(['BY_DAY']);
  });

  it('is not asked for what was found, nor known of what the version before took in', async () => {
    const input = { text: '巡查发现', areaCode: gridCode, phone, contactWhen: 'BY_DAY' };
    const found = { ...input, channel: 'PATROL', origin: 'FOUND' };
    const { id } = await service.call<AppealAnswer>('registerAppeal', { input: found }, street);
    expect(await told(id)).toEqual([undefined]);
    const before = await submit({ phone, contactWhen: 'BY_DAY' });
    await service.sql('UPDATE appeal SET contact_when = NULL WHERE id = $1', [before]);
    expect(await shown(before)).toBe('NOW');
  });

  it('is shown to who reveals her', async () => {
    const id = await submit({ phone, contactWhen: 'BY_DAY' });
    const args = { id, purpose: '回访' };
    expect(await service.call<AppellantAnswer>('revealAppellant', args, street)).toMatchObject({
      phone,
      contactWhen: 'BY_DAY',
    });
  });
});
