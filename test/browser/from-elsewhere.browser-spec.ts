import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { TestDistrict } from '../district.fixture.js';
import { Matter } from '../matter.fixture.js';
import { openBrowser, WatchedPage } from './watched-page.fixture.js';

const grid = '440303003020001.office';
const about = {
  text: '楼道感应灯坏了，老人夜里下楼看不见。',
  areaCode: '440303003020001',
  phone: '13800138000',
};

describe('a page from elsewhere in the browser of an official', () => {
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
  const signIn = (account: string) => watched.signIn(account, district);
  const enter = async (account: string) => {
    await page.goto(`${origin()}/console`);
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

  let elsewhere: Server;
  let address: string;

  beforeAll(async () => {
    elsewhere = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>x</title><body>'),
    );
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    // another site than localhost
    address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => elsewhere.close(done)));

  it('gets no answer, changes nothing and frames nothing', async () => {
    const matter = await allocated();
    const order = (await matter.orders())[grid];
    await enter('grid');
    await page.goto(address);
    const target = origin();
    const tried = await page.evaluate(
      async ([url, orderId, tag]) => {
        const outcome = async (what: Promise<Response>): Promise<string> =>
          what.then(
            async (answer) =>
              answer.type === 'opaque' ? 'opaque' : `${answer.status} ${await answer.text()}`,
            () => 'refused',
          );
        const query = JSON.stringify({ query: `mutation { acceptWorkOrder(id: "${orderId}") { id } }` });
        const all = { method: 'POST', credentials: 'include' } as const;
        const image = (source: string) =>
          new Promise<string>((done) => {
            const picture = new Image();
            picture.onload = () => done('shown');
            picture.onerror = () => done('refused');
            picture.src = source;
          });
        return {
          simple: await outcome(
            fetch(`${url}/graphql`, {
              ...all,
              mode: 'no-cors',
              headers: { 'content-type': 'text/plain' },
              body: query,
            }),
          ),
          named: await outcome(
            fetch(`${url}/graphql`, {
              ...all,
              headers: { 'content-type': 'application/json', 'x-weisu-session': String(tag) },
              body: query,
            }),
          ),
          session: await outcome(fetch(`${url}/session`, { credentials: 'include' })),
          end: await outcome(fetch(`${url}/session/end`, { ...all, mode: 'no-cors' })),
          file: await image(`${url}/files/0193a8f0-0000-7000-8000-000000000001`),
        };
      },
      [target, order, 'a-tag'],
    );
    expect(tried).toEqual({
      simple: 'opaque',
      named: 'refused',
      session: 'refused',
      end: 'opaque',
      file: 'refused',
    });
    const form = async (action: string, fields: Readonly<Record<string, string>>) => {
      await page.goto(address);
      await page.evaluate(
        ([to, given]) => {
          const sent = document.createElement('form');
          Object.assign(sent, { method: 'POST', action: to });
          for (const [name, value] of Object.entries(given)) {
            const field = document.createElement('input');
            Object.assign(field, { name, value });
            sent.append(field);
          }
          document.body.append(sent);
          sent.submit();
        },
        [action, fields] as const,
      );
      await page.waitForURL(`${target}/**`);
    };
    await form(`${target}/session/end`, {});
    await form(`${target}/session/post`, { unitId: grid });
    await form(`${target}/graphql`, { query: `mutation { acceptWorkOrder(id: "${order}") { id } }` });
    await page.goto(address);
    const framed = await page.evaluate(
      (url) =>
        new Promise<boolean>((done) => {
          const frame = document.createElement('iframe');
          frame.onload = () => done(frame.contentDocument !== null);
          frame.src = `${url}/console`;
          document.body.append(frame);
        }),
      target,
    );
    expect(framed).toBe(false);
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${target}/console/orders`);
    const status = (await matter.read<{ workOrders: { status: string }[] }>('workOrders { status }'))
      .workOrders;
    expect(status).toEqual([{ status: 'DISPATCHED' }]);
    // and she is still who she was
    await page.goto(`${target}/console`);
    await page.getByRole('button', { name: '退出' }).waitFor();
  }, 60_000);

  it('leads nobody elsewhere by our door', async () => {
    await page.goto(`${origin()}/console/sign-in?to=${encodeURIComponent(`${address}/console`)}`);
    await page.getByRole('link', { name: '登录' }).click();
    await signIn('grid');
    await page.getByRole('button', { name: '退出' }).waitFor();
    expect(new URL(page.url()).origin).toBe(origin());
  });
});
