import * as vscode from 'vscode';
import { panelTexts } from '../../protocol/panelTexts.js';
import { parsePanelMessage, type HostMessage } from '../../protocol.js';
import { addressKey, sameAddress, type ResourceAddress } from '../../resource/address.js';
import { displayLine } from '../../resource/displayText.js';
import { loadPage, postToPage } from '../shell/loadPage.js';
import { viewFrame } from './panelFrame.js';
import { addressOfPlace, type ResourcePanels } from './resourcePanels.js';

export interface SelectedViewOptions {
  readonly extensionUri: vscode.Uri;
  /** Keeps what is pinned, by its place. */
  readonly workspaceState: vscode.Memento;
  readonly panels: Pick<ResourcePanels, 'showInView'>;
  readonly goToResource: () => void;
}

/** So long the selection rests before its resource is read: the arrow keys pass many rows. */
const REST_MS = 300;

const PINNED = 'ovhApi.selected.pinned';

/**
 * The view that shows the resource which is selected in a tree, or whose spec is in front, with the page of the panels. Nothing is read
 * while it can't be seen, and nothing but the last one that was selected.
 */
export class SelectedView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #options: SelectedViewOptions;
  #view: vscode.WebviewView | undefined;
  #isPageThere = false;
  /** What is selected now. */
  #selected: ResourceAddress | undefined;
  #shown: ResourceAddress | undefined;
  #pinned: ResourceAddress | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SelectedViewOptions) {
    this.#options = options;
    this.#pinned = addressOfPlace(options.workspaceState.get<string>(PINNED));
    this.#setPinnedContext();
  }

  /** Another resource was selected, or its spec came to the front. */
  follow(address: ResourceAddress): void {
    this.#selected = address;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#show();
    }, REST_MS);
  }

  /** Keeps the resource that is shown, whatever is selected. */
  async pin(): Promise<void> {
    await this.#setPinned(this.#shown);
  }

  /** Follows the selection again. */
  async unpin(): Promise<void> {
    await this.#setPinned(undefined);
    this.#show();
  }

  /** Lets go of an account that never comes back. */
  async forget(account: string): Promise<void> {
    if (this.#selected?.account === account) this.#selected = undefined;
    if (this.#pinned?.account === account) await this.#setPinned(undefined);
    this.#show();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.onDidReceiveMessage((message: unknown) => {
      this.#heard(message);
    });
    view.onDidChangeVisibility(() => {
      this.#isPageThere = false;
      this.#show();
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#isPageThere = false;
      this.#clear(viewFrame(view));
    });
    loadPage(view.webview, this.#options.extensionUri, {
      script: 'panel.js',
      styles: ['panel.css', 'panelInView.css'],
    });
    this.#show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #heard(message: unknown): void {
    const known = parsePanelMessage(message);
    if (known?.kind === 'ready') {
      this.#isPageThere = true;
      if (!this.#shown) this.#showEmpty();
    } else if (known?.kind === 'goToResource') this.#options.goToResource();
  }

  #show(): void {
    const view = this.#view;
    if (!view) return;
    const frame = viewFrame(view);
    const wanted = view.visible ? (this.#pinned ?? this.#selected) : undefined;
    if (!wanted) {
      this.#clear(frame);
      view.description = '';
      if (view.visible) this.#showEmpty();
      return;
    }
    if (this.#shown && sameAddress(this.#shown, wanted)) return;
    this.#setShown(wanted);
    view.description = displayLine(wanted.segments.at(-1) ?? '');
    this.#options.panels.showInView(frame, wanted, this.#isPageThere);
  }

  #clear(frame: ReturnType<typeof viewFrame>): void {
    if (!this.#shown) return;
    this.#setShown(undefined);
    this.#options.panels.showInView(frame, undefined, false);
  }

  #setShown(address: ResourceAddress | undefined): void {
    this.#shown = address;
    void vscode.commands.executeCommand('setContext', 'ovhApi.selectedShown', address !== undefined);
  }

  #showEmpty(): void {
    if (!this.#isPageThere) return;
    const webview = this.#view?.webview;
    if (!webview) return;
    const post = (message: HostMessage): void => {
      postToPage(webview, message);
    };
    post({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
    post({
      kind: 'empty',
      title: vscode.l10n.t('No resource selected'),
      hint: vscode.l10n.t('Select a resource in the Resources view, or open its spec.'),
    });
  }

  async #setPinned(address: ResourceAddress | undefined): Promise<void> {
    this.#pinned = address;
    this.#setPinnedContext();
    await this.#options.workspaceState.update(PINNED, address && addressKey(address));
  }

  #setPinnedContext(): void {
    void vscode.commands.executeCommand('setContext', 'ovhApi.selectedPinned', this.#pinned !== undefined);
  }
}

export interface RegisterSelectedOptions extends SelectedViewOptions {
  /** Tells of each resource that is selected in a tree, or whose document comes to the front. */
  readonly onDidSelect: (listener: (address: ResourceAddress) => void) => vscode.Disposable;
}

/** The view, and the commands that pin it. */
export function registerSelectedView(
  options: RegisterSelectedOptions,
  command: (id: string, run: () => unknown) => vscode.Disposable,
): { readonly view: SelectedView; readonly dispose: () => void } {
  const view = new SelectedView(options);
  const parts = vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider('ovhApi.selected', view),
    options.onDidSelect((address) => {
      view.follow(address);
    }),
    command('ovhApi.selected.pin', () => view.pin()),
    command('ovhApi.selected.unpin', () => view.unpin()),
    view,
  );
  return { view, dispose: () => void parts.dispose() };
}
