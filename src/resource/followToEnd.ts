import type { ResourceAddress } from './address.js';
import type { Condition } from './condition.js';
import type { Item } from '../schema/catalogue.js';
import { waitUntilReady, type WaitOptions } from './waitUntilReady.js';

/** A resource that the API accepted a change for. */
export interface Written {
  readonly address: ResourceAddress;
  readonly item: Pick<Item, 'isEnvelope'>;
  /** Identifiers of tasks that had failed before the change. */
  readonly failedTasks?: readonly string[];
}

/**
 * How the work that a change began ended: the cloud is done with it, has failed, or waits for a person; it was not done
 * after an hour (`late`); or waiting was stopped (`left`).
 */
export type Ending =
  | { readonly kind: 'done'; readonly condition: Condition | undefined }
  | { readonly kind: 'waitingForYou' | 'late'; readonly condition: Condition }
  | {
      readonly kind: 'failed';
      readonly condition: Condition;
      /** Whether it had failed before the change, and still has. */
      readonly isOld: boolean;
    }
  | { readonly kind: 'left' };

/**
 * Follows a resource that was written to the end of its tasks, by the one rule that decides how a resource does. What has
 * no status and no tasks is done once its request is accepted. Rejects as `waitUntilReady` does.
 */
export async function followToEnd(
  { address, item, failedTasks = [] }: Written,
  options: Omit<WaitOptions, 'failedBefore'>,
): Promise<Ending> {
  if (!item.isEnvelope) return { kind: 'done', condition: undefined };
  const readiness = await waitUntilReady(address, { ...options, failedBefore: failedTasks });
  if (readiness.kind === 'left') return { kind: 'left' };
  const { condition } = readiness;
  if (readiness.kind === 'late') return { kind: 'late', condition };
  switch (condition.kind) {
    case 'failed': {
      const { task } = condition;
      const isOld = task ? failedTasks.includes(task.id) : failedTasks.length > 0;
      return { kind: 'failed', condition, isOld };
    }
    case 'waitingForYou':
      return { kind: 'waitingForYou', condition };
    default:
      return { kind: 'done', condition };
  }
}
