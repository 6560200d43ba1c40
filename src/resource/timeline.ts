import { settledTask } from './endedTasks.js';
import { filledTask, type ResourceEvent, type Task } from './envelope.js';

/** One entry of a resource's history. */
export type TimelineEntry =
  | {
      readonly kind: 'task';
      /** Stays the same from one reading to the next. */
      readonly key: string;
      readonly at: string | undefined;
      readonly task: Task;
      /** Events that only tell what the task itself says, in the order given. */
      readonly events: readonly ResourceEvent[];
    }
  | {
      readonly kind: 'event';
      readonly key: string;
      readonly at: string | undefined;
      readonly event: ResourceEvent;
      /** The listed task of which it knows more than the task itself. */
      readonly taskId?: string;
    };

/**
 * Tasks and events as one history, the newest first. An event that only says that a listed task began or ended is folded
 * into the task; every other entry stays, regardless of its type. `currentTasks` adds what the list of tasks does not have yet.
 * The lists are read beside each other: a task that one of them calls ended is not shown as under way.
 */
export function foldTimeline(
  tasks: readonly Task[],
  events: readonly ResourceEvent[],
  currentTasks: readonly Task[] = [],
): readonly TimelineEntry[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const reference of currentTasks) {
    const listed = byId.get(reference.id);
    // The resource may be the only one to say why its task failed.
    byId.set(reference.id, listed ? filledTask(listed, reference) : reference);
  }
  const said = new Map<string, ResourceEvent[]>();
  const folded = new Map<string, ResourceEvent[]>();
  const own: ResourceEvent[] = [];
  const tellers = new Map<ResourceEvent, string>();
  for (const event of events) {
    const task = taskOfEvent(event, byId);
    if (task) addTo(said, task.id, event);
    if (task && !tellsMore(event, task)) addTo(folded, task.id, event);
    else {
      own.push(event);
      if (task) tellers.set(event, task.id);
    }
  }
  const entries = [
    ...[...byId.values()].map((listed): TimelineEntry => {
      const task = settledTask(listed, said.get(listed.id) ?? [], currentTasks);
      const at = task.startedAt ?? task.createdAt ?? task.updatedAt;
      return { kind: 'task', key: `task ${task.id}`, at, task, events: folded.get(task.id) ?? [] };
    }),
    ...eventEntries(own, tellers),
  ];
  return entries.sort((a, b) => timeOf(b) - timeOf(a));
}

function addTo(lists: Map<string, ResourceEvent[]>, id: string, event: ResourceEvent): void {
  const list = lists.get(id);
  if (list) list.push(event);
  else lists.set(id, [event]);
}

/** Events have no identifier: what they say is their key, and equal ones are counted. */
function eventEntries(
  events: readonly ResourceEvent[],
  tellers: ReadonlyMap<ResourceEvent, string>,
): readonly TimelineEntry[] {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const said = `event ${event.createdAt ?? ''} ${event.type ?? ''} ${event.message ?? ''}`;
    const count = (counts.get(said) ?? 0) + 1;
    counts.set(said, count);
    const taskId = tellers.get(event);
    return {
      ...{ kind: 'event', key: `${said} ${String(count)}`, at: event.createdAt, event },
      ...(taskId !== undefined && { taskId }),
    };
  });
}

/** The listed task whose beginning or end an event reports. */
function taskOfEvent(event: ResourceEvent, tasks: ReadonlyMap<string, Task>): Task | undefined {
  const type = event.normalisedType ?? '';
  if (type !== 'TASK_START' && type !== 'TASK_SUCCESS' && type !== 'TASK_ERROR') return undefined;
  return idsIn(event)
    .map((id) => tasks.get(id))
    .find((one) => one !== undefined);
}

/** Whether an event knows more of an error than the task itself. */
function tellsMore({ normalisedType }: ResourceEvent, { errors, message }: Task): boolean {
  return normalisedType === 'TASK_ERROR' && errors.length === 0 && !message;
}

/** What may be a task's identifier: the parts of a link, and the words of a message. */
function idsIn({ link, message }: ResourceEvent): readonly string[] {
  const parts = link?.split(/[/?#]/).reverse() ?? [];
  const words = message?.split(/[\s"'`,;:()[\]{}<>]+/).map((word) => word.replace(/\.$/, '')) ?? [];
  return [...parts, ...words].filter((word) => word !== '');
}

/** When an entry was, in milliseconds since the epoch; one without a time that can be read belongs to now. */
export function timeOf(entry: { readonly at: string | undefined } | undefined): number {
  const parsed = Date.parse(entry?.at ?? '');
  return Number.isNaN(parsed) ? Number.MAX_SAFE_INTEGER : parsed;
}
