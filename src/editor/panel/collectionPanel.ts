import * as vscode from 'vscode';
import { parsePanelMessage, type HostMessage, type PanelMessage, type TimelineView } from '../../protocol.js';
import { panelTexts } from '../../protocol/panelTexts.js';
import type { ItemNode } from '../../resource/tree/nodes.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { Connections } from '../connections/connections.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { loadPage, postToPage, tabIcon } from '../shell/loadPage.js';
import { CollectionReading } from './collectionReading.js';
import { collectionView, headKey, needsLook } from './collectionView.js';
import { entryJson } from './copiedText.js';
import { DrawnRows } from './drawnRows.js';
import { historyMarkdown } from './historyMarkdown.js';
import type { ResourcePanelsOptions } from './panelOptions.js';
import { addressOfPlace } from './resourcePanels.js';
import { RestoredLists } from './restoredLists.js';

export interface CollectionPanelOptions extends Pick<
  ResourcePanelsOptions,
  'extensionUri' | 'watcher' | 'describe' | 'describeFailure' | 'log'
> {
  readonly tree: Pick<ResourceTree, 'loadedUnder' | 'onDidList' | 'open'>;
  readonly connections: Pick<Connections, 'active' | 'onDidChangeActive' | 'onDidRename' | 'onDidWrite'>;
  readonly openPanel: (address: ResourceAddress) => void;
}

/** The row of the tree that a panel is of. */
export interface CollectionRow {
  readonly id: string;
  readonly name: string;
  /** The resource that it is, where it is one. */
  readonly item?: ItemNode | undefined;
  /** The lists that were loaded before a reload. */
  readonly lists?: readonly string[] | undefined;
}

/** Lists that a page keeps to come back: each costs a request. */
const MOST_LISTS = 50;

/** Readings come in bursts, and a drawing for each would be waste. */
const DRAW_AFTER_MS = 100;

/** One timeline of what the resources that are loaded at a row of the tree, and below it, are doing. */
export class CollectionPanel implements vscode.Disposable {
  readonly #options: CollectionPanelOptions;
  readonly #row: CollectionRow;
  readonly #account: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #reading: CollectionReading;
  readonly #restored: RestoredLists | undefined;
  readonly #drawn = new DrawnRows();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #posted: string | undefined;
  #isReady = false;

