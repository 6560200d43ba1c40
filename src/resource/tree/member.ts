import { isJsonObject } from '../../api/jsonObject.js';
import { parseEvent, parseResource, parseTask, type Task } from '../envelope.js';
import { conditionOf, isTaskAtWork, type Condition } from '../condition.js';
import { displayLine } from '../displayText.js';

/** What the members of a list are: resources and rows of any kind, or one resource's tasks or events. */
export type MemberKind = 'resource' | 'task' | 'event';

/** What a list says of one member, enough for a line of the tree. */
export interface Member {
  readonly kind: MemberKind;
  readonly label: string;
  readonly id: string | undefined;
  /** A resource's `resourceStatus` or a task's status: open sets. */
  readonly status: string | undefined;
  /** Whether the cloud is busy with it. */
  readonly isBusy: boolean;
  /** How a resource does; `undefined` for anything else, and for a resource that is gone. */
  readonly condition: Condition | undefined;
  /** What is worth a word beside the label. */
  readonly detail: string | undefined;
  /** When it happened, as the API wrote it. */
  readonly at: string | undefined;
  readonly raw: unknown;
}

/** How the members of a list are read: `identifier` is the field that goes into a member's path. */
export interface MemberReading {
  readonly kind: MemberKind;
  readonly identifier: string | undefined;
  /** The tasks of a resource, where they were read beside it. */
  readonly tasks?: readonly Task[] | undefined;
}

/** Longer texts say nothing in a line. */
const LONGEST_DETAIL = 80;

/** Reads a member of a list. Never throws; what has no name is called by what it has. */
export function readMember(raw: unknown, { kind, identifier, tasks }: MemberReading): Member {
  if (!isJsonObject(raw)) {
    const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
    return { ...bare(raw, text), id: typeof raw === 'string' || typeof raw === 'number' ? text : undefined };
  }
  if (kind === 'task') return taskMember(raw);
  if (kind === 'event') return eventMember(raw);
  const resource = parseResource(raw);
  const condition = conditionOf(resource, tasks);
  const own = identifier === undefined ? undefined : raw[identifier];
  // An empty identifier would make the item's path its list's.
  const id = (typeof own === 'string' && own !== '') || typeof own === 'number' ? String(own) : resource.id;
  const name = nameOf(raw, resource.displayName) || id || firstText(raw);
  return {
    ...bare(raw, name),
    id,
    status: resource.status,
    isBusy: condition.kind === 'atWork',
    condition,
    detail: resource.status === undefined ? rowDetail(raw) : undefined,
  };
}

/** Something that no list speaks of, by its own name. */
export function unreadMember(label: string): Member {
  return bare(undefined, label);
}

type Json = Readonly<Record<string, unknown>>;

function bare(raw: unknown, name: string | undefined): Member {
  return {
    kind: 'resource',
    label: displayLine(name ?? JSON.stringify(raw)),
    id: undefined,
    status: undefined,
    isBusy: false,
    condition: undefined,
    detail: undefined,
    at: undefined,
    raw,
  };
}

function taskMember(raw: Json): Member {
  const task = parseTask(raw);
  const message = task?.message === '' ? undefined : task?.message;
  return {
    ...bare(raw, task?.type ?? message ?? task?.id),
    kind: 'task',
    id: task?.id,
    status: task?.status,
    isBusy: isTaskAtWork(task?.status),
    detail: task?.type === undefined ? undefined : lineOf(message),
    at: task?.startedAt ?? task?.createdAt,
  };
}

/** An event is called by what it says: its types are few, and alike for all resources. */
function eventMember(raw: Json): Member {
  const event = parseEvent(raw);
  const type = event?.type ?? event?.kind;
  const message = event?.message === '' ? undefined : event?.message;
  return {
    ...bare(raw, message ?? type),
    kind: 'event',
    detail: message === undefined ? undefined : lineOf(type),
    at: event?.createdAt,
  };
}

/** A row that nothing identifies is better called by a separate field than by its description. */
function nameOf(raw: Json, displayName: string): string {
  return displayName === raw.description && raw.id === undefined ? '' : displayName;
}

/** The first text of a row whose fields have no name that is known here. */
function firstText(raw: Json): string | undefined {
  return Object.entries(raw).find(
    ([name, value]) => name !== 'description' && typeof value === 'string' && value !== '',
  )?.[1] as string | undefined;
}

/** Reference lists tell by `status` what can be had of them. */
function rowDetail({ status }: Json): string | undefined {
  return typeof status === 'string' && status !== '' ? lineOf(status) : undefined;
}

function lineOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const line = displayLine(text);
  return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}
