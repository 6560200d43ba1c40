import * as vscode from 'vscode';
import { parsePanelState } from '../../protocol.js';
import { addressKey, addressOf, type ResourceAddress } from '../../resource/address.js';
import type { SpecPlace } from '../spec/document/specCursor.js';
import type { ResourcePanelsOptions } from './panelOptions.js';
import { ResourcePanel } from './resourcePanel.js';

/** As the manifest names it. */
const VIEW_TYPE = 'ovhApi.resource';

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

  /** Whether a resource's panel can be seen. */
  isShown(address: ResourceAddress): boolean {
    return this.#panels.get(addressKey(address))?.isVisible === true;
  }

  /** Brings a field of a resource's spec into sight in its panel, where it is open; `isAsked` opens it. */
  revealField(address: ResourceAddress, place: SpecPlace, isAsked: boolean): void {
    if (isAsked) this.show(address, { beside: true });
    this.#panels.get(addressKey(address))?.revealField(place, isAsked);
  }

  /** The resource whose panel is in front and has the keyboard. */
  active(): ResourceAddress | undefined {
    return this.activePanel()?.address;
  }

  /** The panel that is in front and has the keyboard. */
  activePanel(): ResourcePanel | undefined {
    return [...this.#panels.values()].find((panel) => panel.isActive);
  }

  #of(account: string | undefined): readonly ResourcePanel[] {
    return [...this.#panels.values()].filter(
      (panel) => account === undefined || panel.address.account === account,
    );
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
    this.#panels.clear();
  }

  #adopt(address: ResourceAddress, webviewPanel: vscode.WebviewPanel): void {
    const key = addressKey(address);
    const media = vscode.Uri.joinPath(this.#options.extensionUri, 'media');
    webviewPanel.iconPath = {
      light: vscode.Uri.joinPath(media, 'panelLight.svg'),
      dark: vscode.Uri.joinPath(media, 'panelDark.svg'),
    };
    const panel = new ResourcePanel(this.#options, address, webviewPanel);
    this.#panels.set(key, panel);
    webviewPanel.onDidDispose(() => {
      this.#panels.delete(key);
      panel.dispose();
    });
  }
}

/** Reads what `addressKey` wrote; `undefined` when it was not. */
function addressOfPlace(place: string | undefined): ResourceAddress | undefined {
  const slash = place?.indexOf('/') ?? -1;
  if (place === undefined || slash <= 0) return undefined;
  try {
    return addressOf(decodeURIComponent(place.slice(0, slash)), place.slice(slash));
  } catch {
    return undefined;
  }
}
