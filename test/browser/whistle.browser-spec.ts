import type { Browser, Locator, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const about = {
  text: '小区垃圾、供水、物业问题交织，几年都没有解决。',
  areaCode: '440303003020001',
  phone: '13800138000',
};
const wanted = '垃圾没人清，水管漏水，物业推给街道';
const units = {
  department: '罗湖区城市管理和综合执法局',
  'department-2': '罗湖区住房和建设局',
  company: '罗湖供水服务公司',
} as const;
const officers = { department: '李秀英', 'department-2': '张建华', company: '林佳慧' } as const;

describe('a whistle with three units, of which one refuses', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let matter: Matter;

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
    matter = await Matter.of(district, 'resident', about);
    await matter.classify('street', 'PROPERTY', 'COMPLAINT', 'URGENT', { sphere: 'SHARED' });
    await matter.allocate('street', { unitId: '440303003020.office', role: 'LEAD' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  afterEach(() => watched?.close());

  const enter = async (account: string, path = '', width = 390): Promise<void> => {
    watched = await WatchedPage.entered(browser, district, account, path, {
      viewport: { width, height: 900 },
      permissions: ['geolocation'],
      geolocation: { longitude: 114.1315, latitude: 22.5485 },
    });
    page = watched.page;
  };
  /** The whistle, from the list of the unit that is signed in. */
  const openWhistle = async (account: string, width?: number): Promise<void> => {
    await enter(account, '', width);
    await page.getByRole('link', { name: '吹哨', exact: true }).click();
    await page.getByRole('link', { name: new RegExp(wanted) }).click();
    await page.getByRole('heading', { name: '到场单位' }).waitFor();
  };
  const of = (account: keyof typeof units): Locator =>
    page.getByRole('region', { name: `${units[account]} 下一步` });
  const press = (where: Locator, name: string) => where.getByRole('button', { name, exact: true }).click();
  const unfold = (where: Locator, name: string) => where.getByText(name, { exact: true }).first().click();
  const expectClean = async (): Promise<void> => {
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
  };

  it('is blown from the page of the matter, and calls all three', async () => {
    await enter('street', `/matters/${matter.id}`, 1_280);
    const actions = page.getByRole('region', { name: '处理这件事' });
    await unfold(actions, '吹哨');
    await actions.getByLabel('情形').last().selectOption({ label: '群众诉求' });
    await actions.getByLabel('要大家来做什么').fill(wanted);
    for (const unit of Object.values(units))
      await actions.getByLabel('叫哪些单位').selectOption({ label: unit });
    await watched.picture('whistle-blow', actions);
    await expectClean();
    await press(actions, '吹哨');
    await page.getByRole('link', { name: /^吹哨 哨/ }).click();
    for (const unit of Object.values(units)) await page.getByRole('heading', { name: unit }).waitFor();
    await watched.picture('whistle-street');
    await expectClean();
  }, 60_000);

  it('is refused by one with its reason, and the district overrules that', async () => {
    await openWhistle('department-2');
    await unfold(of('department-2'), '拒绝报到');
    await of('department-2').getByLabel('理由').first().fill('物业收费归发展和改革局管');
    await press(of('department-2'), '拒绝报到');
    await page.getByText('不来的理由：物业收费归发展和改革局管').waitFor();
    await watched.picture('whistle-refused-390');
    await expectClean();
    await watched.close();
    await openWhistle('district', 1_280);
    await unfold(of('department-2'), '驳回拒绝，必须报到');
    await of('department-2').getByLabel('理由').last().fill('物业服务的监管在你局职责清单里');
    await press(of('department-2'), '驳回拒绝，必须报到');
    await page.getByText('拒绝被驳回').first().waitFor();
    await expectClean();
  }, 60_000);

  it.each(['department', 'department-2', 'company'] as const)(
    'is answered by %s on a telephone: heard, reported in with a position, acted, finished',
    async (account) => {
      await openWhistle(account);
      const mine = of(account);
      // who has refused has answered already
      if (account !== 'department-2') await press(mine, '接哨');
      await mine.getByLabel('到场人员').fill(officers[account]);
      await press(mine, '带上当前位置');
      await mine.getByText('已带上当前位置。').waitFor();
      await press(mine, '报到');
      await page.getByText(new RegExp(`${officers[account]}.*到场`)).waitFor();
      await unfold(mine, '记录处置');
      await mine.getByLabel('做了什么').fill(`${officers[account]}清运两车垃圾`);
      await press(mine, '记录处置');
      await page.getByText(`${officers[account]}清运两车垃圾`).waitFor();
      await watched.picture(`whistle-${account}-390`);
      await expectClean();
      await mine.getByLabel('结果', { exact: true }).fill(`${officers[account]}这部分已经办完`);
      await press(mine, '办完本单位的部分');
      await page.getByText(`办理结果：${officers[account]}这部分已经办完`).waitFor();
      expect(watched.faults).toEqual([]);
    },
    60_000,
  );

  it('ends with stars for each, and one of them answers for its own', async () => {
    await openWhistle('street', 1_280);
    const whistle = page.getByRole('region', { name: '这次吹哨' });
    await unfold(whistle, '办结并评价');
    await whistle.getByLabel('结果', { exact: true }).fill('三家到场，问题解决');
    for (const [account, stars] of [
      ['department', '5'],
      ['department-2', '2'],
      ['company', '4'],
    ] as const)
      await whistle.getByLabel(`评价 ${units[account]}`).selectOption(stars);
    await watched.picture('whistle-rating');
    await press(whistle, '办结并评价');
    await page.getByText('办结：三家到场，问题解决').waitFor();
    await expectClean();
    await watched.close();
    await enter('department-2');
    await page.getByRole('link', { name: '吹哨', exact: true }).click();
    await page.getByRole('button', { name: '已办结' }).click();
    await page.getByRole('link', { name: new RegExp(wanted) }).click();
    await page.getByText('（2 星）').waitFor();
    await unfold(of('department-2'), '对评价作说明');
    await of('department-2').getByLabel('说明').fill('接到裁定后半小时内到场');
    await press(of('department-2'), '对评价作说明');
    await page.getByText('对评价的说明：接到裁定后半小时内到场').waitFor();
    await expectClean();
  }, 60_000);
});