  constructor(options: CollectionPanelOptions, row: CollectionRow, panel: vscode.WebviewPanel) {
    this.#options = options;
    this.#row = row;
    this.#account = addressOfPlace(row.id)?.account ?? '';
    this.#panel = panel;
    this.#panel.iconPath = tabIcon(options.extensionUri, 'panel');
    this.#reading = new CollectionReading({
      ...{ watcher: options.watcher, describeFailure: options.describeFailure },
      onDidChange: () => {
        this.#drawSoon();
      },
    });
    this.#subscriptions = [
      this.#panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parsePanelMessage(message);
        if (known) this.#act(known);
        else options.log.warn('The panel sent an unknown message.');
      }),
      this.#panel.onDidChangeViewState(() => {
        if (!this.#panel.visible) this.#forgetPage();
        this.#reading.setVisible(this.#panel.visible);
      }),
      options.tree.onDidList(() => {
        this.#readLoaded();
      }),
      options.connections.onDidWrite(({ resources }) => {
        // A list that is read again after the same write has nothing loaded at this moment.
        const loaded = new Set(this.#loaded().items.map(({ address }) => addressKey(address)));
        this.#reading.readWritten(
          resources.filter((one) => loaded.has(addressKey(one)) || this.#reading.stateOf(one)),
        );
      }),
      options.connections.onDidChangeActive(() => {
        void this.#restored?.read();
      }),
      options.connections.onDidRename(({ account }) => {
        if (account === this.#account) this.#drawSoon();
      }),
    ];
    loadPage(this.#panel.webview, options.extensionUri, { script: 'panel.js', styles: ['panel.css'] });
    if (row.lists) this.#restored = this.#restoring(row, row.lists);
    this.#readLoaded();
    void this.#restored?.read();
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  /** Brings it to the front, and reads what is loaded by now. */
  reveal(): void {
    this.#panel.reveal();
    this.#readLoaded();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#reading.dispose();
    this.#restored?.dispose();
  }

  /** Those that are worth a look come first, and alone: the others are read on request. */
  #readLoaded(): void {
    this.#reading.read(this.#toLookAt());
    this.#drawSoon();
  }

  /** Of a row that is brought back nothing is known. */
  #toLookAt(): readonly ItemNode[] {
    const own = this.#restored?.item?.id;
    return this.#loaded().items.filter((node) => needsLook(node, undefined) || node.id === own);
  }

  #restoring({ id, name }: CollectionRow, lists: readonly string[]): RestoredLists {
    const { tree, connections, describeFailure } = this.#options;
    return new RestoredLists(
      {
        ...{ tree, connections },
        describe: (failure) => describeFailure(failure).message,
        onDidChange: () => {
          this.#readLoaded();
        },
      },
      { row: id, name, lists },
    );
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, DRAW_AFTER_MS);
  }

  #draw(): void {
    if (!this.#isReady) return;
    const { items, lists, unfinished } = this.#loaded();
    const loaded = lists.map(({ id }) => id);
    const view = collectionView(
      {
        ...{ row: this.#row.id, title: this.#row.name, items, locale: vscode.env.language },
        lists: [...new Set([...loaded, ...(this.#restored?.left ?? [])])].slice(0, MOST_LISTS),
        ...{ progress: this.#reading.progress, restoring: this.#restored },
        place: this.#options.describe({ account: this.#account, segments: [] }).accountLabel,
        stateOf: (address) => this.#reading.stateOf(address),
        unfinished: unfinished.map(({ collection }) => collection.name || collection.path),
      },
      vscode.l10n,
      this.#drawn,
    );
    const timeline = this.#drawn.unsent(view.timeline);
    const text = wordsOf({ ...view, timeline });
    if (text === this.#posted && timeline.rows.length === 0 && timeline.gone.length === 0) return;
    this.#posted = text;
    this.#post({ kind: 'collection', view: { ...view, timeline } });
  }

  #post(message: HostMessage): void {
    postToPage(this.#panel.webview, message);
  }

  #forgetPage(): void {
    this.#isReady = false;
    this.#posted = undefined;
    this.#drawn.forgetSent();
  }

  #act(message: PanelMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#forgetPage();
        this.#isReady = true;
        this.#post({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
        this.#draw();
        break;
      case 'refresh':
        this.#reading.readAgain(this.#toLookAt());
        void this.#restored?.read();
        break;
      case 'readOthers':
        this.#reading.read(this.#loaded().items);
        this.#drawSoon();
        break;
      case 'stopReading':
        this.#restored?.stop();
        this.#reading.stop();
        break;
      case 'loadMore':
        void this.#loadMore();
        break;
      case 'openResource': {
        const node = this.#loaded().items.find(({ address }) => headKey(address) === message.key);
        if (node) this.#options.openPanel(node.address);
        break;
      }
      case 'copyEntry':
        void vscode.env.clipboard.writeText(entryJson(this.#drawn.entry(message.key)));
        break;
      case 'copyHistory': {
        const rows = message.keys.flatMap((key) => this.#drawn.sentRow(key) ?? []);
        void vscode.env.clipboard.writeText(
          historyMarkdown(this.#row.name, { rows, others: message.others }, vscode.l10n),
        );
        break;
      }
      case 'copySvg':
        void vscode.env.clipboard.writeText(message.svg);
        break;
      default:
        this.#options.log.warn(`The panel of several resources can't do this: ${message.kind}`);
    }
  }

  #loaded(): ReturnType<ResourceTree['loadedUnder']> {
    const { id, item = this.#restored?.item } = this.#row;
    return this.#options.tree.loadedUnder({ id, item });
  }

  /** Each list shows its own progress and can be stopped. */
  async #loadMore(): Promise<void> {
    for (const parent of this.#loaded().unfinished)
      await vscode.commands.executeCommand('ovhApi.resources.loadAll', { kind: 'more', parent });
    this.#readLoaded();
  }
}

/** All that a message says beside its rows. */
function wordsOf(view: { readonly timeline: TimelineView }): string {
  return JSON.stringify({ ...view, timeline: undefined });
}
