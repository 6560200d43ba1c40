import type { ResourceAddress } from '../../../src/resource/address.js';
import {
  parseEvent,
  parseResource,
  parseTask,
  type ResourceEvent,
  type Task,
} from '../../../src/resource/envelope.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';

export const address: ResourceAddress = { account: 'me', segments: ['s', 'thing', 'a'] };

/** What was read of a resource whose answer is `json`. */
export function snapshot(
  json: unknown,
  history: Partial<Pick<ResourceSnapshot, 'tasks' | 'events'>> = {},
): ResourceSnapshot {
  return {
    address,
    resource: parseResource(json),
    text: JSON.stringify(json),
    tasks: undefined,
    events: undefined,
    kept: 'both' as const,
    fixed: [],
    isSecret: secretFieldsOf(undefined),
    readAt: 0,
    ...history,
  };
}

export function task(parts: Readonly<Record<string, unknown>>): Task {
  const made = parseTask({ id: 't', ...parts });
  if (!made) throw new Error('This is no task.');
  return made;
}

export function event(parts: Readonly<Record<string, unknown>>): ResourceEvent {
  const made = parseEvent(parts);
  if (!made) throw new Error('This is no event.');
  return made;
}
