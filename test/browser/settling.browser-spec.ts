import type { Browser, Locator, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const grid = '440303003020001.office';
const about = {
  text: '小区门口的路灯坏了三天，夜里看不见路。',
  areaCode: '440303003020001',
  name: '张三',
  phone: '13800138000',
};

describe('a matter from its handler to its end', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let matter: Matter;

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
    matter = await Matter.of(district, 'resident', about);
    await matter.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
    await matter.allocate(
      'street',
      { unitId: grid, role: 'LEAD' },
      { unitId: '440303.urban-management', role: 'ASSIST' },
    );
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  afterEach(() => watched?.close());

  const enter = async (account: string, width = 1_280): Promise<void> => {
    const viewport = { width, height: 900 };
    watched = await WatchedPage.entered(browser, district, account, `/matters/${matter.id}`, { viewport });
    page = watched.page;
    await page.getByRole('heading', { name: /路灯坏了三天/ }).waitFor();
  };
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  /** What was pressed has been answered, and the page read anew. */
  const press = async (where: Locator, name: string): Promise<void> => {
    await where.getByRole('button', { name, exact: true }).click();
    await page.getByText('正在提交…').waitFor({ state: 'detached' });
  };
  const unfold = (where: Locator, name: string) => where.getByText(name, { exact: true }).first().click();
  const form = (name: string): Locator =>
    page.locator('form').filter({ has: page.getByRole('button', { name, exact: true }) });
  const answer = (where: Locator, question: string, said: string) =>
    where.getByRole('group', { name: question }).getByLabel(said, { exact: true }).check();
  const expectClean = async (): Promise<void> => {
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
  };

  it('is taken by the grid, which looks the number up, calls, and asks for more time', async () => {
    await enter('grid', 390);
    await press(region('办理'), '签收');
    await unfold(region('联系诉求人'), '查看姓名和电话');
    await form('查看姓名和电话').getByLabel('用途').fill('约时间上门');
    await press(form('查看姓名和电话'), '查看姓名和电话');
    await page.getByRole('link', { name: '13800138000' }).waitFor();
    await unfold(region('办理'), '已联系诉求人');
    await form('已联系诉求人').getByLabel('说了什么').fill('约今天下午');
    await press(form('已联系诉求人'), '已联系诉求人');
    expect(await form('已联系诉求人').count()).toBe(0);
    await unfold(region('办理'), '申请延期');
    await form('申请延期').getByLabel('多长').fill('2');
    await form('申请延期').getByLabel('单位').selectOption({ label: '工作日' });
    await form('申请延期').getByLabel('理由').fill('灯杆要换，等配件');
    await watched.picture('steps-390', region('办理'));
    await expectClean();
    await press(form('申请延期'), '申请延期');
    await page.getByText('灯杆要换，等配件').waitFor();
    // one is enough: why not another stands there
    await region('办理')
      .getByText(/^现在不能办的/)
      .click();
    await page.getByText(/申请延期：/).waitFor();
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it('gets it from the desk, which sees the reason', async () => {
    await enter('street');
    await unfold(page.getByRole('region', { name: /^决定 / }), '决定');
    await answer(form('决定'), '同意吗', '同意');
    await form('决定').getByLabel('理由').fill('配件确需时间');
    await watched.picture('deciding', page.getByRole('region', { name: /^决定 / }));
    await press(form('决定'), '决定');
    await page.getByText('已同意').waitFor();
    await expectClean();
  }, 60_000);

  it('is settled with a word, and closed by the desk with a reason for each thing that is open', async () => {
    await enter('grid', 390);
    await form('办结').getByLabel('怎么解决的').fill('换了灯杆和灯');
    await press(form('办结'), '办结');
    expect(await form('办结').count()).toBe(0);
    await watched.close();
    await enter('street');
    await unfold(region('办结与归口'), '结案');
    await answer(form('结案'), '问题解决了吗', '解决了');
    await answer(form('结案'), '能用的办法都用了吗', '都用了');
    await form('结案').getByLabel('工单未办结').fill('配合单位不需要再到场');
    await press(form('结案'), '结案');
    // what was not answered keeps the form: nothing is waived by not being seen
    expect(await matter.status()).toBe('RESOLVED');
    await form('结案').getByLabel('处理意见书未出具').fill('已当面答复');
    await form('结案').getByLabel('尚未回访').fill('诉求人当场确认');
    await watched.picture('closing', region('办结与归口'));
    await expectClean();
    await press(form('结案'), '结案');
    await page.getByText('已结案').first().waitFor();
    await unfold(region('办结与归口'), '重新办理');
    await form('重新办理').getByLabel('为什么重新办理').fill('灯又不亮了');
    await press(form('重新办理'), '重新办理');
    expect(await form('重新办理').count()).toBe(0);
    expect(await matter.status()).toBe('HANDLING');
    await expectClean();
  }, 60_000);
});
