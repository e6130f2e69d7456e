import type { Browser, Page } from 'playwright-core';
import { eventually } from '@weisu/testing';
import { TestDistrict } from '../district.fixture.js';
import { call } from '../journey.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const [grid, other] = ['440303003020001.office', '440303003020002.office'];
const about = {
  text: '楼道感应灯坏了，老人夜里下楼看不见。',
  areaCode: '440303003020001',
  phone: '13800138000',
};

describe('an official at the console', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  beforeEach(async () => {
    watched = await WatchedPage.open(browser, { viewport: { width: 1_280, height: 900 } });
    page = watched.page;
  });
  afterEach(() => watched.close());

  const origin = () => district.url.replace('127.0.0.1', 'localhost');
  const signIn = (account: string, on: Page = page) => watched.signIn(account, district, on);
  const enter = async (account: string, path = '/console') => {
    await page.goto(`${origin()}${path}`);
    await watched.picture('door');
    await page.getByRole('link', { name: '登录' }).click();
    await signIn(account);
    await page.getByRole('button', { name: '退出' }).waitFor();
  };
  const allocated = async (): Promise<Matter> => {
    const matter = await Matter.of(district, 'resident', about);
    await matter.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
    await matter.allocate('street', { unitId: grid, role: 'LEAD' });
    return matter;
  };
  /** Pages that ask a server from elsewhere are told so by the browser itself. */
  const ownFaults = () => watched.faults.filter((fault) => !/status of 40[13]/.test(fault));

  it('comes to the page that she asked for, and nothing is wrong with it in any width', async () => {
    const matter = await allocated();
    await enter('grid', `/console/matters/${matter.id}`);
    await page.getByText(about.text).first().waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/matters/${matter.id}`);
    for (const path of [`/console/matters/${matter.id}`, '/console/orders'])
      for (const width of [320, 390, 1_280, 1_920]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${origin()}${path}`);
        await page
          .getByText(/还剩|已超/)
          .first()
          .waitFor();
        await watched.picture(`${path.split('/')[2] ?? ''}-${width}`);
        expect([path, width, await watched.isTooWide(), await watched.findings()]).toEqual([
          path,
          width,
          false,
          [],
        ]);
      }
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe('{}');
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it('accepts, speaks, looks, and is done, by clicks and keys alone', async () => {
    const matter = await allocated();
    await enter('grid');
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByRole('button', { name: '签收' }).click();
    const step = async (name: string, field: string, text: string) => {
      await page.locator('summary', { hasText: name }).waitFor();
      const details = page.locator('details', { has: page.locator('summary', { hasText: name }) });
      if (!(await details.evaluate((one) => (one as HTMLDetailsElement).open)))
        await details.locator('summary').click();
      await details.getByLabel(field).fill(text);
      await details.getByRole('button', { name }).click();
    };
    await step('已联系诉求人', '说了什么', '已电话联系，约下午到现场');
    await page.locator('summary', { hasText: '已联系诉求人' }).waitFor({ state: 'detached' });
    await step('已核实情况', '现场情况', '三楼感应灯线路老化');
    await page.locator('summary', { hasText: '已核实情况' }).waitFor({ state: 'detached' });
    await step('办结', '怎么解决的', '已更换感应灯，请居民试用');
    await page.getByText('已办结').first().waitFor();
    expect(await matter.status()).toBe('RESOLVED');
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it('is asked again when her session ended while she typed, and what she typed is still there', async () => {
    const matter = await allocated();
    await matter.act('grid', 'acceptWorkOrder', { id: (await matter.orders())[grid] });
    await enter('grid', `/console/matters/${matter.id}`);
    const words = '已到现场，正在等配件';
    await page.locator('summary', { hasText: '记录进展' }).click();
    await page.getByLabel('做了什么').fill(words);
    await district.sql('directory', 'DELETE FROM directory.staff_session');
    // until no replica believes it any more
    const headers = { 'sec-fetch-site': 'same-origin' };
    await eventually(async () => {
      const answer = await watched.context.request.get(`${origin()}/session`, { headers });
      expect(await answer.json()).toMatchObject({ session: null });
    }, 15_000);
    await page.getByRole('button', { name: '记录进展' }).click();
    await page.getByRole('heading', { name: '登录已结束' }).waitFor();
    await watched.picture('ended');
    // whoever sits there now reads nothing
    expect(await page.getByText(about.text).first().isVisible()).toBe(false);
    const [again] = await Promise.all([
      watched.context.waitForEvent('page'),
      page.getByRole('link', { name: /重新登录/ }).click(),
    ]);
    await signIn('grid', again);
    await again.getByRole('heading', { name: '已登录' }).waitFor();
    await page.getByRole('heading', { name: '登录已结束' }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('做了什么').inputValue()).toBe(words);
    await page.getByRole('button', { name: '记录进展' }).click();
    await eventually(async () => expect(await page.getByLabel('做了什么').inputValue()).toBe(''));
    expect(JSON.stringify(await matter.read('ledger { detail }'))).toContain(words);
    expect(ownFaults()).toEqual([]);
  }, 60_000);

  it('leaves nothing behind when she signs out: not in another tab, not by going back, not in the cache', async () => {
    const matter = await allocated();
    await enter('grid', `/console/matters/${matter.id}`);
    const second = await watched.context.newPage();
    await second.goto(`${origin()}/console/orders`);
    await second.getByText(matter.number).waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '未诉 · 工作台' }).waitFor();
    await second.getByRole('heading', { name: '登录已结束' }).waitFor();
    expect(await second.getByText(matter.number).isVisible()).toBe(false);
    await page.goto(`${origin()}/r/440303003`);
    await page.goBack();
    await page.getByRole('heading', { name: '未诉 · 工作台' }).waitFor();
    expect(await page.getByText(about.text).count()).toBe(0);
    // at a shared computer the next one is asked for a password
    await page.getByRole('link', { name: '登录' }).click();
    await page.locator('[name=password]').waitFor();
    await signIn('community');
    await second.getByRole('heading', { name: '此浏览器已换了身份' }).waitFor();
  }, 60_000);

  it('chooses for whom she acts, sees it, and a tab from before does nothing for the other unit', async () => {
    const input = {
      unitId: grid,
      delegateId: other,
      until: '2026-11-28T09:00:00+08:00',
      reason: '年休假',
    };
    const { id } = await call(district, '440303003.office', 'recordAbsence', { input });
    const matter = await allocated();
    await enter(other);
    await page.getByText(/没有待办/).waitFor();
    const second = await watched.context.newPage();
    await second.goto(`${origin()}/console/orders`);
    await second.getByText(/没有待办/).waitFor();
    await page.getByLabel('以哪个单位办理').selectOption({ index: 1 });
    await page.locator('.acting', { hasText: '代理' }).waitFor();
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByRole('button', { name: '签收' }).click();
    await page.locator('.course', { hasText: '代理' }).waitFor();
    await second.getByRole('heading', { name: '此浏览器已换了身份' }).waitFor();
    await call(district, '440303003.office', 'endAbsence', { id });
    expect(ownFaults()).toEqual([]);
  }, 60_000);

  it('is not told that she is out while she is not', async () => {
    await enter('grid');
    await page.route('**/session/end', (route) =>
      route.fulfill({ status: 503, json: { error: { code: 'UNAVAILABLE', messageZh: '稍后' } } }),
    );
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByText('没有退出成功，请再试一次。').waitFor();
    await page.unroute('**/session/end');
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '未诉 · 工作台' }).waitFor();
  });

  it('goes on for the unit that she acted for when she has signed in again', async () => {
    const input = { unitId: grid, delegateId: other, until: '2026-11-28T09:00:00+08:00', reason: '年休假' };
    const { id } = await call(district, '440303003.office', 'recordAbsence', { input });
    const matter = await allocated();
    await matter.act('grid', 'acceptWorkOrder', { id: (await matter.orders())[grid] });
    await enter(other);
    await page.getByLabel('以哪个单位办理').selectOption({ index: 1 });
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.locator('summary', { hasText: '记录进展' }).click();
    await page.getByLabel('做了什么').fill('代为到场');
    await district.sql('directory', 'DELETE FROM directory.staff_session');
    const second = await watched.context.newPage();
    await eventually(async () => {
      await second.goto(`${origin()}/console/signed-in`);
      await page.getByRole('heading', { name: '登录已结束' }).waitFor({ timeout: 500 });
    }, 15_000);
    await second.goto(`${origin()}/console/sign-in?to=/console/signed-in`);
    await second.getByRole('link', { name: '登录' }).click();
    await signIn(other, second);
    await second.getByRole('heading', { name: '已登录' }).waitFor();
    await page.getByRole('button', { name: '接着为原来的单位办理' }).click();
    await page.locator('.acting', { hasText: '代理' }).waitFor();
    expect(await page.getByLabel('做了什么').inputValue()).toBe('代为到场');
    await page.getByRole('button', { name: '记录进展' }).click();
    await eventually(async () => expect(await page.getByLabel('做了什么').inputValue()).toBe(''));
    await call(district, '440303003.office', 'endAbsence', { id });
    // whose absence has ended while she acted for it: she goes back from there
    await page.reload();
    await page.getByLabel('以哪个单位办理').selectOption({ index: 0 });
    // the page is opened anew
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await page.getByText(/没有待办/).waitFor();
    expect(await page.locator('.acting').count()).toBe(0);
    await second.close();
  }, 60_000);

  it('keeps what she wrote when a colleague was first', async () => {
    const matter = await allocated();
    const order = (await matter.orders())[grid];
    await matter.act('grid', 'acceptWorkOrder', { id: order });
    await enter('grid', `/console/matters/${matter.id}`);
    await page.locator('summary', { hasText: '已联系诉求人' }).click();
    await page.getByLabel('说了什么').fill('约了下午三点');
    await matter.act('grid', 'recordContact', { id: order, note: '同事联系了' });
    await matter.act('grid', 'resolveWorkOrder', { id: order, note: '同事办完了' });
    // as the page does by itself after a while
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await page.getByText(/^现在不能办了：.*您写的还没有提交。$/).waitFor({ timeout: 30_000 });
    expect(await page.getByLabel('说了什么').inputValue()).toBe('约了下午三点');
  }, 60_000);
});
