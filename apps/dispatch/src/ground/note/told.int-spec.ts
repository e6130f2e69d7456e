import type { OperationAnswer, PublicProgressAnswer, WhistleAnswer } from '@weisu/api';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
} from '../../matter.fixture.js';

const { desk, grid } = officials;
const time = new TestTime('2026-11-23T09:00:00+08:00');

describe('hole 14: a text that is published or told to a resident', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startDispatch(time);
  });
  afterAll(() => service.stop());

  const arrived = () => registered(service, time, { secretVerifier });
  const publish = async (text: string) => {
    const { id } = await service.call<WhistleAnswer>(
      'blowWhistle',
      {
        input: {
          ...{ appealIds: [], areaCode: '440303003020', situation: 'KEY_WORK', reason: '线缆整治' },
          unitIds: ['440303.water'],
        },
      },
      desk,
    );
    return service.call<WhistleAnswer>('publishWhistle', { id, text }, desk);
  };
  const apply = async (kind: 'EXTEND' | 'DEFER', reason: string) => {
    const appealId = await arrived();
    const { lead } = await allocated(service, appealId);
    const by = { amount: 1, unit: 'WORKING_DAY' };
    const input = { kind, appealId, workOrderId: lead.id, by, reason };
    return service.call<OperationAnswer['fileRequest']>('fileRequest', { input }, grid);
  };
  const decline = async (explanation: string, referTo: string | null = null) => {
    const id = await arrived();
    await service.call('declineAppeal', { id, ground: 'OUT_OF_SCOPE', explanation, referTo }, desk);
    return id;
  };

  const ways: readonly (readonly [string, string, (text: string) => Promise<unknown>])[] = [
    ['what is published of a whistle', 'text', publish],
    ['the reason of an extension', 'reason', (reason) => apply('EXTEND', reason)],
    ['the reason of a deferral', 'reason', (reason) => apply('DEFER', reason)],
    ['why a matter is not accepted', 'explanation', decline],
    ['where to turn instead', 'referTo', (text) => decline('不属受理范围', text)],
  ];

  it.each(ways)('is refused with the place of a number in it: %s', async (_, field, say) => {
    for (const [text, place] of [
      ['请找王五13800138000', '第5–15字（电话号码）'],
      ['证号440303 19900101 123X', '第3–22字（证件号码）'],
      ['打一三八零零一三八零零零', '第2–12字（电话号码）'],
    ] as const)
      await expect(say(text)).rejects.toMatchObject({
        code: 'PERSONAL_NUMBER',
        messageZh: expect.stringContaining(`${field}：${place}`) as unknown,
      });
  });

  it('may name services, numbers of matters, and the office to turn to', async () => {
    await publish('咨询请拨12345，编号20261123-000001-4，2026-11-23 09:00-18:00');
    const id = await decline('属信访渠道', '区信访局 0755-25550000');
    const number = await numberOf(service, id);
    const progress = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    expect(progress.steps.at(-1)?.text).toContain('0755-25550000');
  });

  it('does not show numbers that were written before they were refused', async () => {
    const id = await decline('不属受理范围');
    await service.sql('UPDATE note SET text = $2 WHERE subject = $1', [id, '请找王五13800138000']);
    const number = await numberOf(service, id);
    const progress = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    expect(progress.steps.at(-1)?.text).toBe('请找王五（号码略）');
  });
});
