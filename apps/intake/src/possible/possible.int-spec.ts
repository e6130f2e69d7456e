import type { LoadAnswer, ReceiptAnswer } from '@weisu/api';
import {
  auditor,
  communityTwo,
  district,
  grid,
  gridCode,
  missingId,
  resident,
  startIntake,
  street,
} from '../intake.fixture.js';

describe('what is possible with the facts of a matter', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const possible = async (id: string, actor: typeof street) => {
    const keys = { keys: [id] };
    const [answer] = await service.call<LoadAnswer['intakePossibilities']>(
      'intakePossibilities',
      keys,
      actor,
    );
    return answer?.operations ?? null;
  };
  const submitted = async (input: object) => {
    const given = { text: '路灯不亮', areaCode: gridCode, ...input };
    return (await service.call<ReceiptAnswer>('submitAppeal', { input: given }, resident)).id;
  };

  it('opens a number to nobody and writes no reveal by being asked', async () => {
    const id = await submitted({ name: '张三', phone: '13812345678' });
    const operations = await possible(id, grid);
    expect(operations?.find((one) => one.operation === 'revealAppellant')).toMatchObject({ allowed: true });
    expect(JSON.stringify(operations)).not.toMatch(/张三|138/);
    expect(await service.sql('SELECT 1 FROM reveal WHERE appeal_id = $1', [id])).toEqual([]);
  });

  it('says whose name is kept from whom, and who may move and erase', async () => {
    const id = await submitted({ name: '张三', phone: '13812345678', confidential: true });
    const codes = async (actor: typeof street) =>
      Object.fromEntries((await possible(id, actor))?.map((one) => [one.operation, one.code]) ?? []);
    expect(await codes(grid)).toMatchObject({ revealAppellant: 'IDENTITY_CONFIDENTIAL' });
    expect(await codes(district)).toMatchObject({ relocateAppeal: null });
    expect(await codes(auditor)).toMatchObject({ relocateAppeal: 'FORBIDDEN', revealAppellant: 'FORBIDDEN' });
    expect(await possible(id, communityTwo)).toBeNull();
    expect(await possible(missingId, street)).toBeNull();
  });
});
