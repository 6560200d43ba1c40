import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/machine/chromium.js';
import { browserArguments } from '../../../scripts/testing/browser.js';
import { webviewHtml } from '../../../src/editor/shell/webviewHtml.js';
import { endAnimationsAtOnce } from '../../../scripts/testing/stillness.js';
import themes from './themes.json' with { type: 'json' };

/** The themes that VS Code ships for the four kinds of themes there are; colours as VS Code computes them. */
export const THEMES = ['dark', 'light', 'highContrast', 'highContrastLight'] as const;
export type Theme = (typeof THEMES)[number];

const ORIGIN = 'http://panel.test';
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export interface WebviewOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** What the page kept of itself. */
  readonly state?: unknown;
  /** What the page takes for the present moment. */
  readonly now?: Date;
  /** Whether what moves is drawn moving: a processor that draws takes as long for it as for all the rest. */
  readonly moves?: boolean;
  /** Whether no later test may have the browser's page, since this one changes what a new document keeps, such as its clock. */
  readonly ownPage?: boolean;
  /** Whether the time of the page goes on from `now`, and can be put forward by `page.clock`. Takes a page of its own. */
  readonly ticks?: boolean;
}

/** A webview in a real browser, in the page and under the policy that VS Code shows it with. */
export interface OpenWebview {
  readonly page: Page;
  /** Sends a message as the extension host would: as text. */
  send(message: unknown): Promise<void>;
  /** What the page has sent and kept so far. */
  recorded(): Promise<{ readonly posted: readonly unknown[]; readonly state: unknown }>;
  /** Errors, warnings and refusals of the policy that the browser has told of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A page of the browser that one webview after the other is shown in: opening one takes longer than most tests. */
interface Stand {
  readonly page: Page;
  /** What the browser tells of now: the webview that is shown. */
  complaints: string[];
}

interface Recording {
  readonly recorded: { posted: unknown[]; state: unknown };
}

/** Bundles a webview once and opens it as often as needed. */
export class WebviewHarness {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #styles: readonly string[];
  /** Pages that show nothing now, by the language of their browser. */
  readonly #idle = new Map<string, Stand[]>();
  #opened = 0;

  private constructor(browser: Browser, script: string, styles: readonly string[]) {
    this.#browser = browser;
    this.#script = script;
    this.#styles = styles;
  }

  /** `entry` and `styles` are paths in the repository; of styles, later ones win. */
  static async start(entry: string, styles: readonly string[]): Promise<WebviewHarness> {
    const [bundle, sheets, browser] = await Promise.all([
      build({
        entryPoints: [root(entry)],
        bundle: true,
        write: false,
        format: 'iife',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        minify: true,
      }),
      Promise.all(styles.map((style) => readFile(root(style), 'utf8'))),
      chromium.launch({
        executablePath: await ensureChromium(),
        args: [...browserArguments, '--force-color-profile=srgb'],
      }),
    ]);
    return new WebviewHarness(browser, bundle.outputFiles[0]?.text ?? '', sheets);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  async open(options: WebviewOptions = {}): Promise<OpenWebview> {
    const { theme = 'dark', width = 1000, height = 800, locale = 'en', ticks = false } = options;
    const { ownPage = ticks } = options;
    const stand = (ownPage ? undefined : this.#idle.get(locale)?.pop()) ?? (await this.#newStand(locale));
    const { page } = stand;
    const complaints: string[] = [];
    stand.complaints = complaints;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const { state, now, moves = false } = options;
    if (ticks) await page.clock.install(now ? { time: now } : {});
    const fixed = ticks ? undefined : now?.getTime();
    const scripts = [
      await page.addInitScript(standInForVsCode, { theme: themes[theme], state, now: fixed }),
      ...(moves ? [] : [await page.addInitScript(endAnimationsAtOnce)]),
    ];
    // An address that was there before would come back where it was scrolled to.
    this.#opened += 1;
    await page.goto(`${ORIGIN}/?${this.#opened}`);
    await page.waitForFunction(() => (window as unknown as Recording).recorded.posted.length > 0);
    return {
      page,
      complaints,
      send: (message) =>
        page.evaluate((data) => {
          window.postMessage(data);
          return new Promise((resolve) =>
            requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
          );
        }, JSON.stringify(message)),
      recorded: () => page.evaluate(() => (window as unknown as Recording).recorded),
      close: async () => {
        if (ownPage) return page.context().close();
        for (const script of scripts) await script.dispose();
        // Nothing is pointed at in the next.
        await page.mouse.move(-1, -1);
        this.#idle.set(locale, [...(this.#idle.get(locale) ?? []), stand]);
      },
    };
  }

  async #newStand(locale: string): Promise<Stand> {
    const context = await this.#browser.newContext({ locale, timezoneId: 'Europe/Paris' });
    const page = await context.newPage();
    const stand: Stand = { page, complaints: [] };
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') stand.complaints.push(message.text());
    });
    page.on('pageerror', (error) => stand.complaints.push(error.message));
    await page.route(`${ORIGIN}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/page.js')
        return route.fulfill({ contentType: 'text/javascript', body: this.#script });
      const [, sheet] = /^\/(\d+)\.css$/.exec(pathname) ?? [];
      if (sheet !== undefined)
        return route.fulfill({ contentType: 'text/css', body: this.#styles[Number(sheet)] ?? '' });
      return route.fulfill({ contentType: 'text/html', body: this.#shell(locale) });
    });
    // What starts the benches names functions by a helper that the page doesn't have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    return stand;
  }

  #shell(locale: string): string {
    return webviewHtml({
      cspSource: ORIGIN,
      nonce: 'harness',
      scriptUri: `${ORIGIN}/page.js`,
      styleUris: this.#styles.map((_, index) => `${ORIGIN}/${index}.css`),
      locale,
    });
  }
}

interface StandIn {
  readonly theme: Record<string, string>;
  readonly state: unknown;
  /** Milliseconds since 1970; the browser's own time without it. */
  readonly now: number | undefined;
}

/** Runs in the page before anything else, as VS Code's own preamble does. */
function standInForVsCode({ theme, state, now }: StandIn): void {
  const recorded: Recording['recorded'] = { posted: [], state };
  Object.assign(window, {
    recorded,
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => recorded.posted.push(message),
      getState: () => recorded.state,
      setState: (kept: unknown) => {
        recorded.state = kept;
      },
    }),
  });
  if (now !== undefined) {
    const atNow = {
      construct: (date: DateConstructor, args: readonly unknown[]) =>
        Reflect.construct(date, args.length > 0 ? args : [now]) as Date,
    };
    window.Date = new Proxy(Date, atNow);
    Date.now = () => now;
  }
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(theme))
      document.documentElement.style.setProperty(name, value);
  });
}
