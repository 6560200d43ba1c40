import * as vscode from 'vscode';
import { tableTexts } from '../../protocol/tableTexts.js';
import { parentAddress, toApiPath, type ResourceAddress } from '../../resource/address.js';
import { ListColumns, type ListColumn } from '../../resource/listColumns.js';
import type { LoadedPages } from '../../resource/pages.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { Slices } from '../../resource/slices.js';
import { csvText, markdownTable } from '../../resource/tableText.js';
import {
  parseTableMessage,
  type TableHead,
  type TableHostMessage,
  type TableMessage,
} from '../../tableProtocol.js';
import { contextValue } from '../../resource/tree/contextValue.js';
import { firstView } from '../../resource/tree/nodes.js';
import { shownOperations } from '../explorer/shownOperations.js';
import { guardedAccountText } from '../shell/accountText.js';
import { displayLine } from '../../resource/displayText.js';
import { loadPage, postToPage } from '../shell/loadPage.js';
import { openedUri } from '../spec/document/openedUri.js';
import { ListRows } from './listRows.js';
import { OrderedNews } from './orderedNews.js';
import { tableColumn, tableContent, tableRow } from './tableRows.js';
import type { ListTableOptions } from './tableOptions.js';

/** Rows of one message: the page draws the first ones before the last ones are written. */
const POSTED = 1_000;
/** Rows whose fields are looked at without a rest. */
const SEEN = 200;

/** One list as a table: what its page shows, and what the page's reader wants. */
export class ListTable implements vscode.Disposable {
  readonly #options: ListTableOptions;
  readonly #address: ResourceAddress;
  readonly #panel: vscode.WebviewPanel;
  readonly #rows: ListRows;
  readonly #subscription: vscode.Disposable;
  #fields: ListColumns | undefined;
  #columns: readonly ListColumn[] = [];
  #hasStatus = false;
  /** What the page knows already, so that it isn't sent again. */
  #head = '';
  /** A page that is hidden doesn't exist; it says when it is there again. */
  #isReady = false;
  readonly #news: OrderedNews;
  #isDisposed = false;

