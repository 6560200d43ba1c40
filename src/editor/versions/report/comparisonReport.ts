import * as vscode from 'vscode';
import { parseReportMessage, type ReportHostMessage, type ReportMessage } from '../../../reportProtocol.js';
import { proposedFileName } from '../../../resource/proposedFileName.js';
import { changelogLine } from '../../../schema/comparison/changelog.js';
import { loadPage, postToPage } from '../../shell/loadPage.js';
import { writeFileText } from '../../shell/writeFileText.js';
import { changesOf, type Comparison } from '../../../schema/comparison/comparison.js';
import type { Definitions } from './definitions.js';
import { exportText, type ExportFormat } from './reportExport.js';
import { reportTexts } from '../../../protocol/reportTexts.js';
import { reportView, type FoundUsers } from './reportView.js';

export interface ComparisonReportOptions {
  readonly extensionUri: vscode.Uri;
  readonly definitions: Pick<Definitions, 'compare'>;
  readonly reportFailure: (failure: unknown) => void;
  /** What of the user's uses the operations that a comparison is about. Absent where that isn't looked up. */
  readonly findUsers?: (comparison: Comparison, signal: AbortSignal) => Promise<FoundUsers>;
  /** Called when a comparison is no longer shown. */
  readonly onClose?: (comparison: Comparison) => void;
}

/** One report: what differs between API documents, filtered, copied, exported and compared side by side. */
export class ComparisonReport implements vscode.Disposable {
  readonly #options: ComparisonReportOptions;
  readonly #panel: vscode.WebviewPanel;
  readonly #subscription: vscode.Disposable;
  #comparison: Comparison;
  #users: FoundUsers | undefined;
  #search = new AbortController();
  /** A page that is hidden doesn't exist; it says when it is there again. */
  #isReady = false;

  constructor(options: ComparisonReportOptions, comparison: Comparison, panel: vscode.WebviewPanel) {
    this.#options = options;
    this.#comparison = comparison;
    this.#panel = panel;
    this.#subscription = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parseReportMessage(message);
        if (known) this.#act(known).catch(options.reportFailure);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isReady = false;
      }),
    );
    loadPage(panel.webview, options.extensionUri, {
      script: 'report.js',
      styles: ['panel.css', 'report.css'],
    });
    this.#findUsers();
  }

  /** Shows another comparison in the place of this one, and brings it to the front. */
  replace(comparison: Comparison): void {
    this.#comparison = comparison;
    this.#users = undefined;
    this.#show();
    this.#findUsers();
    this.#panel.reveal();
  }

  dispose(): void {
    this.#search.abort();
    this.#options.onClose?.(this.#comparison);
    this.#subscription.dispose();
  }

  /** The report is there at once; who uses what is added as soon as it is known. */
  #findUsers(): void {
    this.#search.abort();
    const search = new AbortController();
    this.#search = search;
    this.#options
      .findUsers?.(this.#comparison, search.signal)
      .then((users) => {
        if (search.signal.aborted) return;
        this.#users = users;
        this.#show();
      })
      .catch((failure: unknown) => {
        if (!search.signal.aborted) this.#options.reportFailure(failure);
      });
  }

  #show(): void {
    this.#post({ kind: 'report', report: reportView(this.#comparison, vscode.l10n, this.#users) });
  }

  #post(message: ReportHostMessage): void {
    if (this.#isReady) postToPage(this.#panel.webview, message);
  }

  async #act(message: ReportMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#post({ kind: 'texts', locale: vscode.env.language, texts: reportTexts(vscode.l10n) });
        this.#show();
        break;
      case 'compare':
        await this.#options.definitions.compare(this.#comparison, message.id);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(this.#markdown(message.ids));
        break;
      case 'export':
        await this.#export(message.ids);
        break;
    }
  }

  #markdown(ids: readonly number[]): string {
    const [only, ...others] = ids;
    const found = others.length === 0 && only !== undefined ? changesOf(this.#comparison)[only] : undefined;
    return found ? changelogLine([found.change], vscode.l10n) : this.#text(ids, 'md');
  }

  #text(ids: readonly number[], format: ExportFormat): string {
    const usersOf = this.#users?.usersOf;
    return exportText(this.#comparison, ids, format, { l10n: vscode.l10n, ...(usersOf && { usersOf }) });
  }

  async #export(ids: readonly number[]): Promise<void> {
    const format = await chooseFormat();
    if (!format) return;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${proposedFileName(this.#comparison.title, 'differences')}.${format}`;
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Differences'),
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (!uri) return;
    await writeFileText(uri, this.#text(ids, format));
    await vscode.window.showTextDocument(uri);
  }
}

async function chooseFormat(): Promise<ExportFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    { label: 'Markdown', detail: vscode.l10n.t('A changelog to read'), format: 'md' },
    { label: 'JSON', detail: vscode.l10n.t('For programs'), format: 'json' },
    { label: 'SARIF', detail: vscode.l10n.t('For code scanning'), format: 'sarif' },
  ];
  const title = vscode.l10n.t('Export Differences');
  return (await vscode.window.showQuickPick(formats, { title }))?.format;
}
