import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { parseResource } from '../../resource/envelope.js';
import { jsonLocation } from '../../resource/jsonTree.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { yamlScalar } from '../../resource/yamlEditing.js';
import { rangeAt } from './diagnostics.js';
import { placeInPart, type DocumentJudge, type JudgedPart, type PlaceInPart } from './judgedPart.js';
import { yamlProposals } from '../../resource/yamlCompletion.js';
import type { Reporting } from '../shell/reporting.js';

export interface ValueCompletionsOptions extends Pick<Reporting, 'note'> {
  readonly judge: DocumentJudge;
  /** Characters that ask for proposals when they are typed. */
  readonly triggers: readonly string[];
  readonly propose: (value: ValuePlace, part: JudgedPart) => Promise<vscode.CompletionItem[]>;
}

/** A value of a document that may be replaced. */
export interface ValuePlace {
  /** In its part. */
  readonly path: FieldPath;
  /** In its part, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** In the document. */
  readonly range: vscode.Range;
  /** What of it is before the cursor, quotes left out. */
  readonly typed: string;
  /** A text as the document's language writes it. */
  readonly written: (text: string) => string;
}

/** Proposes what may be in the place of a value, beside what the schema knows of it. */
export function registerValueCompletions(options: ValueCompletionsOptions): vscode.Disposable {
  const { judge, triggers, propose, note } = options;
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: async (document, position) => {
      try {
        const place = await placeInPart(judge, document, position);
        const value = place && (await valueAt(place, document));
        return value ? await propose(value, place.part) : [];
      } catch (failure) {
        // The user didn't request this request: the completions of the schema are shown all the same.
        if (!(failure instanceof CancelledError)) note(failure);
        return [];
      }
    },
  };
  return vscode.languages.registerCompletionItemProvider(judge.selector, provider, ...triggers);
}

/** Which field's value is at a place; `undefined` where a field's name is. */
export async function valueAt(
  { part, offset }: PlaceInPart,
  document: vscode.TextDocument,
): Promise<ValuePlace | undefined> {
  const place = (path: FieldPath, start: number, end: number): ValuePlace => ({
    ...{ path, start, end },
    range: rangeAt(document, { offset: part.offset + start, length: end - start }),
    typed: part.text.getText().slice(start, offset).replace(/^["']/, ''),
    written: part.format === 'yaml' ? yamlScalar : JSON.stringify,
  });
  if (part.format === 'yaml') {
    const found = await yamlProposals(part.service, part.text, offset);
    return found?.kind === 'value' ? place(found.path, found.start, found.end) : undefined;
  }
  const location = jsonLocation(part.text.getText(), offset);
  if (!location || location.isAtPropertyKey) return undefined;
  const { path, previousNode: node } = location;
  const isInValue = node && node.type !== 'property' && node.type !== 'object';
  return isInValue ? place(path, node.offset, node.offset + node.length) : place(path, offset, offset);
}

/** The proposal of a text that means a member of a list of the API, under the name that people know the member by. */
export function memberItem(
  { range, written }: Pick<ValuePlace, 'range' | 'written'>,
  text: string,
  member: unknown,
  { id = text, path }: { readonly id?: string; readonly path: string },
): vscode.CompletionItem {
  const name = parseResource(member, id).displayName;
  const item = new vscode.CompletionItem(
    // People know the name, the API the identifier.
    name === text ? { label: text } : { label: name, description: text },
    vscode.CompletionItemKind.Reference,
  );
  item.insertText = written(text);
  item.filterText = `${item.insertText} ${text} ${name}`;
  item.sortText = `0 ${name}`;
  item.detail = vscode.l10n.t('from {0}', path);
  item.range = range;
  return item;
}
