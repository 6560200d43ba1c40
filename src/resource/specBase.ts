import type { ApiResponse, QueryValue } from '../api/api.js';
import { ProtocolError } from '../api/errors.js';
import type { Item } from '../schema/catalogue.js';
import type { ResourceAddress } from './address.js';
import { failedTaskIds } from './condition.js';
import { isJsonObject, type JsonObject } from '../api/jsonObject.js';
import { parseResource } from './envelope.js';
import { fixedFieldsIn, type FixedField } from './fixedFields.js';
import { mergingSpecTexts, type TextMerge } from './merge.js';
import { isSameSpec } from './sameSpec.js';
import { atOnce, type Work } from './slices.js';
import { readSpec, readSpecValue } from './spec.js';
import { describePath, type SpecChange } from './specDiff.js';

/**
 * What a spec was read at. A change is judged and sent against exactly this, never against a later read: reading the
 * checksum again right before a PUT would switch the API's lock off.
 */
export interface SpecBase {
  readonly address: ResourceAddress;
  readonly item: Item;
  /** The spec's text as it was read. */
  readonly text: string;
  readonly checksum: string | undefined;
  /**
   * The spec that the document's text was made of, JSON text, where that is not `text`: the cloud has changes that were not
   * put into the document. An edit of the document is merged on `text`, never sent instead of it.
   */
  readonly ancestor?: string | undefined;
  /** Whether a person has seen where the document and `text` conflict: what the document says then counts. */
  readonly isDecided?: boolean;
  /** The schema version it was read with; `undefined` for the default major. */
  readonly schemaVersion: string | undefined;
  readonly displayName: string;
  readonly status: string | undefined;
  /** What of the spec its update does not take, as it was read; `undefined` when that is not known any more. */
  readonly fixed?: readonly FixedField[];
  /** The query that the resource is read with, where its operations require one. */
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** What the update's body holds beside the spec, see `partsAroundSpec`. */
  readonly around?: string | undefined;
  /** The tasks that had failed when it was read, by identifier. */
  readonly failedTasks?: readonly string[];
}

/**
 * The base that an answer of the cloud makes: what the next change is judged against. Throws `ProtocolError` for an answer
 * that is not the resource: an object without the spec, or without the checksum that `base` has.
 */
export function rebase(base: ReadAt, response: ApiResponse): SpecBase {
  return atOnce(rebased(base, response));
}

/** What is known of a resource before it is read. */
type ReadAt = Pick<SpecBase, 'address' | 'item'> & Partial<Pick<SpecBase, 'checksum' | 'query'>>;

/** As `rebase`, for answers of any length. */
export function* rebased(base: ReadAt, response: ApiResponse): Work<SpecBase> {
  const { item } = base;
  const json = response.json();
  if (!isResource(json, item)) throw notTheResource(response);
  const resource = parseResource(json, base.address.segments.at(-1));
  const { checksum, displayName, status } = resource;
  if (base.checksum !== undefined && checksum === undefined) throw notTheResource(response);
  const { schemaVersion } = response;
  const failedTasks = failedTaskIds(resource);
  yield;
  const { text, whole, around } = yield* readSpec(response.text, json, item);
  yield;
  const fixed = fixedFieldsIn(whole, item.writable);
  return {
    address: base.address,
    query: base.query,
    item,
    text,
    checksum,
    displayName,
    status,
    schemaVersion,
    fixed,
    around,
    failedTasks,
  };
}

/** What is typed in a document, JSON text, on top of what the cloud has besides: an edit of the base's `text`. */
export function* withUnshown({ text, ancestor }: SpecBase, typed: string): Work<TextMerge> {
  if (ancestor === undefined) return { text: typed, conflicts: [] };
  return yield* mergingSpecTexts({ base: ancestor, theirs: text, mine: typed, wins: 'mine' });
}

/** A newer base of a document, which says `typed` and still shows what the older one was. */
export function unshown(newer: SpecBase, { text, ancestor = text }: SpecBase, typed: string): Work<SpecBase> {
  return withShown({ ...newer, ancestor }, typed);
}

/**
 * The base of a document that says `typed`: where it says what the cloud has, that is shown and no edit. After a crash an
 * editor may bring back a text from before or after the cloud's changes were put into it.
 */
export function* withShown(base: SpecBase, typed: string): Work<SpecBase> {
  const { ancestor, text } = base;
  if (ancestor === undefined) return base;
  const wins = 'mine';
  const { text: edited } = yield* mergingSpecTexts({ base: text, theirs: ancestor, mine: typed, wins });
  const { text: shown } = yield* mergingSpecTexts({ base: edited, theirs: typed, mine: ancestor, wins });
  const [own, cloud] = [yield* readSpecValue(shown), yield* readSpecValue(text)];
  yield;
  return { ...base, ancestor: isSameSpec(own, cloud) ? undefined : shown };
}

/** Whether changes do a part of others: `undone` are those that would take a spec back to an earlier one. */
export function takesBack(undone: readonly SpecChange[], changes: readonly SpecChange[]): boolean {
  const byPath = new Map(undone.map((change) => [describePath(change.path), change]));
  return changes.some(({ path, after }) => {
    const change = byPath.get(describePath(path));
    return change !== undefined && isSameSpec(change.after, after);
  });
}

/** Whether an answer holds what an item's answers hold: its `targetSpec`, or one of the fields that can be written. */
function isResource(json: unknown, { answersTarget, isEnvelope, writable }: Item): json is JsonObject {
  if (!isJsonObject(json)) return false;
  if (answersTarget) return isJsonObject(json.targetSpec) || json.targetSpec === null;
  if (isEnvelope) return 'currentState' in json;
  return writable.fields.size === 0 || Object.keys(json).some((name) => writable.fields.has(name));
}

function notTheResource({ method, path, queryId }: ApiResponse): ProtocolError {
  const [asked = path] = path.split('?');
  return new ProtocolError({ method, path: asked }, 'wrongShape', 'the answer is not the resource', {
    queryId,
  });
}
