import type { Browser, Locator, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

describe('a day of 东门模式 (S2), from a call to the follow-ups, with clicks and keys only', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let path: string;

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  afterEach(() => watched?.close());

  const enter = async (account: string, to = '', width = 1_280): Promise<void> => {
    const viewport = { width, height: 900 };
    watched = await WatchedPage.entered(browser, district, account, to, { viewport });
    page = watched.page;
  };
  const form = (name: string): Locator =>
    page.locator('form').filter({ has: page.getByRole('button', { name, exact: true }) });
  /** What was pressed has been answered, and the page read anew. */
  const press = async (where: Page | Locator, name: string): Promise<void> => {
    await where.getByRole('button', { name, exact: true }).first().click();
    await page.getByText('正在提交…').waitFor({ state: 'detached' });
  };
  const unfold = (name: string) => page.locator('summary', { hasText: name }).first().click();
  const answer = (where: Locator, question: string | RegExp, said: string) =>
    where.getByRole('group', { name: question }).getByLabel(said, { exact: true }).check();
  const expectClean = async (): Promise<void> => {
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
  };

  it('begins with a call that the desk writes down, where it was and who may be called', async () => {
    await enter('street');
    await page.getByRole('link', { name: '登记', exact: true }).click();
    const call = form('登记诉求');
    await call.getByLabel('说了什么，用原话').fill('小区门口的路灯坏了三天，夜里看不见路。');
    await answer(call, '谁先发现的', '群众反映');
    await call.getByLabel('街道', { exact: true }).selectOption({ label: '东门街道' });
    await call.getByLabel('社区', { exact: true }).selectOption({ label: '东门社区' });
    await call.getByLabel('网格', { exact: true }).selectOption({ label: '东门社区第一网格' });
    await call.getByLabel(/诉求人姓名/).fill('张三');
    await call.getByLabel(/诉求人电话/).fill('13800138000');
    await watched.picture('register');
    await expectClean();
    await press(call, '登记诉求');
    await page.getByText('已登记，编号').waitFor();
    expect(await call.getByLabel('说了什么，用原话').inputValue()).toBe('');
    await page.getByRole('status').getByRole('link').click();
    await page.getByRole('button', { name: '确定分类' }).waitFor();
    path = new URL(page.url()).pathname.replace('/console', '');
    await page.getByLabel('公事、共事或家事').selectOption({ label: '公事' });
    await press(page, '确定分类');
    await page.getByLabel('主办').selectOption({ label: '东门社区第一网格' });
    await page.getByLabel('加协办').selectOption({ label: '罗湖区城市管理和综合执法局' });
    await press(page, '确定分拨');
    await page.getByText('协办 罗湖区城市管理和综合执法局').waitFor();
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it('has the grid call within ten minutes, look within thirty, settle it and write its opinion', async () => {
    await enter('grid', path, 390);
    await press(page, '签收');
    await unfold('已联系诉求人');
    await form('已联系诉求人').getByLabel('说了什么').fill('马上到');
    await press(page, '已联系诉求人');
    await unfold('已核实情况');
    await form('已核实情况').getByLabel('现场情况').fill('灯杆线路烧断');
    await press(page, '已核实情况');
    await form('办结').getByLabel('怎么解决的').fill('换了线，灯亮了');
    await press(page, '办结');
    await unfold('出具处理意见书');
    const opinion = form('出具处理意见书');
    await opinion.getByLabel('查明的事实').fill('灯杆线路老化烧断');
    await opinion.getByLabel('处理意见', { exact: true }).fill('已更换线路，列入巡检');
    await watched.picture('opinion-390');
    await expectClean();
    await press(page, '出具处理意见书');
    expect(await opinion.count()).toBe(0);
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it.each([
    ['grid', 390],
    ['street', 1_280],
  ] as const)(
    'has %s ask whether it was solved',
    async (account, width) => {
      await enter(account, '', width);
      await page.getByRole('link', { name: '回访', exact: true }).click();
      await unfold('登记回访结果');
      const asked = form('登记回访结果');
      await answer(asked, '联系上了吗', '联系上了');
      await asked.getByLabel(/解决了吗/).selectOption({ label: '已解决' });
      await asked.getByLabel(/满意吗/).selectOption({ label: '非常满意' });
      await asked.getByLabel(/说了什么/).fill('灯亮了，谢谢');
      await watched.picture(`follow-up-${account}`);
      await expectClean();
      await press(page, '登记回访结果');
      await page.getByText('没有待回访的事项。').waitFor();
      expect(watched.faults).toEqual([]);
    },
    60_000,
  );

  it('keeps what a grid settled on its round, and shows what it waits for nowhere', async () => {
    await enter('grid', '/register', 390);
    await unfold('当场已经办好');
    const there = form('当场已经办好');
    await there.getByLabel('发现了什么').fill('井盖移位');
    await there.getByLabel('怎么解决的').fill('已复位并压实');
    await there.getByLabel('结果').selectOption({ label: '当场办结' });
    await there.getByLabel('什么时候').fill('2026-11-23T08:50');
    await there.getByLabel('街道', { exact: true }).selectOption({ label: '东门街道' });
    await there.getByLabel('社区', { exact: true }).selectOption({ label: '东门社区' });
    await there.getByLabel('网格', { exact: true }).selectOption({ label: '东门社区第一网格' });
    await watched.picture('on-the-spot-390');
    await expectClean();
    await press(there, '当场已经办好');
    await page.getByText('已登记，编号').waitFor();
    await page.getByRole('status').getByRole('link').click();
    await page.getByText('已结案').first().waitFor();
    expect(watched.faults).toEqual([]);
  }, 60_000);
});
