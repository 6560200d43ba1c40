import * as vscode from 'vscode';
import { readJson } from '../../resource/jsonTree.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { specValue } from '../../resource/spec.js';
import { parsePanelMessage, type HostMessage, type PanelMessage } from '../../protocol.js';
import { panelTexts } from '../../protocol/panelTexts.js';
import { loadPage } from '../shell/loadPage.js';
import { asJson, formatOf } from '../shell/specFormat.js';
import { comparedReading, comparisonView } from './comparisonView.js';
import {
  changesText,
  fieldOf,
  fieldText,
  type ChangesForm,
  type FieldHost,
  type FieldPart,
} from './copiedText.js';
import type { ComparedFields } from './panelFacts.js';

/** As the manifest doesn't name it: a comparison isn't restored after a reload, since its documents aren't. */
const VIEW_TYPE = 'ovhApi.fieldComparison';

/** So long nothing is typed in one of the documents before they are compared again. */
const PAUSE_MS = 150;

interface Sides {
  readonly original: vscode.Uri;
  readonly modified: vscode.Uri;
}

/**
 * Two documents that VS Code compares line by line, compared field by field as the panel does it: what a save would change, a conflict,
 * two resources, two points in time, a manifest and the cloud, two responses.
 */
export class FieldComparisons implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #open = new Map<vscode.WebviewPanel, FieldComparison>();

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  /** Compares the documents of the comparison in front; says why where that can't be. Rejects where a document can't be read. */
  async compareActive(): Promise<void> {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (!(tab?.input instanceof vscode.TabInputTextDiff)) return;
    const { original, modified } = tab.input;
    const documents = await Promise.all(
      [original, modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    const unread = documents.find((document) => valueOf(document) === undefined);
    if (unread) {
      const name = unread.uri.path.split('/').at(-1) ?? '';
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} isn’t valid JSON or YAML, so its fields can’t be compared.', name),
      );
      return;
    }
    this.#show(tab.label, { original, modified });
  }

  /** The comparison that is in front and has the keyboard. */
  active(): FieldHost | undefined {
    return [...this.#open].find(([panel]) => panel.active)?.[1];
  }

  dispose(): void {
    for (const panel of this.#open.keys()) panel.dispose();
  }

  #show(title: string, sides: Sides): void {
    const { Active } = vscode.ViewColumn;
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, Active);
    const comparison = new FieldComparison(panel, title, sides);
    this.#open.set(panel, comparison);
    panel.onDidDispose(() => {
      this.#open.delete(panel);
      comparison.dispose();
    });
    loadPage(panel.webview, this.#extensionUri, { script: 'panel.js', styles: ['panel.css'] });
  }
}

/** One comparison: it follows both documents as long as they are open. */
class FieldComparison implements FieldHost, vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #title: string;
  readonly #sides: Sides;
  readonly #subscriptions: vscode.Disposable;
  #reading: ComparedFields | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, title: string, sides: Sides) {
    this.#panel = panel;
    this.#title = title;
    this.#sides = sides;
    this.#read();
    const keys = [sides.original.toString(), sides.modified.toString()];
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parsePanelMessage(message);
        if (known) this.#act(known);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!keys.includes(document.uri.toString())) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.#read();
          this.#post();
        }, PAUSE_MS);
      }),
    );
  }

  copyField(key: string, part: FieldPart): void {
    const field = fieldOf({ reading: this.#reading }, key);
    if (field) void vscode.env.clipboard.writeText(fieldText(field, part));
  }

  copyChanges(form: ChangesForm): void {
    if (!this.#reading) return;
    void vscode.env.clipboard.writeText(changesText(this.#title, this.#reading, form, vscode.l10n));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  /** Compares what both documents hold now; what was compared before stays while one of them is in the middle of being typed. */
  #read(): void {
    const [before, after] = [this.#sides.original, this.#sides.modified].map((uri) => {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      return document && valueOf(document);
    });
    // No API document says which fields are secret here: what is known by its name is hidden.
    if (before && after)
      this.#reading = comparedReading(before.value, after.value, secretFieldsOf(undefined));
  }

  #post(): void {
    if (!this.#reading) return;
    const comparison = comparisonView(this.#title, this.#reading, vscode.l10n);
    this.#send({ kind: 'comparison', comparison });
  }

  #act(message: PanelMessage): void {
    if (message.kind === 'copyChanges') this.copyChanges(message.form);
    if (message.kind !== 'ready') return;
    this.#send({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
    this.#post();
  }

  #send(message: HostMessage): void {
    void this.#panel.webview.postMessage(message);
  }
}

/** What a document says; `undefined` where it is neither JSON nor YAML. */
function valueOf(document: vscode.TextDocument): { readonly value: unknown } | undefined {
  const extension = document.uri.path.split('.').at(-1) ?? '';
  const { json } = asJson(document.getText(), formatOf(extension));
  if (json === undefined || readJson(json).faults.length > 0) return undefined;
  return { value: specValue(json) };
}
