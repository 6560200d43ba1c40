import { getLocation } from 'jsonc-parser';
import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { fromUriPath, toApiPath } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import { sourceValue, valueSources, type ValueSource } from '../../schema/valueSources.js';
import { abortSignal } from '../abortSignal.js';
import type { Connection, Connections } from '../connections.js';
import { SPEC_SELECTOR } from './documentUri.js';
import { formatAt } from './specFormat.js';
import type { SpecSchemas } from './specSchemas.js';
import { yamlProposals } from './yamlCompletion.js';

const KEPT_MS = 5 * 60_000;
const PROPOSED = 100;

export interface LiveValuesOptions {
  readonly connections: Connections;
  readonly schemas: SpecSchemas;
  readonly note: (failure: unknown) => void;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly range: vscode.Range;
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
      vscode.languages.registerCompletionItemProvider(SPEC_SELECTOR, this, '"'),
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
    const known = fromUriPath(document.uri.path);
    const connection = known && this.#options.connections.get(known.address.account);
    if (!known || !connection || known.view !== 'spec') return [];
    try {
      const place = await this.#place(document, position);
      if (!place || place.path.length === 0) return [];
      const { section } = await connection.schemas.forPath(toApiPath(known.address));
      const field = place.path.findLast((part): part is string => typeof part === 'string') ?? '';
      const sources = valueSources(section.catalogue, known.address.segments, place.path);
      for (const source of sources) {
        const values = await this.#read(connection, source, field, token);
        if (values.length > 0) return values.map((value) => toItem(place, value, source));
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

  /** Which field's value stands at a position. */
  async #place(document: vscode.TextDocument, position: vscode.Position): Promise<Place | undefined> {
    const offset = document.offsetAt(position);
    const range = (start: number, end: number): vscode.Range =>
      new vscode.Range(document.positionAt(start), document.positionAt(end));
    if (formatAt(document.uri) === 'yaml') {
      const judged = await this.#options.schemas.judged(document);
      const found = judged && (await yamlProposals(judged.service, judged.text, offset));
      return found?.kind === 'value' ? { path: found.path, range: range(found.start, found.end) } : undefined;
    }
    const { path, previousNode: node, isAtPropertyKey } = getLocation(document.getText(), offset);
    if (isAtPropertyKey) return undefined;
    const isInValue = node && node.type !== 'property' && node.type !== 'object';
    return { path, range: isInValue ? range(node.offset, node.offset + node.length) : range(offset, offset) };
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

function toItem({ range }: Place, { value, name }: Value, { path }: ValueSource): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: value, ...(name === value ? {} : { description: name }) },
    vscode.CompletionItemKind.Reference,
  );
  // A JSON text is a YAML text too.
  item.insertText = JSON.stringify(value);
  item.filterText = `${item.insertText} ${value} ${name}`;
  item.sortText = `0 ${name}`;
  item.detail = vscode.l10n.t('from {0}', path);
  item.range = range;
  return item;
}
