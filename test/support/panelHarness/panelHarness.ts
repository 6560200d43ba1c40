import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../../scripts/machine/chromium.js';
import { browserArguments } from '../../../scripts/testing/browser.js';
import { panelHtml } from '../../../src/editor/panel/panelHtml.js';
import { panelTexts } from '../../../src/editor/panel/panelTexts.js';
import { parsePanelMessage, parsePanelState } from '../../../src/protocol.js';
import type { HostMessage, PanelMessage, PanelState, PanelView } from '../../../src/protocol.js';
import { english } from './english.js';
import themes from './themes.json' with { type: 'json' };

/** The themes that VS Code ships for the four kinds of themes there are; colours as VS Code computes them. */
export const THEMES = ['dark', 'light', 'highContrast', 'highContrastLight'] as const;
type Theme = (typeof THEMES)[number];

const ORIGIN = 'http://panel.test';
const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export interface PanelOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly reducedMotion?: boolean;
  readonly state?: PanelState;
  /** What the panel takes for the present moment. */
  readonly now?: Date;
}

/** A panel in a real browser, in the page and under the policy that VS Code shows it with. */
export interface OpenPanel {
  readonly page: Page;
  /** Sends a message as the extension host would. */
  send(message: unknown): Promise<void>;
  show(view: PanelView): Promise<void>;
  /** What the panel has sent so far. */
  posted(): Promise<readonly PanelMessage[]>;
  keptState(): Promise<PanelState | undefined>;
  /** Errors, warnings and refusals of the policy that the browser has told of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

interface Recording {
  readonly recorded: { posted: unknown[]; state: unknown };
}

/** Bundles the panel once and opens it as often as needed. */
export class PanelHarness {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #style: string;

  private constructor(browser: Browser, script: string, style: string) {
    this.#browser = browser;
    this.#script = script;
    this.#style = style;
  }

  static async start(): Promise<PanelHarness> {
    const [bundle, style, browser] = await Promise.all([
      build({
        entryPoints: [root('src/webview/panel.tsx')],
        bundle: true,
        write: false,
        format: 'iife',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        minify: true,
      }),
      readFile(root('media/panel.css'), 'utf8'),
      chromium.launch({
        executablePath: await ensureChromium(),
        args: [...browserArguments, '--force-color-profile=srgb'],
      }),
    ]);
    return new PanelHarness(browser, bundle.outputFiles[0]?.text ?? '', style);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  async open(options: PanelOptions = {}): Promise<OpenPanel> {
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
      if (pathname === '/panel.js')
        return route.fulfill({ contentType: 'text/javascript', body: this.#script });
      if (pathname === '/panel.css') return route.fulfill({ contentType: 'text/css', body: this.#style });
      return route.fulfill({ contentType: 'text/html', body: shell(locale) });
    });
    await page.addInitScript(standInForVsCode, { theme: themes[theme], state: options.state });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => (window as unknown as Recording).recorded.posted.length > 0);
    const send = (message: unknown): Promise<void> =>
      page.evaluate((data) => {
        window.postMessage(data);
        return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
      }, message);
    const texts: HostMessage = { kind: 'texts', locale, texts: panelTexts(english) };
    await send(texts);
    const recorded = (): Promise<{ posted: unknown[]; state: unknown }> =>
      page.evaluate(
        () => (window as unknown as { recorded: { posted: unknown[]; state: unknown } }).recorded,
      );
    return {
      page,
      complaints,
      send,
      show: (view) => send({ kind: 'view', view }),
      posted: async () => (await recorded()).posted.flatMap((message) => parsePanelMessage(message) ?? []),
      keptState: async () => parsePanelState((await recorded()).state),
      close: () => context.close(),
    };
  }
}

function shell(locale: string): string {
  return panelHtml({
    cspSource: ORIGIN,
    nonce: 'harness',
    scriptUri: `${ORIGIN}/panel.js`,
    styleUri: `${ORIGIN}/panel.css`,
    locale,
  });
}

/** Runs in the page before anything else, as VS Code's own preamble does. */
function standInForVsCode({
  theme,
  state,
}: {
  theme: Record<string, string>;
  state: PanelState | undefined;
}): void {
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
