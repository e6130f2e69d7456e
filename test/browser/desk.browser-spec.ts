import type { Browser, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const about = {
  text: '小区门口的路灯坏了三天，夜里看不见路。',
  areaCode: '440303003020001',
  phone: '13800138000',
};

describe('a street desk and a grid, from a report to its end', () => {
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

  const enter = async (account: string) => {
    const viewport = { width: 1_280, height: 900 };
    watched = await WatchedPage.entered(browser, district, account, '', { viewport });
    page = watched.page;
  };

  it('sees what came in, classifies it by the suggestion, allocates it, and the grid has it', async () => {
    const matter = await Matter.of(district, 'resident', about);
    await enter('street');
    await page.getByRole('button', { name: '待分类' }).waitFor();
    for (const width of [320, 1_280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByText(matter.number).waitFor();
      await watched.picture(`desk-${width}`);
      expect([width, await watched.isTooWide(), await watched.findings()]).toEqual([width, false, []]);
    }
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByText(/建议：路灯照明/).waitFor();
    await watched.picture('triage');
    expect([await watched.isTooWide(), await watched.findings()]).toEqual([false, []]);
    await page.getByLabel('公事、共事或家事').selectOption({ label: '公事' });
    await page.getByRole('button', { name: '确定分类' }).click();
    await page.getByLabel('主办').selectOption({ label: '东门社区第一网格' });
    await watched.picture('allocate');
    expect(await watched.findings()).toEqual([]);
    await page.getByRole('button', { name: '确定分拨' }).click();
    await page.getByText('已分拨').first().waitFor();
    await page.getByRole('link', { name: '事项' }).click();
    await page.getByText('“待分类”里没有事项。').waitFor();
    await page.getByRole('button', { name: '办理中' }).click();
    await page.getByText(matter.number).waitFor();
    // filter and place in the list stand in the address, and who comes back comes to them
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByRole('link', { name: '← 返回' }).click();
    expect(await page.getByRole('button', { name: '办理中' }).getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await page.getByText(matter.number).waitFor();
    expect(await page.getByRole('button', { name: '办理中' }).getAttribute('aria-pressed')).toBe('true');
    expect(watched.faults).toEqual([]);
    await watched.close();
    await enter('grid');
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByRole('button', { name: '签收' }).waitFor();
    expect(watched.faults).toEqual([]);
    await watched.close();
  }, 60_000);

  it('is told when another desk was first, and keeps what it chose', async () => {
    const matter = await Matter.of(district, 'resident', { ...about, text: '楼下烧烤店油烟很大，噪音也大' });
    await enter('street');
    await page.getByRole('link', { name: new RegExp(matter.number) }).click();
    await page.getByRole('button', { name: '确定分类' }).waitFor();
    await page.getByLabel('紧急程度').selectOption({ label: '紧急' });
    await matter.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
    await page.getByLabel('与建议不同的理由').fill('油烟扰民多日');
    await page.getByRole('button', { name: '确定分类' }).click();
    await page.getByText('内容已被他人修改，请刷新后重试。').waitFor();
    await page.getByText('现为：路灯照明 · 快处').waitFor();
    expect(await page.getByLabel('与建议不同的理由').inputValue()).toBe('油烟扰民多日');
    expect(await page.getByLabel('紧急程度').inputValue()).toBe('URGENT');
    await page.getByText('内容已被他人修改，请刷新后重试。').waitFor();
    expect(await matter.read('urgency')).toMatchObject({ urgency: 'FAST' });
    expect(watched.faults.filter((fault) => !/status of 4/.test(fault))).toEqual([]);
    await watched.close();
  }, 60_000);

  it.each([
    ['mediator', '/console/docket', '“在办”里没有调解。'],
    ['department', '/console/orders', '没有待办'],
    ['company', '/console/orders', '没有待办'],
    ['resident', '/console', '还没有您的页面'],
  ])('opens for %s what waits for her', async (account, path, said) => {
    await enter(account);
    await page.getByText(said).waitFor();
    await watched.picture(`home-${account}`);
    expect(new URL(page.url()).pathname).toBe(path);
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
    await watched.close();
  });
});
