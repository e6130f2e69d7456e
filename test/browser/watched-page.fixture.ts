import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';

/** Milliseconds that a page is waited for: less than a test has, so that it says what is missing. */
const patience = 10_000;

/** Debian's Chromium; the ring is started by tools/test-browser.mjs, which names it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['WEISU_TEST_BROWSER'];
  if (!executablePath) throw new Error('start this ring by npm run test:browser');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page of which nothing bad goes unnoticed: `faults` holds errors of its console and scripts, and what the policy refused. */
export class WatchedPage {
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({
      ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 390, height: 844 } },
      ...options,
    });
    const watched = new WatchedPage(context, await context.newPage());
    const { page, faults } = watched;
    page.setDefaultTimeout(patience);
    await page.exposeFunction('weisuViolated', (what: string) => void faults.push(`policy: ${what}`));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        (globalThis as unknown as { weisuViolated(what: string): void }).weisuViolated(
          `${effectiveDirective} ${blockedURI}`,
        );
      });
    });
    page.on('pageerror', (error) => void faults.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    return watched;
  }

  /** A page of the console below /console, in an empty browser that somebody signs in at. */
  static async entered(
    browser: Browser,
    district: Readonly<{ url: string; passwordOf(account: string): Promise<string> }>,
    account: string,
    path = '',
    options: BrowserContextOptions = {},
  ): Promise<WatchedPage> {
    const watched = await WatchedPage.open(browser, options);
    const { page } = watched;
    await page.goto(`${district.url.replace('127.0.0.1', 'localhost')}/console${path}`);
    await page.getByRole('link', { name: '登录' }).click();
    await watched.signIn(account, district);
    await page.getByRole('button', { name: '退出' }).waitFor();
    return watched;
  }

  /** Serious and critical findings of axe (WCAG A and AA), each with the elements that it is about. */
  async findings(): Promise<string[]> {
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const { axe: found } = globalThis as unknown as { axe: Axe };
      const { violations } = await found.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }

  /** Whether something is wider than the window. */
  async isTooWide(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  /** On the page of the identity provider. */
  async signIn(
    account: string,
    district: Readonly<{ passwordOf(account: string): Promise<string> }>,
    on: Page = this.page,
  ): Promise<void> {
    await on.locator('[name=username]').fill(account);
    await on.locator('[name=password]').fill(await district.passwordOf(account));
    await on.locator('[type=submit]').click();
  }

  /** The page, or a part of it, as a picture in the folder that `WEISU_PICTURES` names: to be looked at, and for the handbook; without it nothing. */
  async picture(name: string, part?: Locator): Promise<void> {
    const folder = process.env['WEISU_PICTURES'];
    if (!folder) return;
    const path = join(folder, `${name}.png`);
    await (part ? part.screenshot({ path }) : this.page.screenshot({ path, fullPage: true }));
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

type Axe = Readonly<{
  run(
    root: unknown,
    options: object,
  ): Promise<{
    violations: readonly { id: string; impact: string | null; nodes: readonly { html: string }[] }[];
  }>;
}>;

const axe = (createRequire(import.meta.url)('axe-core') as { source: string }).source;
