import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { parsePanelMessage } from '../../protocol.js';
import type { HostMessage, PanelMessage } from '../../protocol.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { ResourceWatcher, Watch } from '../../resource/watch.js';
import { webviewHtml } from '../shell/webviewHtml.js';
import { panelTexts } from './panelTexts.js';
import { panelView } from './panelView.js';
import type { PanelCommands } from './panelCommands.js';
import type { PanelFailure } from './panelFacts.js';
import { afterReading, unread, type WatchedState } from './watchedState.js';

export interface ResourcePanelsOptions {
  readonly extensionUri: vscode.Uri;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** How an account and its schema version are called now; `undefined` for the version is the account's default. */
  readonly describe: (address: ResourceAddress) => {
    readonly accountLabel: string;
    readonly schemaVersion: string | undefined;
  };
  /** A failure in one localised sentence without secrets, and what can be done about it. */
  readonly describeFailure: (failure: Error) => Pick<PanelFailure, 'message' | 'actions'>;
  readonly log: Pick<vscode.LogOutputChannel, 'show' | 'warn'>;
  readonly commands: PanelCommands;
  /** Told of every resource that somebody asks to see. */
  readonly onShow?: (address: ResourceAddress) => void;
}

/** One resource's panel: it follows the resource while somebody looks, and does what its buttons say. */
export class ResourcePanel implements vscode.Disposable {
  readonly #options: ResourcePanelsOptions;
  /** The resource that it shows. */
  readonly address: ResourceAddress;
  readonly #panel: vscode.WebviewPanel;
  readonly #watch: Watch;
  readonly #subscriptions: readonly vscode.Disposable[];
  #state: WatchedState = unread;
  /** A page that is hidden is gone; it says when it is there again. */
  #isReady = false;

  constructor(options: ResourcePanelsOptions, address: ResourceAddress, panel: vscode.WebviewPanel) {
    this.#options = options;
    this.address = address;
    this.#panel = panel;
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parsePanelMessage(message);
        if (known) this.#act(known);
        else options.log.warn('The panel sent a message that is none.');
      }),
      panel.onDidChangeViewState(() => {
        this.#setVisible(panel.visible);
      }),
    ];
    this.#load();
    this.#watch = options.watcher.watch(address, (reading) => {
      this.#state = afterReading(this.#state, reading, options.describeFailure);
      this.show();
    });
    this.#setVisible(panel.visible);
  }

  /** Whether it is the editor in front. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Brings the panel to the front. */
  reveal(viewColumn: vscode.ViewColumn | undefined, preserveFocus: boolean): void {
    this.#panel.reveal(viewColumn, preserveFocus);
  }

  /** Reads the resource again, now. */
  refresh(): void {
    this.#watch.refresh();
  }

  /** Shows what is known. */
  show(): void {
    const { describe } = this.#options;
    const { segments } = this.address;
    const view = panelView(
      {
        place: addressKey(this.address),
        segments,
        locale: vscode.env.language,
        ...describe(this.address),
        ...this.#state,
      },
      vscode.l10n,
    );
    this.#panel.title = view.header.name;
    this.#post({ kind: 'view', view });
  }

  dispose(): void {
    this.#watch.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #load(): void {
    const { extensionUri } = this.#options;
    const { webview } = this.#panel;
    const scriptRoot = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const styleRoot = vscode.Uri.joinPath(extensionUri, 'media');
    webview.options = { enableScripts: true, localResourceRoots: [scriptRoot, styleRoot] };
    webview.html = webviewHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(scriptRoot, 'panel.js')).toString(),
      styleUris: [webview.asWebviewUri(vscode.Uri.joinPath(styleRoot, 'panel.css')).toString()],
      locale: vscode.env.language,
    });
  }

  #setVisible(isVisible: boolean): void {
    if (!isVisible) this.#isReady = false;
    this.#watch.setVisible(isVisible);
  }

  #post(message: HostMessage): void {
    if (this.#isReady) void this.#panel.webview.postMessage(message);
  }

  #act(message: PanelMessage): void {
    const { commands, log } = this.#options;
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#post({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
        this.show();
        break;
      case 'refresh':
        this.refresh();
        break;
      case 'editSpec':
        commands.openSpec(this.address);
        break;
      case 'openJson':
        commands.openJson(this.address);
        break;
      case 'openTask':
        commands.openTask(this.address, message.taskId);
        break;
      case 'answerTask':
        commands.answerTask(this.address, message.taskId);
        break;
      case 'copyId':
        void vscode.env.clipboard.writeText(this.address.segments.at(-1) ?? '');
        break;
      case 'signIn':
        commands.signIn(this.address.account);
        break;
      case 'showLog':
        log.show();
        break;
    }
  }
}
