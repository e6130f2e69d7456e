import type { Browser } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const [grid, area] = ['440303003020001.office', '440303003020001'];

/** Texts that would do something where a page takes them for anything but words. */
const corpus = [
  '<script>document.title="taken"</script>',
  '<img src=x onerror="document.title=\'taken\'">',
  '"><svg onload=document.title="taken">',
  "javascript:document.title='taken'",
  '{{constructor.constructor("document.title=1")()}} ${document.title=1}',
  '</textarea></title><iframe src="javascript:document.title=1">',
  '&lt;b&gt;原样&lt;/b&gt; &amp; \u202e倒过来 𠮷野家 👨‍👩‍👧 ﷽',
] as const;

describe('words that hold markup', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;

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
  });
  afterEach(() => watched.close());

  it.each(corpus)(
    'are words on every page: %s',
    async (text) => {
      const { page } = watched;
      let dialogs = 0;
      page.on('dialog', (dialog) => {
        dialogs += 1;
        void dialog.dismiss();
      });
      const told = { text, areaCode: area, address: text, phone: '13800138000', name: '𠮷田<b>' };
      const matter = await Matter.of(district, 'street', {
        ...told,
        channel: 'DUTY_ROOM',
      });
      await matter.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
      const order = (await matter.allocate('street', { unitId: grid, role: 'LEAD' }))[grid];
      await matter.act('grid', 'acceptWorkOrder', { id: order });
      await matter.act('grid', 'recordProgress', { id: order, note: text });
      const origin = district.url.replace('127.0.0.1', 'localhost');
      await page.goto(`${origin}/console/orders`);
      await page.getByRole('link', { name: '登录' }).click();
      await watched.signIn('grid', district);
      await page.getByRole('button', { name: '退出' }).waitFor();
      const { text: kept } = await matter.read<{ text: string }>('text', 'street');
      for (const path of ['orders', 'matters?tab=inHand', `matters/${matter.id}`]) {
        await page.goto(`${origin}/console/${path}`);
        await page.getByText(matter.number).first().waitFor();
        expect([path, await page.title()]).toEqual([path, '工作台 · 未诉']);
      }
      expect(await page.locator('.said').textContent()).toBe(kept);
      expect(await page.locator('#page script, #page iframe, #page svg, #page b b').count()).toBe(0);
      expect([dialogs, watched.faults]).toEqual([0, []]);
    },
    60_000,
  );
});
