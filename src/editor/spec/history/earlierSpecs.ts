import * as vscode from 'vscode';
import { fromUriPath, toApiPath } from '../../../resource/address.js';
import type { KeptSpec } from '../../../resource/ownSaves.js';
import { restoringSecrets, type RestoredSpec } from '../../../resource/restoreSpec.js';
import { secretFieldsOf } from '../../../resource/secretFields.js';
import { Slices } from '../../../resource/slices.js';
import { printWritable } from '../../../resource/spec.js';
import type { Item } from '../../../schema/catalogue.js';
import type { Connections } from '../../connections/connections.js';
import { SCHEME } from '../../shell/documentUri.js';
import { goneSide } from '../../shell/sentenceText.js';
import { asJson, formatAt, formatOf, inFormat } from '../../shell/specFormat.js';
import type { Journal } from '../../../resource/journal.js';

/** The scheme of earlier specs, as they would be put into their document. The query holds their time. */
export const EARLIER_SCHEME = 'ovhapi-earlier';

/** The address of an earlier spec of a document. */
export function earlierUri(document: vscode.Uri, { at }: KeptSpec): vscode.Uri {
  return vscode.Uri.from({ scheme: EARLIER_SCHEME, path: document.path, query: String(at) });
}

/** The document that an earlier spec belongs to. */
function documentOf(earlier: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: earlier.path });
}

/** An earlier spec with the secrets that its document shows now, without what an update can't change. */
export async function restored(
  entry: KeptSpec,
  document: Pick<vscode.TextDocument, 'uri' | 'getText'>,
  item: Item | undefined,
): Promise<RestoredSpec> {
  const slices = new Slices();
  const earlier = item ? await slices.through(printWritable(entry.text, item)) : entry.text;
  return slices.through(restoringSecrets(earlier, presentSpec(document), secretFieldsOf(item)));
}

/** What a document says, as JSON; an edit that is no language's text says nothing. */
export function presentSpec({ uri, getText }: Pick<vscode.TextDocument, 'uri' | 'getText'>): string {
  return asJson(getText(), formatAt(uri)).json ?? '{}';
}

/** The right side of a comparison before an earlier spec is restored. */
export class EarlierSpecs implements vscode.TextDocumentContentProvider {
  readonly #journal: Journal;
  readonly #connections: Connections;

  constructor(journal: Journal, connections: Connections) {
    this.#journal = journal;
    this.#connections = connections;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const spec = await this.at(uri);
    return spec?.text ?? goneSide(uri);
  }

  /**
   * The text at an earlier spec's address, in its document's language; `undefined` when it is kept no more.
   * Throws what reading the document and the API document throws.
   */
  async at(
    uri: vscode.Uri,
  ): Promise<(RestoredSpec & { readonly document: vscode.TextDocument }) | undefined> {
    const place = fromUriPath(uri.path);
    if (!place) return undefined;
    const entries = await this.#journal.entries(place.address);
    const entry = entries.find(({ at }) => String(at) === uri.query);
    const connection = await this.#connections.find(place.address.account);
    if (!entry || !connection) return undefined;
    const document = await vscode.workspace.openTextDocument(documentOf(uri));
    const { item } = await connection.schemas.forPath(toApiPath(place.address));
    const { text, missing } = await restored(entry, document, item);
    return { text: inFormat(text, formatOf(place.ext)), missing, document };
  }
}
