import { getLocation, type Location } from 'jsonc-parser';
import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { fromUriPath, toApiPath } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import { sourceValue, valueSources, type ValueSource } from '../../schema/valueSources.js';
import { abortSignal } from '../abortSignal.js';
import type { Connection, Connections } from '../connections.js';
import { SCHEME } from './specFileSystem.js';

const KEPT_MS = 5 * 60_000;
const PROPOSED = 100;

export interface LiveValuesOptions {
  readonly connections: Connections;
  readonly note: (failure: unknown) => void;
}

interface Value {
  readonly value: string;
  readonly name: string;
}

interface Kept {
  readonly until: number;
  readonly values: Promise<readonly Value[]>;
}

/** Completes values that the API can list: another resource's identifier, a plan, a region, a version. */
export class LiveValues implements vscode.CompletionItemProvider, vscode.Disposable {
  readonly #options: LiveValuesOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(options: LiveValuesOptions) {
    this.#options = options;
    this.#subscriptions = [
      vscode.languages.registerCompletionItemProvider({ scheme: SCHEME }, this, '"'),
      options.connections.onDidChange(() => {
        this.#kept.clear();
      }),
    ];
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const location = getLocation(document.getText(), document.offsetAt(position));
    const known = fromUriPath(document.uri.path);
    const connection = known && this.#options.connections.get(known.address.account);
    if (!known || !connection || known.view !== 'spec' || location.isAtPropertyKey) return [];
    if (location.path.length === 0) return [];
    try {
      const { section } = await connection.schemas.forPath(toApiPath(known.address));
      const field = location.path.findLast((part): part is string => typeof part === 'string') ?? '';
      const sources = valueSources(section.catalogue, known.address.segments, location.path);
      for (const source of sources) {
        const values = await this.#read(connection, source, field, token);
        if (values.length > 0)
          return values.map((value) => toItem(document, location, position, value, source));
      }
    } catch (failure) {
      // Nobody asked for this request: the completions of the schema are shown all the same.
      if (!(failure instanceof CancelledError)) this.#options.note(failure);
    }
    return [];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #read(
    { api }: Connection,
    { path, collection }: ValueSource,
    field: string,
    token: vscode.CancellationToken,
  ): Promise<readonly Value[]> {
    const key = `${api.account.id} ${path} ${field}`;
    const known = this.#kept.get(key);
    if (known && known.until > Date.now()) return known.values;
    const values = api
      .page({ path, size: PROPOSED, signal: abortSignal(token), priority: 'user' })
      .then(({ items }) =>
        items.flatMap((member) => {
          const value = sourceValue(collection, member, field);
          return value === undefined ? [] : [{ value, name: parseResource(member, value).displayName }];
        }),
      );
    this.#kept.set(key, { until: Date.now() + KEPT_MS, values });
    values.catch(() => this.#kept.delete(key));
    return values;
  }
}

function toItem(
  document: vscode.TextDocument,
  { previousNode }: Location,
  position: vscode.Position,
  { value, name }: Value,
  { path }: ValueSource,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: value, ...(name === value ? {} : { description: name }) },
    vscode.CompletionItemKind.Reference,
  );
  item.insertText = JSON.stringify(value);
  item.filterText = `${item.insertText} ${name}`;
  item.sortText = `0 ${name}`;
  item.detail = vscode.l10n.t('from {0}', path);
  const isInValue = previousNode && previousNode.type !== 'property' && previousNode.type !== 'object';
  item.range = isInValue
    ? new vscode.Range(
        document.positionAt(previousNode.offset),
        document.positionAt(previousNode.offset + previousNode.length),
      )
    : new vscode.Range(position, position);
  return item;
}
