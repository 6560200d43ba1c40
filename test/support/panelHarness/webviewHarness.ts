import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/machine/chromium.js';
import { browserArguments } from '../../../scripts/testing/browser.js';
import { webviewHtml } from '../../../src/editor/shell/webviewHtml.js';
import themes from './themes.json' with { type: 'json' };

/** The themes that VS Code ships for the four kinds of themes there are; colours as VS Code computes them. */
export const THEMES = ['dark', 'light', 'highContrast', 'highContrastLight'] as const;
type Theme = (typeof THEMES)[number];

const ORIGIN = 'http://panel.test';
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export interface WebviewOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly reducedMotion?: boolean;
  /** What the page kept of itself. */
  readonly state?: unknown;
  /** What the page takes for the present moment. */
  readonly now?: Date;
}

/** A webview in a real browser, in the page and under the policy that VS Code shows it with. */
export interface OpenWebview {
  readonly page: Page;
  /** Sends a message as the extension host would. */
  send(message: unknown): Promise<void>;
  /** What the page has sent and kept so far. */
  recorded(): Promise<{ readonly posted: readonly unknown[]; readonly state: unknown }>;
  /** Errors, warnings and refusals of the policy that the browser has told of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

interface Recording {
  readonly recorded: { posted: unknown[]; state: unknown };
}

/** Bundles a webview once and opens it as often as needed. */
export class WebviewHarness {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #styles: readonly string[];

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
    const { theme = 'dark', width = 1000, height = 800, locale = 'en', reducedMotion = false } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      locale,
      timezoneId: 'Europe/Paris',
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    if (options.now) await page.clock.setFixedTime(options.now);
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
    await page.addInitScript(standInForVsCode, { theme: themes[theme], state: options.state });
    await page.goto(`${ORIGIN}/`);
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
        }, message),
      recorded: () => page.evaluate(() => (window as unknown as Recording).recorded),
      close: () => context.close(),
    };
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

/** Runs in the page before anything else, as VS Code's own preamble does. */
function standInForVsCode({ theme, state }: { theme: Record<string, string>; state: unknown }): void {
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
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(theme))
      document.documentElement.style.setProperty(name, value);
  });
}
