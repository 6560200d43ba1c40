import * as vscode from 'vscode';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { LoadedPages } from '../../resource/pages.js';
import { parseTablePageState } from '../../tableProtocol.js';
import { tabIcon } from '../shell/loadPage.js';
import { ListTable } from './listTable.js';
import type { ListTableOptions } from './tableOptions.js';

/** As the manifest names it. */
const VIEW_TYPE = 'ovhApi.table';

/** The tables, one a list. They come back by themselves when the window is reloaded. */
export class ListTables implements vscode.Disposable {
  readonly #options: ListTableOptions;
  readonly #tables = new Map<string, ListTable>();
  readonly #serializer: vscode.Disposable;

  constructor(options: ListTableOptions) {
    this.#options = options;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state) => {
        const kept = parseTablePageState(state);
        const address = kept && { account: kept.account, segments: kept.segments };
        // Without its address an old table could only stay empty.
        if (address && !this.#tables.has(addressKey(address))) this.#adopt(address, panel);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Shows a list: in the table that is open, else in a new one, which begins with the pages that are loaded already. */
  show(address: ResourceAddress, loaded?: LoadedPages): void {
    const open = this.#tables.get(addressKey(address));
    if (open) {
      open.reveal();
      return;
    }
    const title = address.segments.at(-1) ?? '';
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active);
    this.#adopt(address, panel, loaded);
  }

  /** Reads what the tables of an account show again, of all accounts where none is named. */
  refresh(account?: string): void {
    for (const [key, table] of this.#tables)
      if (account === undefined || key.startsWith(`${addressKey({ account, segments: [] })}/`))
        table.refresh();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const table of this.#tables.values()) table.dispose();
    this.#tables.clear();
  }

  #adopt(address: ResourceAddress, panel: vscode.WebviewPanel, loaded?: LoadedPages): void {
    const key = addressKey(address);
    panel.iconPath = tabIcon(this.#options.extensionUri, 'table');
    const table = new ListTable(this.#options, address, panel, loaded);
    this.#tables.set(key, table);
    panel.onDidDispose(() => {
      this.#tables.delete(key);
      table.dispose();
    });
  }
}
