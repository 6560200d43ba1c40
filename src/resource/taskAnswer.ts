import type { FormField } from '../schema/actionForm.js';
import type { AnswerForm } from '../schema/answerForm.js';
import type { FormAnswers } from './actionRequest.js';
import { addressOf, type ResourceAddress } from './address.js';
import type { Task } from './envelope.js';

/** How every section calls a resource's list of tasks. */
const TASKS = 'task';

type Branch = Map<string, string | Branch>;

/** The body that answers a task, as JSON text: numbers stay as they were typed. */
export function answerBody({ places, objects, fixed }: AnswerForm, answers: FormAnswers): string {
  const root: Branch = new Map(fixed.map(([name, value]) => [name, JSON.stringify(value)]));
  for (const place of objects) branchAt(root, place);
  for (const [field, json] of answers) put(root, placeOf(places, field), json);
  return written(root);
}

function placeOf(places: AnswerForm['places'], field: FormField): readonly string[] {
  return places.get(field) ?? [field.name];
}

function put(root: Branch, place: readonly string[], json: string): void {
  const name = place.at(-1);
  if (name !== undefined) branchAt(root, place.slice(0, -1)).set(name, json);
}

function branchAt(root: Branch, place: readonly string[]): Branch {
  let at = root;
  for (const name of place) {
    const below = at.get(name);
    const next: Branch = below instanceof Map ? below : new Map<string, string | Branch>();
    at.set(name, next);
    at = next;
  }
  return at;
}

function written(branch: Branch): string {
  const parts = [...branch].map(
    ([name, value]) => `${JSON.stringify(name)}:${typeof value === 'string' ? value : written(value)}`,
  );
  return `{${parts.join(',')}}`;
}

/**
 * Where a current task of a resource can be read. Its link is followed where it is a path of the branch that ends with the
 * task's identifier: a task may be kept by the resource above. Any other link leads to the resource itself or elsewhere, and
 * the task is looked for in the resource's own list.
 */
export function taskAddress(
  address: ResourceAddress,
  { id, link }: Pick<Task, 'id' | 'link'>,
): ResourceAddress {
  const linked = link?.startsWith('/v2/') === true ? addressIn(address.account, link) : undefined;
  if (linked?.segments.at(-1) === id && linked.segments.at(-2) === TASKS) return linked;
  return { ...address, segments: [...address.segments, TASKS, id] };
}

function addressIn(account: string, link: string): ResourceAddress | undefined {
  try {
    return addressOf(account, link.slice('/v2'.length));
  } catch {
    return undefined;
  }
}
