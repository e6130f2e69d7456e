import type { Browser, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const grid = '440303003020001.office';
const about = { text: '小区物业费账目一直不公开。', areaCode: '440303003020001', phone: '13800138000' };

describe('who follows by her link, where everybody of a network pays by work', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    // one change a minute is free
    const environment = { PUBLIC_OPERATIONS_PER_MINUTE: '1' };
    [district, browser] = await Promise.all([TestDistrict.start(environment), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    page = watched.page;
  });
  afterEach(() => watched.close());

  const submitted = async (): Promise<Matter> => Matter.of(district, 'resident', about);
  const classified = async (matter: Matter): Promise<Matter> => {
    await matter.classify('street', 'PROPERTY', 'COMPLAINT', 'ROUTINE', { sphere: 'SHARED' });
    return matter;
  };
  const open = ({ number, secret }: Matter) => page.goto(`${district.url}/t/${number}#${secret}`);
  const expectClean = async () => {
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
  };

  it('pays for what she reports, and it is in', async () => {
    const paid: string[] = [];
    page.on('request', (request) => {
      const proof = request.headers()['x-weisu-proof'];
      if (proof) paid.push(proof);
    });
    for (const text of ['树枝压到电线', '井盖响得厉害', '垃圾三天没清']) {
      await page.goto(`${district.url}/r/440303003`);
      await page.getByLabel('发生了什么').fill(text);
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await page.locator('.number').waitFor({ timeout: 25_000 });
      expect(await page.locator('.number').textContent()).toMatch(/^20261123-\d{6}-\d$/);
    }
    expect(paid.length).toBeGreaterThanOrEqual(2);
    expect(watched.faults.filter((fault) => !fault.includes('status of 4'))).toEqual([]);
  }, 60_000);

  it('reads until when and who, rates what is done, and cannot rate it twice', async () => {
    const matter = await classified(await submitted());
    const orders = await matter.allocate('street', { unitId: grid, role: 'LEAD' });
    await open(matter);
    await page.getByText('还剩').waitFor();
    await page.getByText(/由 .*网格 办理/).waitFor();
    await expectClean();
    await matter.handle('grid', orders[grid]);
    await page.reload();
    await page.getByRole('heading', { name: '办完了，请您评价' }).waitFor();
    await expectClean();
    await page.getByRole('radio', { name: '4 星，满意' }).check();
    await page.getByLabel('想说的话').fill('来得很快');
    await watched.picture('rating-390');
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您，已评 4 星。').waitFor({ timeout: 25_000 });
    expect(await matter.read('rating { stars comment }')).toMatchObject({
      rating: { stars: 4, comment: '来得很快' },
    });
    await page.reload();
    await page.getByRole('heading', { name: '办完了，请您评价' }).waitFor();
    expect(await page.getByRole('button', { name: /提交评价/ }).count()).toBe(0);
  }, 60_000);

  it('complaint 6: reads the progress of the matter that hers was merged into, and has it separated', async () => {
    const [main, other] = [await classified(await submitted()), await classified(await submitted())];
    await main.allocate('street', { unitId: grid, role: 'LEAD' });
    await other.act('street', 'mergeAppeal', { id: other.id, into: main.id });
    await open(other);
    await page.getByText('和同一件事的其他反映一起办理').waitFor();
    await page.getByText(/由 .*网格 办理/).waitFor();
    await expectClean();
    await page.getByText('不是同一件事').click();
    await page.getByLabel('请说说哪里不一样').fill('我说的是三栋，不是一栋');
    await page.getByRole('button', { name: '分开办理' }).click();
    await page.getByText('已经分开，单独办理。').waitFor({ timeout: 25_000 });
    expect(await other.read('mergedInto { id }')).toMatchObject({ mergedInto: null });
  }, 60_000);
});
