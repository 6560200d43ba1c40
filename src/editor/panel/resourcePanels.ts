import * as vscode from 'vscode';
import { parsePanelState } from '../../protocol.js';
import { addressKey, addressOf, sameAddress, type ResourceAddress } from '../../resource/address.js';
import type { SpecPlace } from '../spec/document/specCursor.js';
import type { ResourcePanelsOptions } from './panelOptions.js';
import { loadPage, tabIcon } from '../shell/loadPage.js';
import { editorFrame, type PanelFrame } from './panelFrame.js';
import { ResourcePanel } from './resourcePanel.js';

/** As the manifest names it. */
const VIEW_TYPE = 'ovhApi.resource';
/** The view of the side bar, as the manifest names it. */
const SELECTED_VIEW = 'ovhApi.selected';

/** How a panel is brought up. */
export interface ShowOptions {
  /** Leaves the keyboard where it is. */
  readonly preserveFocus?: boolean;
  /** Opens it beside what is being edited; a panel that is open stays where it is. */
  readonly beside?: boolean;
}

/** The panels, one a resource. They come back by themselves when the window is reloaded. */
export class ResourcePanels implements vscode.Disposable {
  readonly #options: ResourcePanelsOptions;
  readonly #panels = new Map<string, ResourcePanel>();
  readonly #serializer: vscode.Disposable;
  /** The one in the side bar. */
  #inView: ResourcePanel | undefined;

  constructor(options: ResourcePanelsOptions) {
    this.#options = options;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        const address = addressOfPlace(parsePanelState(state)?.place);
        // Without its address an old panel could only stay empty.
        if (address && !this.#panels.has(addressKey(address))) this.#adopt(address, panel);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Shows a resource's panel as it is now: the one that is open, else a new one. */
  show(address: ResourceAddress, { preserveFocus = false, beside = false }: ShowOptions = {}): void {
    this.#options.onShow?.(address);
    const open = this.#panels.get(addressKey(address));
    if (open) {
      open.reveal(undefined, preserveFocus);
      open.refresh();
      return;
    }
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const title = address.segments.at(-1) ?? '';
    this.#adopt(address, vscode.window.createWebviewPanel(VIEW_TYPE, title, { viewColumn, preserveFocus }));
  }

  /** Reads what all open panels show again, or those of one account, for example when another schema version was picked. */
  refresh(account?: string): void {
    for (const panel of this.#of(account)) {
      panel.show();
      panel.refresh();
    }
  }

  /** Draws the panels of an account again, with what is known already: it has another name. */
  redraw(account: string): void {
    for (const panel of this.#of(account)) panel.show();
  }

  /**
   * Shows a resource in the view of the side bar, in place of the one that was shown there, or none. `isPageThere`: its page is loaded
   * and has its texts.
   */
  showInView(frame: PanelFrame, address: ResourceAddress | undefined, isPageThere: boolean): void {
    this.#inView?.dispose();
    this.#inView = address && new ResourcePanel(this.#options, address, frame, isPageThere);
  }

  /** What the panels of several resources need, too. */
  forCollections(): Pick<
    ResourcePanelsOptions,
    'extensionUri' | 'watcher' | 'describe' | 'describeFailure' | 'log'
  > {
    return this.#options;
  }

  /** Whether a resource can be seen, in its panel or in the side bar. */
  isShown(address: ResourceAddress): boolean {
    return this.#isPanelShown(address) || this.#isInView(address);
  }

  #isPanelShown(address: ResourceAddress): boolean {
    return this.#panels.get(addressKey(address))?.isVisible === true;
  }

  #isInView(address: ResourceAddress): boolean {
    return this.#inView?.isVisible === true && sameAddress(this.#inView.address, address);
  }

  /** Brings a field of a resource's spec into sight in its panel, where it is open; `isAsked` opens it. */
  revealField(address: ResourceAddress, place: SpecPlace, isAsked: boolean): void {
    const isInView = this.#isInView(address);
    // Where both can be seen, the panel has more room.
    const isForPanel = isAsked && (!isInView || this.#isPanelShown(address));
    if (isInView) this.#inView?.revealField(place, isAsked && !isForPanel);
    if (isForPanel) this.show(address, { beside: true });
    this.#panels.get(addressKey(address))?.revealField(place, isForPanel);
  }

  /** The resource whose panel is in front and has the keyboard. */
  active(): ResourceAddress | undefined {
    return this.activePanel()?.address;
  }

  /** The panel that is in front and has the keyboard. */
  activePanel(): ResourcePanel | undefined {
    return [...this.#panels.values()].find((panel) => panel.isActive);
  }

  /** The panel that a menu was opened in: `webview` is the type of its page. */
  menuPanel(webview: unknown): ResourcePanel | undefined {
    return webview === SELECTED_VIEW ? this.#inView : this.activePanel();
  }

  #of(account: string | undefined): readonly ResourcePanel[] {
    return [...this.#panels.values(), ...(this.#inView ? [this.#inView] : [])].filter(
      (panel) => account === undefined || panel.address.account === account,
    );
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#of(undefined)) panel.dispose();
    this.#panels.clear();
    this.#inView = undefined;
  }

  #adopt(address: ResourceAddress, webviewPanel: vscode.WebviewPanel): void {
    const key = addressKey(address);
    webviewPanel.iconPath = tabIcon(this.#options.extensionUri, 'panel');
    const panel = new ResourcePanel(this.#options, address, editorFrame(webviewPanel));
    loadPage(webviewPanel.webview, this.#options.extensionUri, { script: 'panel.js', styles: ['panel.css'] });
    this.#panels.set(key, panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(key);
      panel.dispose();
    });
  }
}

/** Reads what `addressKey` wrote; `undefined` when it was not. */
export function addressOfPlace(place: string | undefined): ResourceAddress | undefined {
  const slash = place?.indexOf('/') ?? -1;
  if (place === undefined || slash <= 0) return undefined;
  try {
    return addressOf(decodeURIComponent(place.slice(0, slash)), place.slice(slash));
  } catch {
    return undefined;
  }
}
