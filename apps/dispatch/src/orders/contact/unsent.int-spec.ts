import type { AppealAnswer, PublicProgressAnswer, WorkOrderAnswer } from '@weisu/api';
import { announce, AppellantMessaged, TextMessageUnsent, type ContactWhen } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  asLighting,
  clocksOf,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid, auditor } = officials;
const night = '2026-11-24T03:00:00+08:00';
const at = (time: string) => new Date(`2026-11-24T${time}+08:00`);

describe('a message for a call that was not sent', () => {
  const time = new TestTime(night);
  let service: TestService;
  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(() => time.set(night));
  afterAll(() => service.stop());

  const matter = (contactWhen: ContactWhen = 'BY_DAY') =>
    registered(service, time, { contactWhen, secretVerifier });
  const unsent = (appealId: string, template = 'CONTACT') =>
    service.probe.say(appealId, announce(TextMessageUnsent, { appealId, template }), time.now());
  const running = (id: string) =>
    service.sql(
      `SELECT owner_id, started_at, due_by FROM clock WHERE subject = $1::text AND kind = 'CONTACT' AND state = 'RUNNING'`,
      [id],
    );
  const firstContactOf = async (id: string) =>
    (await service.call<AppealAnswer>('appeal', { id }, auditor)).firstContact;
  const messages = async (id: string) => {
    await service.settled();
    return service.probe.of(AppellantMessaged, id).length;
  };
  const classify = (id: string, urgency: string) =>
    service.call('classifyAppeal', { id, input: { ...asLighting, urgency } }, desk);
  const allocate = async (id: string): Promise<string> => {
    const handlers = [{ unitId: grid.unitId, role: 'LEAD' }];
    const [lead] = await service.call<WorkOrderAnswer[]>('allocateAppeal', { id, handlers }, desk);
    return lead?.id ?? '';
  };

  it.each(['BY_DAY', 'BY_MESSAGE'] as const)(
    'has her called from eight on who chose %s, and not at night',
    async (chosen) => {
      const id = await matter(chosen);
      const event = await unsent(id);
      await service.probe.repeat(event);
      expect(await running(id)).toEqual([
        { owner_id: id, started_at: at('08:00:00'), due_by: at('08:10:00') },
      ]);
      expect(await firstContactOf(id)).toBeNull();
      time.set(at('08:10:00'));
      await service.call('recordFirstContact', { id, note: '已联系' }, desk);
      expect([await firstContactOf(id), await messages(id)]).toEqual(['IN_TIME', 1]);
    },
  );

  it('has her called within ten minutes by day', async () => {
    time.set(at('12:00:00'));
    const id = await matter('BY_MESSAGE');
    time.set(at('12:30:00'));
    await unsent(id);
    expect(await running(id)).toMatchObject([{ due_by: at('12:40:00') }]);
  });

  it('is not counted as contact by what comes after: allocation, and another class', async () => {
    time.set(at('12:00:00'));
    const id = await matter('BY_MESSAGE');
    await unsent(id);
    await classify(id, 'ROUTINE');
    const lead = await allocate(id);
    await classify(id, 'FAST');
    expect(await running(id)).toMatchObject([{ owner_id: id, due_by: at('12:10:00') }]);
    expect([await firstContactOf(id), await messages(id)]).toEqual([null, 1]);
    await service.call('recordContact', { id: lead, note: '已联系' }, grid);
    expect([await firstContactOf(id), await running(id)]).toEqual(['IN_TIME', []]);
    expect((await clocksOf(service, id))['VERIFY']?.state).toBe('RUNNING');
  });

  it('lets her sleep until eight when what had become urgent is not', async () => {
    const id = await matter();
    await unsent(id);
    time.set(at('03:10:00'));
    await classify(id, 'URGENT');
    expect(await running(id)).toMatchObject([{ due_by: at('03:20:00') }]);
    time.set(at('03:12:00'));
    await classify(id, 'ROUTINE');
    expect(await running(id)).toMatchObject([{ started_at: at('08:00:00'), due_by: at('08:10:00') }]);
    expect([await firstContactOf(id), await messages(id)]).toEqual([null, 1]);
  });

  it('owes no call to whom somebody has spoken, nor of a matter that is resolved', async () => {
    const spoken = await matter();
    await service.call('recordFirstContact', { id: spoken, note: '来电询问，已答复' }, desk);
    await unsent(spoken);
    const done = await matter();
    await classify(done, 'ROUTINE');
    await service.call('resolveWorkOrder', { id: await allocate(done), note: '已修复' }, grid);
    await unsent(done);
    expect([await running(spoken), await running(done)]).toEqual([[], []]);
  });

  it('owes no call when somebody speaks with her in the same moment', async () => {
    for (const id of [await matter(), await matter(), await matter()]) {
      await Promise.all([
        unsent(id),
        service.call('recordFirstContact', { id, note: '来电询问，已答复' }, desk),
      ]);
      await service.settled();
      expect(await running(id)).toEqual([]);
    }
  });

  it('is of no consequence where it stood for no call', async () => {
    const id = await matter();
    await unsent(id, 'RECEIPT');
    expect([await running(id), await firstContactOf(id)]).toEqual([[], 'MESSAGE']);
    const called = await registered(service, time);
    await unsent(called);
    expect(await running(called)).toMatchObject([{ due_by: at('03:10:00') }]);
  });

  it('tells her so', async () => {
    const id = await matter();
    expect(await messages(id)).toBe(1);
    time.set(at('03:01:00'));
    await unsent(id);
    const number = await numberOf(service, id);
    const { steps } = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    expect(steps?.map(({ label }) => label)).toEqual([
      '已登记',
      '已按您的选择发送短信',
      '短信未能发出，改为电话联系',
    ]);
  });
});
