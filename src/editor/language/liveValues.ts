import type * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { namesPlace } from '../../resource/keyFacts.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { siblingValues } from '../../resource/siblingValues.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { findByPath } from '../../schema/findByPath.js';
import { sourceValue, valueSources } from '../../schema/valueSources.js';
import type { DocumentJudge, PartSubject } from './judgedPart.js';
import type { LiveLists } from './liveLists.js';
import { memberItem, registerValueCompletions, type ValuePlace } from './valueCompletions.js';
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

/** What the first list that has anything for a field has; of a place that no list has, those of the resources beside this one. */
async function listedValues(
  lists: LiveLists,
  subject: PartSubject,
  path: FieldPath,
  value: ValuePlace,
): Promise<vscode.CompletionItem[]> {
  const { connection, section, segments } = subject;
  const field = path.findLast((part): part is string => typeof part === 'string') ?? '';
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
