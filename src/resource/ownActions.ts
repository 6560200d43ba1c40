import { isJsonObject } from '../api/jsonObject.js';
import type { ApiResponse } from '../api/api.js';
import { addressOf, type ResourceAddress } from './address.js';
import { parseResource, parseTask } from './envelope.js';
import type { WriteEvent } from './written.js';

/** Something that this editor did to a resource beside changing its spec. */
export interface KnownAction {
  /** Milliseconds since the epoch; no two of a resource have the same. */
  readonly at: number;
  readonly method: string;
  /** The path below the resource, such as `reboot`; empty for the resource itself. */
  readonly name: string;
  /** The tasks that carry it out, as far as the response named them. */
  readonly tasks: readonly string[];
  /** Whether the API accepted it; otherwise no response came that says. */
  readonly isCertain: boolean;
}

/** Whether an action answered a task, which was there before it. */
export function isAnswer({ method, name }: Pick<KnownAction, 'method' | 'name'>): boolean {
  return method === 'PUT' && name.includes('/');
}

/** What a write did to a resource, for its history; `undefined` for an update of its spec, which is kept as that, and a creation. */
export function actionOf(
  write: Pick<WriteEvent, 'kind' | 'resources' | 'account' | 'method' | 'path' | 'response'>,
): { readonly address: ResourceAddress; readonly action: Omit<KnownAction, 'at'> } | undefined {
  const { kind, resources, account, method, path, response } = write;
  const [own, above] = resources;
  // What is done to a task is part of its resource's history.
  const isOnTask =
    own && above && resources.length === 2 && own.segments.length - above.segments.length === 2;
  const address = isOnTask ? above : own;
  if (!address || kind === 'created' || (kind === 'updated' && !isOnTask)) return undefined;
  const name = addressOf(account, path).segments.slice(address.segments.length).join('/');
  const tasks = isAnswer({ method, name }) ? [] : tasksIn(response);
  return { address, action: { method, name, tasks, isCertain: response !== undefined } };
}

function tasksIn(response: ApiResponse | undefined): readonly string[] {
  if (!response || response.text.trim() === '') return [];
  try {
    const json = response.json();
    const current = parseResource(json).currentTasks.map(({ id }) => id);
    if (current.length > 0) return current;
    const task = isJsonObject(json) && Array.isArray(json.progress) ? parseTask(json) : undefined;
    return task ? [task.id] : [];
  } catch {
    // What is no JSON names no task.
    return [];
  }
}