  constructor(
    options: ListTableOptions,
    address: ResourceAddress,
    panel: vscode.WebviewPanel,
    loaded?: LoadedPages,
  ) {
    this.#options = options;
    this.#address = address;
    this.#panel = panel;
    this.#news = new OrderedNews(options.reportFailure);
    this.#rows = new ListRows(
      {
        ...options,
        onRows: (from) => {
          const to = this.#rows.count;
          this.#news.show(() => this.#showRows(from, to));
        },
        onRow: (at) => {
          this.#news.show(() => {
            this.#showRow(at);
          });
        },
        onState: () => {
          this.#news.show(() => {
            this.#showState();
          });
        },
      },
      address,
    );
    this.#subscription = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parseTableMessage(message);
        if (known) this.#act(known).catch(options.reportFailure);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isReady = false;
        this.#rows.setVisible(panel.visible);
      }),
      options.connections.onDidWrite((write) => {
        this.#rows.written(write);
      }),
      options.onDidMiss((missing) => {
        this.#rows.noteGone(missing);
      }),
      options.connections.onDidRename(({ account }) => {
        if (account === address.account) this.#showHead();
      }),
    );
    panel.title = displayLine(this.#title());
    loadPage(panel.webview, options.extensionUri, { script: 'table.js', styles: ['panel.css', 'table.css'] });
    this.#rows.setVisible(panel.visible);
    void this.#rows.open(loaded);
  }

  /** Reads the list again, for example at another schema version. */
  refresh(): void {
    void this.#rows.refresh();
  }

  /** Brings the table to the front, as it is now. */
  reveal(): void {
    this.#panel.reveal();
    this.refresh();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#news.dispose();
    this.#subscription.dispose();
    this.#rows.dispose();
  }

  async #act(message: TableMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#news.show(() => this.#showAll());
        break;
      case 'more':
        await this.#rows.more();
        break;
      case 'all':
        await this.#rows.all();
        break;
      case 'stop':
        this.#rows.stop();
        break;
      case 'refresh':
        await this.#rows.refresh();
        break;
      case 'open':
        await this.#open(message.at);
        break;
      case 'columns':
        await this.#choose(message.keys);
        break;
      case 'copy':
        await this.#copy(message.format, message.rows);
        break;
    }
  }

  async #open(at: number): Promise<void> {
    const row = this.#rows.at(at);
    if (row?.kind !== 'item' || !row.item.read) return;
    const view = firstView(row.item, shownOperations());
    const names = { nameOf: () => row.member.label };
    await vscode.commands.executeCommand('vscode.open', openedUri(names, row.address, view));
  }

  /** Shows other columns; none at all mean the usual ones. */
  async #choose(keys: readonly string[]): Promise<void> {
    const { node } = this.#rows;
    if (!node) return;
    await this.#options.chosen.set(node.collection.path, keys.length > 0 ? keys : undefined);
    this.#news.show(async () => {
      this.#columns = this.#columnsOf(node.collection.path);
      this.#showHead();
      await this.#postRows(0);
    });
  }

  async #copy(format: 'csv' | 'markdown', places: readonly number[]): Promise<void> {
    const rows = places.flatMap((at) => this.#rows.at(at) ?? []);
    const shown = { columns: this.#columns, hasStatus: this.#hasStatus };
    const content = tableContent(rows, shown, tableTexts(vscode.l10n));
    await vscode.env.clipboard.writeText(format === 'csv' ? csvText(content) : markdownTable(content));
  }

  async #showAll(): Promise<void> {
    this.#isReady = true;
    this.#head = '';
    this.#post({ kind: 'texts', locale: vscode.env.language, texts: tableTexts(vscode.l10n) });
    this.#showHead();
    await this.#postRows(0);
    this.#showState();
  }

  /** Rows that are new: their fields may be columns. */
  async #showRows(from: number, to: number): Promise<void> {
    const { node } = this.#rows;
    if (!node) return;
    if (from === 0 || !this.#fields) {
      const { collection } = node;
      const isSecret = secretFieldsOf(collection.item ?? collection);
      this.#fields = new ListColumns({ isSecret, order: collection.item?.fieldOrder });
      this.#hasStatus = false;
    }
    const slices = new Slices();
    for (let at = from; at < to; at += SEEN) {
      const fresh = this.#rows.slice(at, Math.min(to, at + SEEN));
      this.#fields.see(fresh.map(({ member }) => member.raw));
      this.#hasStatus ||= fresh.some(({ member }) => member.status !== undefined);
      await slices.rest();
    }
    // The usual columns are those of the first rows: a table whose columns move while it is read can't be read.
    if (from === 0) this.#columns = this.#columnsOf(node.collection.path);
    this.#showHead();
    await this.#postRows(from);
  }

  #showRow(at: number): void {
    const row = this.#rows.at(at);
    if (row) this.#post({ kind: 'row', at, row: tableRow(row, this.#columns) });
  }

  /** In parts, so that a long list is no single message, and in slices. */
  async #postRows(from: number): Promise<void> {
    const slices = new Slices();
    let at = from;
    do {
      if (!this.#isReady || this.#isDisposed) return;
      const rows = this.#rows.slice(at, at + POSTED).map((row) => tableRow(row, this.#columns));
      this.#post({ kind: 'rows', from: at, rows, total: this.#rows.count });
      at += POSTED;
      await slices.rest();
    } while (at < this.#rows.count);
  }

  #showHead(): void {
    if (!this.#rows.node || !this.#isReady) return;
    const head = this.#headOf();
    const text = JSON.stringify(head);
    if (text === this.#head) return;
    this.#head = text;
    this.#post({ kind: 'head', head });
  }

  #headOf(): TableHead {
    const { account, segments } = this.#address;
    const known = this.#options.connections.get(account)?.account;
    const label = known ? guardedAccountText(known) : this.#options.connections.labelOf(account);
    const first = this.#rows.at(0);
    return {
      account,
      segments: [...segments],
      title: displayLine(this.#title()),
      notes: [toApiPath(this.#address), label, this.#rows.queryWords]
        .filter(Boolean)
        .map((note) => displayLine(note)),
      words: first ? contextValue(first, shownOperations()) : '',
      hasStatus: this.#hasStatus,
      columns: this.#columns.map(tableColumn),
      choice: this.#fields?.all().map(tableColumn) ?? [],
    };
  }

  #showState(): void {
    const { reading, hasMore, failure } = this.#rows.state;
    const words = failure === undefined ? undefined : this.#options.describe(failure);
    this.#post({
      kind: 'state',
      state: { reading, hasMore, ...(words !== undefined && { failure: words }) },
    });
  }

  /** The chosen columns, as far as they may be shown, else the usual ones. */
  #columnsOf(path: string): readonly ListColumn[] {
    const keys = this.#options.chosen.get(path);
    const all = this.#fields?.all() ?? [];
    if (!keys) return this.#fields?.usual() ?? [];
    const byKey = new Map(all.map((column) => [column.key, column]));
    return keys.flatMap((key) => byKey.get(key) ?? []);
  }

  #title(): string {
    const { collection } = this.#rows.node ?? {};
    const name = collection?.name ?? this.#address.segments.at(-1) ?? '';
    const parent = parentAddress(this.#address);
    // A list at a section's root belongs to no resource.
    const owner = parent && this.#options.known.nameOf(parent);
    return owner === undefined || owner === parent?.segments.at(-1) ? name : `${name} · ${owner}`;
  }

  #post(message: TableHostMessage): void {
    if (this.#isReady) postToPage(this.#panel.webview, message);
  }
}
