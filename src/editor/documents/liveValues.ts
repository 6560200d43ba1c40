import { getLocation } from 'jsonc-parser';
import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { parseResource } from '../../resource/envelope.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { yamlScalar } from '../../resource/yamlEditing.js';
import { sourceValue, valueSources } from '../../schema/valueSources.js';
import { rangeAt } from './diagnostics.js';
import { placeInPart, type DocumentJudge, type PartSubject, type PlaceInPart } from './judgedPart.js';
import type { LiveLists } from './liveLists.js';
import { yamlProposals } from './yamlCompletion.js';

export interface LiveValuesOptions {
  readonly judge: DocumentJudge;
  readonly lists: LiveLists;
  readonly note: (failure: unknown) => void;
}

/** Completes values that the API can list: another resource's identifier, a plan, a region, a version. */
export class LiveValues implements vscode.CompletionItemProvider, vscode.Disposable {
  readonly #options: LiveValuesOptions;
  readonly #subscription: vscode.Disposable;

  constructor(options: LiveValuesOptions) {
    this.#options = options;
    this.#subscription = vscode.languages.registerCompletionItemProvider(options.judge.selector, this, '"');
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const { judge, note } = this.#options;
    try {
      const place = placeInPart(await judge.parts(document), document, position);
      const value = place && (await valueAt(place, document));
      const path = value && fieldOf(value.path, place.part.subject);
      return path && place.part.subject ? await this.#propose(place.part.subject, path, value) : [];
    } catch (failure) {
      // Nobody asked for this request: the completions of the schema are shown all the same.
      if (!(failure instanceof CancelledError)) note(failure);
      return [];
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #propose(
    { connection, section, segments }: PartSubject,
    path: FieldPath,
    value: ValuePlace,
  ): Promise<vscode.CompletionItem[]> {
    const field = path.findLast((part): part is string => typeof part === 'string') ?? '';
    for (const source of valueSources(section.catalogue, segments, path)) {
      const members = await this.#options.lists.items(connection.api, source.path);
      const items = members.flatMap((member) => {
        const found = sourceValue(source.collection, member, field);
        return found === undefined ? [] : [toItem(value, found, nameOf(member, found), source.path)];
      });
      if (items.length > 0) return items;
    }
    return [];
  }
}

/** A value of a document that may be replaced. */
export interface ValuePlace {
  readonly path: FieldPath;
  /** In the document. */
  readonly range: vscode.Range;
  /** What of it stands before the cursor, quotes left out. */
  readonly typed: string;
  /** A text as the document's language writes it. */
  readonly written: (text: string) => string;
}

/** Which field's value stands at a place; `undefined` where a field's name does. */
export async function valueAt(
  { part, offset }: PlaceInPart,
  document: vscode.TextDocument,
): Promise<ValuePlace | undefined> {
  const place = (path: FieldPath, start: number, end: number): ValuePlace => ({
    path,
    range: rangeAt(document, { offset: part.offset + start, length: end - start }),
    typed: part.text.getText().slice(start, offset).replace(/^["']/, ''),
    written: part.format === 'yaml' ? yamlScalar : JSON.stringify,
  });
  if (part.format === 'yaml') {
    const found = await yamlProposals(part.service, part.text, offset);
    return found?.kind === 'value' ? place(found.path, found.start, found.end) : undefined;
  }
  const { path, previousNode: node, isAtPropertyKey } = getLocation(part.text.getText(), offset);
  if (isAtPropertyKey) return undefined;
  const isInValue = node && node.type !== 'property' && node.type !== 'object';
  return isInValue ? place(path, node.offset, node.offset + node.length) : place(path, offset, offset);
}

/** The path below the spec; `undefined` for what is no field of it. */
function fieldOf(path: FieldPath, subject: PartSubject | undefined): FieldPath | undefined {
  if (!subject?.specPath.every((part, index) => path[index] === part)) return undefined;
  const below = path.slice(subject.specPath.length);
  return below.length === 0 ? undefined : below;
}

/** What a person calls a member of a list that stands for a value. */
export function nameOf(member: unknown, value: string): string {
  return parseResource(member, value).displayName;
}

/** A proposal of a value that comes from a list of the API. */
export function toItem(
  { range, written }: Pick<ValuePlace, 'range' | 'written'>,
  value: string,
  name: string,
  path: string,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: value, ...(name === value ? {} : { description: name }) },
    vscode.CompletionItemKind.Reference,
  );
  item.insertText = written(value);
  item.filterText = `${item.insertText} ${value} ${name}`;
  item.sortText = `0 ${name}`;
  item.detail = vscode.l10n.t('from {0}', path);
  item.range = range;
  return item;
}
