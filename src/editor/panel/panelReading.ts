import { conditionOf, type Condition } from '../../resource/condition.js';
import { failedTask } from '../../resource/endedTasks.js';
import { partIgnored, type IgnoredPaths } from '../../resource/ignoredFields.js';
import type { Task } from '../../resource/envelope.js';
import { keyFacts } from '../../resource/keyFacts.js';
import { isLargeAnswer } from '../../resource/jsonTree.js';
import { hideSecretChanges, hideSecrets } from '../../resource/secretFields.js';
import { hasOlderHistory, timeOfTask, type ResourceSnapshot } from '../../resource/snapshot.js';
import { oldestOf } from '../../resource/historyList.js';
import type { SpecChange } from '../../resource/specDiff.js';
import { compareState, type StateComparison } from '../../resource/stateComparison.js';
import { tasksForPerson } from '../../resource/tasksForPerson.js';
import { foldTimeline, type TimelineEntry } from '../../resource/timeline.js';
import type { PanelReading } from './panelFacts.js';

/** A reading, and what it was made of. */
interface Read {
  readonly reading: PanelReading;
  readonly snapshot: ResourceSnapshot;
}

/**
 * What the panel shows of a snapshot. What the resource itself says is compared once: it keeps its identity from the reading `before` where only
 * its history is different.
 */
export function panelReading(snapshot: ResourceSnapshot, before?: Read): PanelReading {
  const { resource, readAt } = snapshot;
  const { displayName, status } = resource;
  const history = historyOf(snapshot);
  const condition = conditionOf(resource, snapshot.tasks);
  const tasks = tasksOf(history ?? []);
  const failed = failedTask(tasks, resource.currentTasks);
  return {
    displayName,
    status,
    keyFacts: keyFacts(resource.raw, snapshot.isSecret),
    tags: resource.tags,
    hasActions: snapshot.hasActions === true,
    condition,
    ...(before && isSameSpec(before, snapshot, condition)
      ? comparedBefore(before.reading)
      : { ...compared(snapshot, condition), fixed: snapshot.fixed }),
    history,
    kept: snapshot.kept,
    hasOlder: hasOlderHistory(snapshot),
    isHistoryRead: snapshot.tasks !== undefined || snapshot.events !== undefined,
    failedTask: failed,
    needsPerson: tasksForPerson(tasks, {
      ...{ failed, currentTasks: resource.currentTasks, targetSpec: resource.targetSpec ?? undefined },
    }),
    hasTaskActions: snapshot.hasTaskActions === true,
    // Where the API keeps no list of tasks, what `currentTasks` says is all that there is.
    opensTasks: snapshot.tasks !== undefined,
    readAt,
  };
}

function isSameSpec({ reading, snapshot }: Read, after: ResourceSnapshot, condition: Condition): boolean {
  return (
    snapshot.text === after.text &&
    snapshot.isSecret === after.isSecret &&
    reading.condition.kind === condition.kind &&
    reading.condition.status === condition.status
  );
}

function comparedBefore(reading: PanelReading): Compared & Pick<PanelReading, 'fixed'> {
  const { isStateOnly, targetSpec, currentState, comparison, pendingCounts, fixed } = reading;
  return { isStateOnly, targetSpec, currentState, comparison, pendingCounts, fixed };
}

/**
 * A reading without the differences that are ignored. Of a large resource only the first ones are known one by one, so that nothing can be
 * said of the others: there all count.
 */
export function withoutIgnored(reading: PanelReading, paths: IgnoredPaths | undefined): PanelReading {
  if (!paths || paths.size === 0 || reading.pendingCounts) return reading;
  const { counted, ignored } = partIgnored(reading.comparison.pending, paths);
  return { ...reading, comparison: { ...reading.comparison, pending: counted }, ignored };
}

const NOTHING: StateComparison = { pending: [], different: [], unreported: [], cloudSet: [] };

type Compared = Pick<
  PanelReading,
  'isStateOnly' | 'targetSpec' | 'currentState' | 'comparison' | 'pendingCounts'
>;

function compared(snapshot: ResourceSnapshot, condition: Condition): Compared {
  const { resource, isSecret } = snapshot;
  const isStateOnly = resource.kind === 'envelope' && resource.targetSpec === undefined;
  if (isLargeAnswer(snapshot.text)) return comparedLarge(snapshot, condition, isStateOnly);
  if (resource.kind === 'plain' || isStateOnly) {
    const shown = isStateOnly ? (resource.currentState ?? {}) : resource.raw;
    return {
      isStateOnly,
      targetSpec: undefined,
      currentState: hideSecrets(shown, isSecret),
      comparison: NOTHING,
    };
  }
  // Either may be null while the resource is being created or deleted.
  const currentState = resource.currentState ?? {};
  const targetSpec = resource.targetSpec ?? {};
  const { pending, different, unreported, cloudSet } = compareState(currentState, targetSpec, condition);
  const hidden = (changes: readonly SpecChange[]): readonly SpecChange[] =>
    hideSecretChanges(changes, isSecret);
  return {
    isStateOnly,
    targetSpec: hideSecrets(targetSpec, isSecret),
    currentState: hideSecrets(currentState, isSecret),
    comparison: {
      pending: hidden(pending),
      different: hidden(different),
      unreported: hidden(unreported),
      cloudSet: hidden(cloudSet),
    },
  };
}

/** Changes of each kind that are shown of a large resource. */
export const MOST_SHOWN = 1_000;

/** Of a large resource only what differs is shown, and no more than a person reads: hundreds of thousands of rows hang the panel. */
function comparedLarge(
  { resource, isSecret }: ResourceSnapshot,
  condition: Condition,
  isStateOnly: boolean,
): Compared {
  const isPlain = resource.kind === 'plain' || isStateOnly;
  const found = isPlain
    ? NOTHING
    : compareState(resource.currentState ?? {}, resource.targetSpec ?? {}, condition);
  const first = (changes: readonly SpecChange[]): readonly SpecChange[] =>
    hideSecretChanges(changes.slice(0, MOST_SHOWN), isSecret);
  const count = (kind: SpecChange['kind']): number =>
    found.pending.filter((change) => change.kind === kind).length;
  return {
    ...{ isStateOnly, targetSpec: isPlain ? undefined : {}, currentState: {} },
    comparison: {
      ...{ pending: first(found.pending), different: first(found.different) },
      ...{ unreported: first(found.unreported), cloudSet: first(found.cloudSet) },
    },
    pendingCounts: { added: count('added'), removed: count('removed'), changed: count('changed') },
  };
}

function tasksOf(history: readonly TimelineEntry[]): readonly Task[] {
  return history.flatMap((entry) => (entry.kind === 'task' ? [entry.task] : []));
}

/**
 * Where the API keeps no history, the tasks that a resource itself names are all there is of one. What is older than the end of a
 * list that goes on stays out until that list was read as far: a history with gaps would look like a whole one.
 */
function historyOf(snapshot: ResourceSnapshot): readonly TimelineEntry[] | undefined {
  const { resource, tasks = [], events = [], kept, older } = snapshot;
  if (kept === 'none' && resource.currentTasks.length === 0) return undefined;
  const entries = foldTimeline(tasks, events, resource.currentTasks);
  const ends = [
    older?.tasks === undefined ? undefined : oldestOf(tasks, timeOfTask),
    older?.events === undefined ? undefined : oldestOf(events, ({ createdAt }) => createdAt),
  ].filter((end) => end !== undefined);
  if (ends.length === 0) return entries;
  const horizon = Math.max(...ends);
  return entries.filter(({ at }) => !(Date.parse(at ?? '') < horizon));
}
