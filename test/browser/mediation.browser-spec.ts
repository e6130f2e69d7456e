import type { Browser, Locator, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const about = {
  text: '楼上卫生间漏水，把我家天花板泡坏了，协商几次都没有结果。',
  areaCode: '440303003020001',
  phone: '13800138000',
};

describe('a mediation, from a matter to the confirmation of the court', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let matter: Matter;

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime('2026-11-23T09:00:00+08:00');
    matter = await Matter.of(district, 'resident', about);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await district?.stop();
  });
  afterEach(() => watched?.close());

  const enter = async (account: string, path = '', width = 1_280): Promise<void> => {
    watched = await WatchedPage.entered(browser, district, account, path, {
      viewport: { width, height: 900 },
    });
    page = watched.page;
  };
  const press = (where: Locator, name: string) => where.getByRole('button', { name, exact: true }).click();
  const unfold = (where: Locator, name: string) => where.getByText(name, { exact: true }).first().click();
  const answer = (where: Locator, question: string, said: string) =>
    where.getByRole('group', { name: question }).getByLabel(said, { exact: true }).check();
  const expectClean = async (): Promise<void> => {
    expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([false, [], []]);
  };
  const next = (): Locator => page.getByRole('region', { name: '下一步' });
  const openDocket = async (tab: string, width?: number): Promise<void> => {
    await enter('mediator', `/docket?tab=${tab}`, width);
    await page.getByRole('link', { name: /楼上卫生间漏水/ }).click();
    await page.getByRole('heading', { name: /楼上卫生间漏水/ }).waitFor();
  };

  it('is opened by the street from the page of the matter', async () => {
    await enter('street', `/matters/${matter.id}`);
    const opening = page.getByRole('region', { name: '人民调解' });
    await unfold(opening, '转人民调解');
    await opening.getByLabel('什么纠纷').selectOption({ label: '邻里纠纷' });
    await opening.getByLabel('调解委员会').selectOption({ label: '东门街道人民调解委员会' });
    const [one, other] = [
      opening.getByRole('group', { name: '第 1 方' }),
      opening.getByRole('group', { name: '第 2 方' }),
    ];
    await one.getByLabel('姓名或名称').fill('孙家明');
    await one.getByLabel(/电话/).fill('13800138000');
    await other.getByLabel('姓名或名称').fill('欧阳小𠮷');
    await watched.picture('mediation-opening', opening);
    await expectClean();
    await press(opening, '转人民调解');
    await page.getByRole('link', { name: /^调解 / }).waitFor();
    expect(watched.faults).toEqual([]);
  }, 60_000);

  it('is consented to by both, sat on, and agreed', async () => {
    await district.setTime('2026-11-23T12:00:00+08:00');
    await openDocket('open');
    for (const party of ['申请人 孙家明', '被申请人 欧阳小𠮷']) {
      await next().getByLabel('哪一方').selectOption({ label: party });
      await answer(next(), '同意调解吗', '同意');
      await press(next(), '登记是否同意调解');
      await page
        .getByRole('listitem')
        .filter({ hasText: party })
        .getByText('同意调解', { exact: true })
        .waitFor();
    }
    await unfold(next(), '记一次调解');
    const sitting = page.locator('form').filter({ has: page.getByRole('button', { name: '记一次调解' }) });
    await sitting.getByLabel('时间').fill('2026-11-23T10:00');
    await sitting.getByLabel('在场的人（用顿号隔开）').fill('孙家明、欧阳小𠮷、调解员');
    await sitting.getByLabel('调解记录').fill('双方到现场看过，确认防水层破损');
    await press(sitting, '记一次调解');
    await page.getByText('双方到现场看过，确认防水层破损').waitFor();
    await unfold(next(), '达成协议');
    const agreeing = page.locator('form').filter({ has: page.getByRole('button', { name: '达成协议' }) });
    await agreeing.getByLabel('纠纷的事实').fill('楼上卫生间渗漏，楼下天花板受损');
    await agreeing.getByLabel('协议内容，各方责任').fill('楼上修复并赔偿 500 元');
    await agreeing.getByLabel('怎么履行').fill('现金支付');
    await answer(agreeing, '口头协议吗', '书面');
    await agreeing.getByLabel('签字盖章、生效时间').fill('2026-11-23T11:00');
    await watched.picture('mediation-agreeing', next());
    await press(agreeing, '达成协议');
    await page.getByRole('heading', { name: /^协议 / }).waitFor();
    await watched.picture('mediation-agreed');
    await expectClean();
  }, 60_000);

  it('is checked against the grounds of the court, corrected, applied for and confirmed', async () => {
    await openDocket('agreed', 390);
    const applying = page.locator('form').filter({ has: page.getByRole('button', { name: '申请司法确认' }) });
    const good: Readonly<Record<string, string>> = {
      双方自愿: '是',
      '内容明确，可以执行': '否',
      '涉及婚姻、收养、监护等身份关系': '否',
      '涉及物权、知识产权的确权': '否',
      '适用其他特别程序，如公示催告、破产': '否',
      违反法律强制性规定: '否',
      '损害国家、社会或他人的利益': '否',
    };
    const apply = async (answers: Readonly<Record<string, string>>): Promise<void> => {
      await unfold(next(), '申请司法确认');
      await applying.getByLabel('哪个法院').fill('深圳市罗湖区人民法院');
      for (const [question, said] of Object.entries(answers)) await answer(applying, question, said);
      await press(applying, '申请司法确认');
    };
    await apply(good);
    await page.getByText(/第三百五十八条/).waitFor();
    await watched.picture('mediation-obstacles-390');
    await expectClean();
    await apply({ ...good, '内容明确，可以执行': '是' });
    await page.getByText(/深圳市罗湖区人民法院；双方须在 2026-12-/).waitFor();
    await unfold(next(), '登记法院裁定');
    await answer(next(), '法院确认了吗', '确认有效');
    await press(next(), '登记法院裁定');
    await page.getByText(/裁定$/).waitFor();
    await watched.picture('mediation-confirmed-390');
    await expectClean();
  }, 60_000);
});
