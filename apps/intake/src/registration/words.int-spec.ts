import type { AppealAnswer, ReceiptAnswer } from '@weisu/api';
import { externalOrder, gridCode, hotline, resident, startIntake } from '../intake.fixture.js';
import { migrations } from '../migrations/index.js';

describe('matters that were registered before texts were cleaned', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const call = {
    channel: 'HOTLINE_12345',
    areaCode: gridCode,
    kind: 'PERSON',
    name: '张三',
    phone: '13812340081',
  };
  const register = (input: object) => service.call<AppealAnswer>('registerAppeal', { input }, hotline);
  const submit = (text: string) =>
    service.call<ReceiptAnswer>('submitAppeal', { input: { text, phone: '13812340082' } }, resident);
  /** As the version before stored it: the text as it was sent, and no digest of what is read. */
  const asBefore = (number: string, text: string) =>
    service.sql('UPDATE appeal SET text = $2, words_hash = NULL, content_mark = $3 WHERE number = $1', [
      number,
      text,
      Buffer.from('mark of the text as it was sent'),
    ]);
  /** What `migrate --contract` does with what is not filled in. */
  const fillIn = async () => {
    const { fill } = migrations.find(({ name }) => name === '0161-words-read') ?? {};
    let after: string | null = null;
    do after = (await fill?.((sql, parameters) => service.sql(sql, [...parameters]) as never, after)) ?? null;
    while (after !== null);
  };

  it('are the same when they are sent again after it, and another text under the number is refused', async () => {
    const input = {
      ...call,
      title: '噪\u200b音',
      text: '楼上\u200b太吵\r\n夜里',
      external: externalOrder('U-1'),
    };
    const { id, number } = await register(input);
    await asBefore(number ?? '', '楼上\u200b太吵\r\n夜里');
    await service.sql('UPDATE appeal SET title = $2 WHERE id = $1', [id, input.title]);
    expect(await register(input)).toMatchObject({ id });
    for (const other of [{ text: '楼上不吵' }, { title: '安静' }, { name: '李四' }, { phone: '13812340083' }])
      await expect(register({ ...input, ...other })).rejects.toMatchObject({ code: 'EXTERNAL_DUPLICATE' });
  });

  it('are repeated as they were told then, until they are filled in', async () => {
    const first = await submit('路灯不亮');
    await asBefore(first.number, '路灯不亮');
    expect((await submit('路灯 不亮')).repeatOfNumber).toBe(first.number);
  });

  it('are repeated by the earlier of the two, in whatever order their ids are: those of one millisecond have none', async () => {
    const floors = Array.from({ length: 8 }, (_, n) => `${n + 1}楼漏水`);
    const pairs: [string, string][] = [];
    for (const floor of floors) {
      const [one, two] = [await submit(`早${floor}`), await submit(`晚${floor}`)];
      await asBefore(one.number, floor);
      await asBefore(two.number, `${floor}！`);
      pairs.push([one.number, two.number]);
    }
    await service.sql(
      `UPDATE appeal SET text_hash = sha256(convert_to(text, 'UTF8')) WHERE number = ANY($1)`,
      [pairs.flat()],
    );
    await fillIn();
    const repeated: unknown[] = [];
    for (const floor of floors) repeated.push((await submit(`“${floor}”`)).repeatOfNumber);
    expect(repeated).toEqual(pairs.map(([one]) => one));
  });

  it('that said the same by the new rule alone stay two, of which the first is what a third repeats', async () => {
    const [one, two, signs] = [await submit('电梯停了'), await submit('门坏了'), await submit('窗坏了')];
    await asBefore(one.number, '电梯停了');
    await asBefore(two.number, '电梯，停了！');
    await asBefore(signs.number, '？？？');
    await service.sql(
      `UPDATE appeal SET text_hash = sha256(convert_to(text, 'UTF8')) WHERE number = ANY($1)`,
      [[one.number, two.number, signs.number]],
    );
    await fillIn();
    expect((await submit('“电梯停了”')).repeatOfNumber).toBe(one.number);
    expect((await submit('？？？')).repeatOfNumber).toBeNull();
    expect(
      await service.sql('SELECT id FROM appeal WHERE words_hash IS NULL AND repeat_of_id IS NULL'),
    ).toEqual([]);
  });
});
