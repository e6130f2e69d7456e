import { eventually } from '@weisu/testing';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { TestDistrict } from '../district.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const street = '440303003';
const monday = '2026-11-23T09:00:00+08:00';
const text = '楼下烧烤店夜里两点还在营业，油烟和噪音很大。';

/** A photograph as a telephone makes it: large, and with the place in it. */
const photo = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 4_000,
      height: 3_000,
      channels: 3,
      background: '#889',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '22/1 33/1 18/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '114/1 7/1 55/1',
      },
    })
    .jpeg({ quality: 95 })
    .toBuffer();

describe('a resident with a telephone, without an account', () => {
  let district: TestDistrict;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let link = '';

  beforeAll(async () => {
    [district, browser] = await Promise.all([TestDistrict.start(), openBrowser()]);
    await district.setTime(monday);
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

  const open = async (path = `/r/${street}`) => {
    await page.goto(`${district.url}${path}`);
  };
  const registered = async (words: string): Promise<string[]> => {
    const { appeals } = await district.ask<{ appeals: { edges: { node: { number: string } }[] } }>(
      'street',
      'query($text: String!) { appeals(filter: { text: $text }) { edges { node { number } } } }',
      { text: words },
    );
    return appeals.edges.map(({ node }) => node.number);
  };
  const submit = () => page.getByRole('button', { name: '提交', exact: true }).click();
  const number = async (): Promise<string> => {
    await page.getByRole('heading', { name: '我们收到了' }).waitFor();
    return (await page.locator('.number').textContent()) ?? '';
  };

  it('reports with two photos, gets number, link and code, and follows at once', async () => {
    await open();
    await page.getByText('未诉 · 东门街道').waitFor();
    await page.getByLabel('发生了什么').fill(text);
    const content = await photo();
    expect(content.length).toBeGreaterThan(4_000_000);
    const files = ['1.jpg', '2.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer: content }));
    await page.locator('input[name=photos]').setInputFiles(files);
    await page.getByRole('img', { name: '照片 2' }).waitFor();
    await page.getByLabel('地址').fill('湖贝路 12 号');
    await page.getByLabel('属于哪里').selectOption({ index: 1 });
    await page.getByLabel('您的电话').fill('13800138000');
    await page.getByLabel('白天再打').check();
    await watched.picture('report-390');
    await submit();
    const given = await number();
    await watched.picture('receipt-390');
    expect(given).toMatch(/^20261123-\d{6}-\d$/);
    await page.getByRole('img', { name: '查看进度的二维码' }).waitFor();
    link = (await page.getByRole('link', { name: '查看进度' }).getAttribute('href')) ?? '';
    await page.getByRole('link', { name: '查看进度' }).click();
    await page.getByRole('heading', { name: '我们收到了' }).waitFor();
    expect(await page.title()).toBe('办理进度 · 未诉');
    const [appeal] = await seen(given);
    expect(appeal).toMatchObject({
      text,
      address: '湖贝路 12 号',
      channel: 'QR_CODE',
      appellant: { contactWhen: 'BY_DAY' },
    });
    expect(appeal?.evidence).toHaveLength(2);
    for (const { url } of appeal?.evidence ?? []) {
      const file = Buffer.from(await (await fetch(`${district.url}${url}`, await asStreet())).arrayBuffer());
      const { width, exif } = await sharp(file).metadata();
      expect([file.length <= 1_500_000, width, exif]).toEqual([true, 2_048, undefined]);
    }
    expect(watched.faults).toEqual([]);
  });

  const asStreet = async () => ({ headers: { authorization: `Bearer ${await district.token('street')}` } });
  type Seen = Readonly<{ text: string; evidence: readonly { url: string }[] }>;
  const seen = async (given: string): Promise<Seen[]> => {
    const { appeal } = await district.ask<{ appeal: Seen }>(
      'street',
      'query($number: String!) { appeal(number: $number) { text address channel appellant { contactWhen } evidence { url } } }',
      { number: given },
    );
    return [appeal];
  };

  it('complaint 1: what the server took and nobody answered is one matter when it is sent again', async () => {
    const words = '路灯坏了三天没人修，晚上看不清路。';
    let swallowed = 0;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('submitAppeal') || swallowed) return route.continue();
      swallowed += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await open();
    await page.getByLabel('发生了什么').fill(words);
    await submit();
    await page.getByRole('alert').getByText('网络不通').waitFor();
    expect(await page.getByLabel('发生了什么').inputValue()).toBe(words);
    // what may have arrived is not changed before that is known
    expect(await page.getByLabel('发生了什么').isDisabled()).toBe(true);
    await submit();
    const given = await number();
    expect(swallowed).toBe(1);
    await eventually(async () => expect(await registered('路灯坏了三天')).toEqual([given]));
    // the browser itself says of a connection that broke what we let break
    expect(watched.faults.filter((fault) => !fault.includes('ERR_CONNECTION_RESET'))).toEqual([]);
  });

  it('what arrived before the page was closed is not taken for what is written now', async () => {
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('submitAppeal')) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await open();
    await page.getByLabel('发生了什么').fill('电梯困人，已经修好');
    await submit();
    await page.getByText('不知道刚才有没有收到').waitFor();
    await page.unroute('**/graphql');
    await page.reload();
    await page.getByLabel('发生了什么').fill('电梯困人，又坏了');
    await submit();
    await page.getByRole('alert').locator('.bad').waitFor();
    await submit();
    const given = await number();
    await eventually(async () => expect((await registered('电梯困人')).length).toBe(2));
    expect(await registered('又坏了')).toEqual([given]);
  });

  it('complaint 11: nothing that was written is gone after a reload, but the number', async () => {
    await open();
    await page.getByLabel('发生了什么').fill('楼道堆满杂物');
    const files = [{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() }];
    await page.locator('input[name=photos]').setInputFiles(files);
    await page.getByRole('img', { name: '照片 1' }).waitFor();
    await page.getByLabel('您的电话').fill('13800138000');
    await page.reload();
    await page.getByRole('img', { name: '照片 1' }).waitFor();
    expect(await page.getByLabel('发生了什么').inputValue()).toBe('楼道堆满杂物');
    expect(await page.getByLabel('您的电话').inputValue()).toBe('');
  });

  it('complaint 5: within 30 m of a boundary she is asked which side, and elsewhere not', async () => {
    const { area } = await district.ask<{
      area: { children: { name: string; boundary: { coordinates: number[][][] } }[] };
    }>(null, `{ area(code: "${street}") { children { name boundary } } }`);
    const [west] = area.children.map(({ boundary }) => boundary.coordinates[0] ?? []);
    const [x, y] = west?.[2] ?? [0, 0];
    const [, low] = west?.[0] ?? [0, 0];
    await watched.context.grantPermissions(['geolocation']);
    const at = async (longitude: number) => {
      await watched.context.setGeolocation({ longitude, latitude: ((y ?? 0) + (low ?? 0)) / 2 });
      await page.getByRole('button', { name: '用我现在的位置' }).click();
    };
    await open();
    await page.getByLabel('属于哪里').waitFor();
    await at((x ?? 0) - 0.0001);
    await page.getByText('位置离边界不到 30 米，是哪一边？').waitFor();
    expect(await page.locator('input[name=side]').count()).toBe(2);
    await page.locator('input[name=side]').last().check();
    expect(await page.getByLabel('属于哪里').inputValue()).not.toBe('');
    await at((x ?? 0) - 0.003);
    await page.getByText('位置已记下：').waitFor();
    expect(await page.locator('input[name=side]').count()).toBe(0);
    expect(watched.faults).toEqual([]);
  });

  it('says what is missing, and goes there; says where a code leads nowhere', async () => {
    await open('/r/440303999');
    await page.getByText('这个二维码上的区域已经没有了').waitFor();
    await submit();
    await page.getByRole('alert').getByText('请写清楚发生了什么。').waitFor();
    await page.locator('#text:focus').waitFor();
    await page.getByLabel('发生了什么').fill('树倒了');
    await page.getByLabel('您的电话').fill('123');
    await submit();
    // the sentence of before stands there until then
    await page.locator('#phone:focus').waitFor();
    await page.getByRole('alert').locator('.bad').waitFor();
  });

  it('reports by the keyboard alone', async () => {
    await open();
    await page.getByLabel('发生了什么').focus();
    await page.keyboard.type('井盖松了');
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === '提交') break;
    }
    await page.keyboard.press('Enter');
    expect(await number()).toMatch(/^20261123-/);
  });

  it('follows by the link alone, with a clock of the device that is an hour wrong', async () => {
    await page.clock.setFixedTime(new Date('2026-11-23T03:17:00Z'));
    await open(link);
    await page.locator('.steps li').first().waitFor();
    expect(await page.locator('.steps li').first().textContent()).toContain('2026-11-23 09:00');
    await open(`${link}x`);
    await page.getByText('没有找到这件事').waitFor();
    await open(link.split('#')[0]);
    await page.getByText('这个链接不完整').waitFor();
  });

  it('takes it back, with a reason', async () => {
    await open(link);
    await page.getByText('不用办了，撤回').click();
    await page.getByLabel('为什么撤回').fill('已经修好了');
    await page.getByRole('button', { name: '确定撤回' }).click();
    await page.getByRole('heading', { name: '您已撤回' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '您已撤回' }).waitFor();
    expect(watched.faults).toEqual([]);
  });

  const widths = [320, 390, 1_280, 1_920];
  it.each(widths.flatMap((width) => [false, true].map((isLarge) => ({ width, isLarge }))))(
    'pages at $width px, large type $isLarge: within the window, nothing against the policy, axe content',
    async ({ width, isLarge }) => {
      await page.setViewportSize({ width, height: 900 });
      for (const path of [`/r/${street}`, link]) {
        await open(path);
        await page
          .getByText(path === link ? '您已撤回' : '未诉 · 东门街道')
          .first()
          .waitFor();
        if (path !== link) await page.getByLabel('您的电话').fill('13800138000');
        const button = page.getByRole('button', { name: /大字版|常规字号/ });
        if (isLarge !== ((await button.getAttribute('aria-pressed')) === 'true')) await button.click();
        expect([await watched.isTooWide(), await watched.findings(), watched.faults]).toEqual([
          false,
          [],
          [],
        ]);
      }
    },
  );
});
