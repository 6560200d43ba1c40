import type { ResourceEvent, Task } from './envelope.js';

/** One entry of a resource's history. */
export type TimelineEntry =
  | { readonly kind: 'task'; readonly key: string; readonly at: string | undefined; readonly task: Task }
  | {
      readonly kind: 'event';
      readonly key: string;
      readonly at: string | undefined;
      readonly event: ResourceEvent;
    };

/**
 * Tasks and events as one history, the newest first. An event that only says that a listed task began or ended says
 * nothing the task doesn't, and is left out; every other entry stays, whatever its type.
 */
export function foldTimeline(
  tasks: readonly Task[],
  events: readonly ResourceEvent[],
): readonly TimelineEntry[] {
  const ids = tasks.map(({ id }) => id);
  const own = tasks.map((task): TimelineEntry => {
    const at = task.startedAt ?? task.createdAt ?? task.updatedAt;
    return { kind: 'task', key: `task ${task.id}`, at, task };
  });
  const counts = new Map<string, number>();
  const others = events
    .filter((event) => !speaksOfTask(event, ids))
    .map((event): TimelineEntry => {
      const name = `event ${event.createdAt ?? ''} ${event.type ?? ''} ${event.message ?? ''}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return { kind: 'event', key: `${name} ${String(count)}`, at: event.createdAt, event };
    });
  return [...own, ...others].sort((a, b) => time(b) - time(a));
}

function speaksOfTask(event: ResourceEvent, ids: readonly string[]): boolean {
  if (!/^TASK_(?:START|SUCCESS|ERROR)$/.test(event.normalisedType ?? '')) return false;
  return ids.some((id) => event.link?.includes(id) || event.message?.includes(id));
}

/** An entry without a time that can be read belongs to now. */
function time({ at }: TimelineEntry): number {
  const parsed = Date.parse(at ?? '');
  return Number.isNaN(parsed) ? Number.MAX_SAFE_INTEGER : parsed;
}
