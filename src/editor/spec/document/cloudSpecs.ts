import type * as vscode from 'vscode';
import { fromUriPath, toApiPath } from '../../../resource/address.js';
import { Slices } from '../../../resource/slices.js';
import { printingSpec, printPretty } from '../../../resource/spec.js';
import type { Connections } from '../../connections/connections.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { formatOf, inFormat } from '../../shell/specFormat.js';
import { goneSide, sentenceText } from '../../shell/sentenceText.js';
import type { SpecSnapshots } from './specSnapshots.js';

/** The read-only side of a comparison: a spec as the cloud has it at the moment it is shown, or a snapshot of one. */
export class CloudSpecs implements vscode.TextDocumentContentProvider {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly #connections: Connections;
  readonly #snapshots: SpecSnapshots;
  readonly #describe: (failure: unknown) => string;

  /** `describe` puts a failure in words. */
  constructor(connections: Connections, snapshots: SpecSnapshots, describe: (failure: unknown) => string) {
    this.#connections = connections;
    this.#snapshots = snapshots;
    this.onDidChange = snapshots.onDidChange;
    this.#describe = describe;
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const kept = this.#snapshots.text(uri);
    if (kept !== undefined) return kept;
    try {
      return (await this.#read(uri, token)) ?? goneSide(uri);
    } catch (failure) {
      return sentenceText(uri, this.#describe(failure));
    }
  }

  /** `undefined` where the account is signed out. */
  async #read(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string | undefined> {
    const document = fromUriPath(uri.path);
    const connection = document && this.#connections.get(document.address.account);
    if (!document || !connection) return undefined;
    const path = toApiPath(document.address);
    const signal = abortSignal(token);
    const { item } = await connection.schemas.forPath(path, signal);
    const { text } = await connection.api.request({ method: 'GET', path, signal, priority: 'user' });
    const printed = await new Slices().through(item ? printingSpec(text, item) : printPretty(text), signal);
    return inFormat(printed, formatOf(document.ext));
  }
}
