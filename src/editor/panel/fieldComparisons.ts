import * as vscode from 'vscode';
import { fromUriPath, type ResourceAddress } from '../../resource/address.js';
import { isLarge, readJson } from '../../resource/jsonTree.js';
import { eitherSecret, secretFieldsOf, type IsSecretField } from '../../resource/secretFields.js';
import { Slices } from '../../resource/slices.js';
import { specValue } from '../../resource/spec.js';
import type { Item } from '../../schema/catalogue.js';
import { parsePanelMessage, type HostMessage, type PanelMessage } from '../../protocol.js';
import { panelTexts } from '../../protocol/panelTexts.js';
import { SCHEME } from '../shell/documentUri.js';
import { loadPage, postToPage, tabIcon } from '../shell/loadPage.js';
import { tooLargeToCompare } from '../shell/problemSentences.js';
import { asJson, formatOf } from '../shell/specFormat.js';
import { comparingFields, comparisonView } from './comparisonView.js';
import {
  changesText,
  fieldOf,
  fieldText,
  type ChangesForm,
  type FieldHost,
  type FieldPart,
} from './copiedText.js';
import type { ComparedFields } from './panelFacts.js';
import { showInformation } from '../shell/messages.js';

/** As the manifest doesn't name it: a comparison isn't restored after a reload, since its documents aren't. */
const VIEW_TYPE = 'ovhApi.fieldComparison';

/** So long nothing is typed in one of the documents before they are compared again. */
const PAUSE_MS = 150;

interface Sides {
  readonly original: vscode.Uri;
  readonly modified: vscode.Uri;
}

export interface FieldComparisonsOptions {
  readonly extensionUri: vscode.Uri;
  /** What the API document says of a resource; `undefined` where there is none. Rejects where that can't be read. */
  readonly itemAt: (address: ResourceAddress) => Promise<Pick<Item, 'isMarkedSecret'> | undefined>;
}

/**
 * Two documents that VS Code compares line by line, compared field by field as the panel does it: what a save would change, a conflict,
 * two resources, two points in time, a manifest and the cloud, two responses.
 */
export class FieldComparisons implements vscode.Disposable {
  readonly #options: FieldComparisonsOptions;
  readonly #open = new Map<vscode.WebviewPanel, FieldComparison>();

  constructor(options: FieldComparisonsOptions) {
    this.#options = options;
  }

  /** Compares the documents of the comparison in front; says why where that can't be. Rejects where a document can't be read. */
  async compareActive(): Promise<void> {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    if (!(tab?.input instanceof vscode.TabInputTextDiff)) return;
    const { original, modified } = tab.input;
    const documents = await Promise.all(
      [original, modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    const refused = documents.map(refusalOf).find((sentence) => sentence !== undefined);
    if (refused !== undefined) {
      void showInformation(refused);
      return;
    }
    const isSecret = eitherSecret(
      ...(await Promise.all([original, modified].map((uri) => this.#secretsIn(uri)))),
    );
    this.#show(tab.label, { original, modified }, isSecret);
  }

  /** The comparison that is in front and has the keyboard. */
  active(): FieldHost | undefined {
    return [...this.#open].find(([panel]) => panel.active)?.[1];
  }

  dispose(): void {
    for (const panel of this.#open.keys()) panel.dispose();
  }

  /** What a document holds as secret: of a resource's own documents by its API document, of others what is called so. */
  async #secretsIn({ scheme, path }: vscode.Uri): Promise<IsSecretField> {
    const shown = OF_RESOURCES.test(scheme) ? fromUriPath(path) : undefined;
    const isSecret = secretFieldsOf(shown && (await this.#options.itemAt(shown.address)));
    // The whole object holds the spec and the state as fields.
    return shown?.view === 'full' ? eitherSecret(isSecret, (place) => isSecret(place.slice(1))) : isSecret;
  }

  #show(title: string, sides: Sides, isSecret: IsSecretField): void {
    const { Active } = vscode.ViewColumn;
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, Active);
    panel.iconPath = tabIcon(this.#options.extensionUri, 'panel');
    const comparison = new FieldComparison(panel, { title, sides, isSecret });
    this.#open.set(panel, comparison);
    panel.onDidDispose(() => {
      this.#open.delete(panel);
      comparison.dispose();
    });
    loadPage(panel.webview, this.#options.extensionUri, { script: 'panel.js', styles: ['panel.css'] });
  }
}

/** The schemes of a resource's own documents: the present one, that of the cloud, an earlier one. */
const OF_RESOURCES = new RegExp(`^${SCHEME}(?:-cloud|-earlier)?$`);

interface Compared {
  readonly title: string;
  readonly sides: Sides;
  readonly isSecret: IsSecretField;
}

/** One comparison: it follows both documents as long as they are open. */
class FieldComparison implements FieldHost, vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #title: string;
  readonly #sides: Sides;
  readonly #isSecret: IsSecretField;
  readonly #subscriptions: vscode.Disposable;
  #reading: ComparedFields | undefined;
  /** The last comparison, which may go on. */
  #compared: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, { title, sides, isSecret }: Compared) {
    this.#panel = panel;
    this.#title = title;
    this.#sides = sides;
    this.#isSecret = isSecret;
    this.#compared = this.#read();
    const keys = [sides.original.toString(), sides.modified.toString()];
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const known = parsePanelMessage(message);
        if (known) void this.#act(known);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!keys.includes(document.uri.toString())) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.#compared = this.#read();
          void this.#post();
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
  async #read(): Promise<void> {
    const [before, after] = [this.#sides.original, this.#sides.modified].map((uri) => {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      return document && valueOf(document);
    });
    if (!before || !after) return;
    const comparing = comparingFields(before.value, after.value, this.#isSecret);
    this.#reading = await new Slices().through(comparing);
  }

  async #post(): Promise<void> {
    const compared = this.#compared;
    await compared;
    // What was typed meanwhile is compared and shown next.
    if (!this.#reading || compared !== this.#compared) return;
    const comparison = comparisonView(this.#title, this.#reading, vscode.l10n);
    this.#send({ kind: 'comparison', comparison });
  }

  async #act(message: PanelMessage): Promise<void> {
    if (message.kind === 'copyChanges') this.copyChanges(message.form);
    if (message.kind !== 'ready') return;
    this.#send({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
    await this.#post();
  }

  #send(message: HostMessage): void {
    postToPage(this.#panel.webview, message);
  }
}

/** A document as JSON; `undefined` where it is neither JSON nor YAML. */
function jsonOf(document: vscode.TextDocument): string | undefined {
  const extension = document.uri.path.split('.').at(-1) ?? '';
  return asJson(document.getText(), formatOf(extension)).json;
}

/** Why a document's fields can't be compared, in a sentence. */
function refusalOf(document: vscode.TextDocument): string | undefined {
  const name = document.uri.path.split('/').at(-1) ?? '';
  const json = jsonOf(document);
  if (json !== undefined && isLarge(json)) return tooLargeToCompare(name);
  return valueOf(document)
    ? undefined
    : vscode.l10n.t('{0} isn’t valid JSON or YAML, so its fields can’t be compared.', name);
}

/** What a document says; `undefined` where it is neither JSON nor YAML, or has grown too large. */
function valueOf(document: vscode.TextDocument): { readonly value: unknown } | undefined {
  const json = jsonOf(document);
  if (json === undefined || isLarge(json) || readJson(json).faults.length > 0) return undefined;
  return { value: specValue(json) };
}
