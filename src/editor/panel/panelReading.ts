import { failedTask } from '../../resource/endedTasks.js';
import type { Task } from '../../resource/envelope.js';
import { hideSecretChanges, hideSecrets } from '../../resource/secretFields.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { diffSpecs, type SpecChange } from '../../resource/specDiff.js';
import { foldTimeline, type TimelineEntry } from '../../resource/timeline.js';
import type { PanelReading } from './panelFacts.js';

/** What the panel shows of a snapshot. */
export function panelReading(snapshot: ResourceSnapshot): PanelReading {
  const { resource, readAt } = snapshot;
  const { displayName, status } = resource;
  const history = historyOf(snapshot);
  return {
    displayName,
    status,
    ...compared(snapshot),
    history,
    failedTask: failedTask(tasksOf(history ?? []), resource.currentTasks),
    readAt,
  };
}

function compared({
  resource,
  isSecret,
}: ResourceSnapshot): Pick<PanelReading, 'targetSpec' | 'currentState' | 'changes' | 'cloudSet'> {
  if (resource.kind === 'plain') {
    return {
      targetSpec: undefined,
      currentState: hideSecrets(resource.raw, isSecret),
      changes: [],
      cloudSet: [],
    };
  }
  // Either may be null while the resource is being created or deleted.
  const currentState = resource.currentState ?? {};
  const targetSpec = resource.targetSpec ?? {};
  // The cloud may list members in an order of its own.
  const all = hideSecretChanges(diffSpecs(currentState, targetSpec, { ignoreOrder: true }), isSecret);
  return {
    targetSpec: hideSecrets(targetSpec, isSecret),
    currentState: hideSecrets(currentState, isSecret),
    changes: all.filter((change) => !isCloudSet(change)),
    cloudSet: all.filter((change) => isCloudSet(change)),
  };
}

/**
 * A field that only the actual state has is taken to be set by the cloud (an address, a date): nothing in a resource
 * says which fields could be asked for. A member that a list has lost is asked away.
 */
function isCloudSet({ kind, path }: SpecChange): boolean {
  return kind === 'removed' && typeof path.at(-1) !== 'number';
}

function tasksOf(history: readonly TimelineEntry[]): readonly Task[] {
  return history.flatMap((entry) => (entry.kind === 'task' ? [entry.task] : []));
}

function historyOf({ resource, tasks, events }: ResourceSnapshot): readonly TimelineEntry[] | undefined {
  if (!tasks && !events && resource.kind === 'plain') return undefined;
  return foldTimeline(tasks ?? [], events ?? [], resource.currentTasks);
}
