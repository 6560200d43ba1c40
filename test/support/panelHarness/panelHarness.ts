import { panelTexts } from '../../../src/protocol/panelTexts.js';
import { parsePanelMessage, parsePanelState } from '../../../src/protocol.js';
import type { HostMessage, PanelMessage, PanelState, PanelView } from '../../../src/protocol.js';
import { english, french } from './english.js';
import { WebviewHarness, type OpenWebview, type WebviewOptions } from './webviewHarness.js';

export { THEMES } from './webviewHarness.js';

export interface PanelOptions extends WebviewOptions {
  readonly state?: PanelState;
}

/** A panel in a real browser. */
export interface OpenPanel extends Omit<OpenWebview, 'recorded'> {
  show(view: PanelView): Promise<void>;
  /** What the panel has sent so far. */
  posted(): Promise<readonly PanelMessage[]>;
  keptState(): Promise<PanelState | undefined>;
}

/** Bundles the panel once and opens it as often as needed. */
export class PanelHarness {
  readonly #webviews: WebviewHarness;

  private constructor(webviews: WebviewHarness) {
    this.#webviews = webviews;
  }

  static async start(): Promise<PanelHarness> {
    return new PanelHarness(await WebviewHarness.start('src/webview/panel.tsx', ['media/panel.css']));
  }

  async stop(): Promise<void> {
    await this.#webviews.stop();
  }

  async open(options: PanelOptions = {}): Promise<OpenPanel> {
    const { recorded, ...webview } = await this.#webviews.open(options);
    const texts: HostMessage = {
      kind: 'texts',
      locale: options.locale ?? 'en',
      texts: panelTexts(options.locale === 'fr' ? french : english),
    };
    await webview.send(texts);
    return {
      ...webview,
      show: (view) => webview.send({ kind: 'view', view }),
      posted: async () => (await recorded()).posted.flatMap((message) => parsePanelMessage(message) ?? []),
      keptState: async () => parsePanelState((await recorded()).state),
    };
  }
}
