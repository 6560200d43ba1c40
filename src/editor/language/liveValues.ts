import type * as vscode from 'vscode';
import type { JSONSchema } from 'vscode-json-languageservice';
import { toApiPath } from '../../resource/address.js';
import { namesPlace } from '../../resource/keyFacts.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { siblingValues } from '../../resource/siblingValues.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { yamlProposals } from '../../resource/yamlCompletion.js';
import type { JsonObject } from '../../schema/openapi.js';
import { allowedValues } from '../../schema/slowKeywords.js';
import { findByPath } from '../../schema/findByPath.js';
import { sourceValue, valueSources } from '../../schema/valueSources.js';
import type { DocumentJudge, JudgedPart, PartSubject, PlaceInPart } from './judgedPart.js';
import type { LiveLists } from './liveLists.js';
import { readPartText } from './partText.js';
import { memberItem, registerValueCompletions, valueAt, type ValuePlace } from './valueCompletions.js';
import type { Reporting } from '../shell/reporting.js';

export interface LiveValuesOptions extends Pick<Reporting, 'note'> {
  readonly judge: DocumentJudge;
  readonly lists: LiveLists;
}

/** Completes values that the API can list: another resource's identifier, a plan, a region, a version. */
export function registerLiveValues({ judge, lists, note }: LiveValuesOptions): vscode.Disposable {
  return registerValueCompletions({
    ...{ judge, note },
    triggers: ['"'],
    propose: async (value, { subject }) => {
      const path = fieldOf(value.path, subject);
      return subject && path ? await listedValues(lists, subject, path, value) : [];
    },
  });
}

/** Proposals of the schema without the API document's examples, where the API lists the field's values itself. */
export async function withoutExamples(
  items: vscode.CompletionItem[],
  place: PlaceInPart,
  document: vscode.TextDocument,
  lists: LiveLists,
): Promise<vscode.CompletionItem[]> {
  const { part } = place;
  const { subject } = part;
  if (!subject || items.length === 0) return items;
  const value = await valueAt(place, document);
  const path = value && fieldOf(value.path, subject);
  if (!path || !mayBeListed(subject, path)) return items;
  const examples = new Set((await examplesAt(place, value)).map((example) => value.written(example)));
  const others = items.filter(({ insertText }) => !examples.has(insertedText(insertText)));
  if (others.length === items.length) return items;
  // Without the list, for example for lack of rights, an example is better than nothing.
  const listed = await listedValues(lists, subject, path, value).catch(() => []);
  return listed.length > 0 ? others : items;
}

/** Whether a list of the API may have a field's values. */
function mayBeListed({ section, segments }: PartSubject, path: FieldPath): boolean {
  return namesPlace(fieldName(path)) || valueSources(section.catalogue, segments, path).length > 0;
}

function fieldName(path: FieldPath): string {
  return path.findLast((part): part is string => typeof part === 'string') ?? '';
}

function insertedText(text: vscode.CompletionItem['insertText']): string {
  return typeof text === 'object' ? text.value : (text ?? '');
}

/** The texts that the schema has as examples of a value and doesn't list as allowed. */
async function examplesAt(
  { part, offset }: PlaceInPart,
  { start, end }: ValuePlace,
): Promise<readonly string[]> {
  const schemas =
    part.format === 'yaml'
      ? ((await yamlProposals(part.service, part.text, offset))?.proposals ?? []).map(({ schema }) => schema)
      : await schemasOfValue(part, start, end);
  return schemas.flatMap((schema) => {
    const allowed = allowedValues(schema as JsonObject);
    const examples: readonly unknown[] = schema.examples ?? [];
    return examples.filter(
      (example): example is string =>
        typeof example === 'string' && example !== schema.default && !allowed.includes(example),
    );
  });
}

/** What describes a value of a JSON text, also one that isn't written yet. */
async function schemasOfValue(
  { service, text }: JudgedPart,
  start: number,
  end: number,
): Promise<readonly JSONSchema[]> {
  const written = text.getText();
  const content = `${written.slice(0, start)}""${written.slice(end)}`;
  const whole = readPartText(text.uri, 'json', content, text.version);
  const matches = await service.getMatchingSchemas(whole.text, whole.json);
  return matches.flatMap(({ node, schema }) =>
    node.type === 'string' && node.offset === start ? [schema] : [],
  );
}

/** What the first list that has anything for a field has; of a place that no list has, those of the resources beside this one. */
async function listedValues(
  lists: LiveLists,
  subject: PartSubject,
  path: FieldPath,
  value: ValuePlace,
): Promise<vscode.CompletionItem[]> {
  const { connection, section, segments } = subject;
  const field = fieldName(path);
  for (const source of valueSources(section.catalogue, segments, path)) {
    const members = await lists.items(connection.api, source.path, source.collection.itemsIn);
    const items = members.flatMap((member) => {
      const found = sourceValue(source.collection, member, field);
      return found === undefined ? [] : [memberItem(value, found, member, source)];
    });
    if (items.length > 0) return items;
  }
  return namesPlace(field) ? placesOfSiblings(lists, subject, path, value) : [];
}

/** The regions and zones that other resources of the collection have in the same field. */
async function placesOfSiblings(
  lists: LiveLists,
  { connection, section, segments }: PartSubject,
  path: FieldPath,
  value: ValuePlace,
): Promise<vscode.CompletionItem[]> {
  const own = toApiPath({ account: connection.account.id, segments });
  const { collection, item } = findByPath(section.catalogue, own);
  if (!collection || secretFieldsOf(item ?? collection)(path)) return [];
  const list = item ? own.slice(0, own.lastIndexOf('/')) : own;
  const members = await lists.items(connection.api, list, collection.itemsIn);
  return siblingValues(members, path).map((place) => memberItem(value, place, place, { path: list }));
}

/** The path below the spec; `undefined` for what is no field of it. */
function fieldOf(path: FieldPath, subject: PartSubject | undefined): FieldPath | undefined {
  if (!subject?.specPath.every((part, index) => path[index] === part)) return undefined;
  const below = path.slice(subject.specPath.length);
  return below.length === 0 ? undefined : below;
}
