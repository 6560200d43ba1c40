import type * as vscode from 'vscode';
import { fromUriPath, toApiPath } from '../../../resource/address.js';
import { prettyText, specText } from '../../../resource/spec.js';
import type { Connections } from '../../connections/connections.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { formatOf, inFormat } from '../../shell/specFormat.js';
import type { SpecSnapshots } from './specSnapshots.js';

/** The read-only side of a comparison: a spec as the cloud has it at the moment it is shown, or a snapshot of one. */
export class CloudSpecs implements vscode.TextDocumentContentProvider {
  readonly #connections: Connections;
  readonly #snapshots: SpecSnapshots;

  constructor(connections: Connections, snapshots: SpecSnapshots) {
    this.#connections = connections;
    this.#snapshots = snapshots;
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const kept = this.#snapshots.text(uri);
    if (kept !== undefined) return kept;
    const document = fromUriPath(uri.path);
    const connection = document && this.#connections.get(document.address.account);
    if (!document || !connection) return '';
    const path = toApiPath(document.address);
    const signal = abortSignal(token);
    const { item } = await connection.schemas.forPath(path, signal);
    const { text } = await connection.api.request({ method: 'GET', path, signal, priority: 'user' });
    return inFormat(item ? specText(text, item) : prettyText(text), formatOf(document.ext));
  }
}
