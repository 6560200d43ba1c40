import { isJsonObject, type JsonObject } from '../api/jsonObject.js';
import { displayNameOf } from './displayName.js';

/** One resource as the API said it: an envelope, or a plain object. */
export interface Resource {
  readonly kind: 'envelope' | 'plain';
  readonly id: string | undefined;
  /** The best name for a person that the data has, else the identifier, else an empty string. */
  readonly displayName: string;
  readonly urn: string | undefined;
  /**
   * `resourceStatus`, or an envelope's `status` where it has no other: an open set. `SUSPENDED` or `EXPIRED` where only the
   * service that it belongs to is, as IAM says.
   */
  readonly status: string | undefined;
  readonly checksum: string | undefined;
  readonly targetSpec: unknown;
  readonly currentState: unknown;
  /** What goes on or has failed, as the resource itself lists it: often no more than an identifier, a status and errors. */
  readonly currentTasks: readonly Task[];
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly raw: unknown;
}

export interface TaskStep {
  readonly name: string;
  readonly status: string | undefined;
}

/** A task: what the API does to bring `currentState` to `targetSpec`. Statuses and types are open sets. */
export interface Task {
  readonly id: string;
  readonly type: string | undefined;
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly link: string | undefined;
  readonly createdAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly finishedAt: string | undefined;
  readonly progress: readonly TaskStep[];
  readonly errors: readonly string[];
}

/** One entry of a resource's history. */
export interface ResourceEvent {
  readonly createdAt: string | undefined;
  /** As sent: `TASK_START` and `TaskStart` are two spellings of one type. */
  readonly type: string | undefined;
  /** The type in one spelling, `TASK_START`. */
  readonly normalisedType: string | undefined;
  readonly kind: string | undefined;
  readonly message: string | undefined;
  readonly link: string | undefined;
}

/**
 * Reads a resource of any section. Never throws: what is missing is `undefined`, what is unknown is kept in `raw`.
 * `knownAs` is its identifier in its path, for answers that name it in a field of their own.
 */
export function parseResource(json: unknown, knownAs?: string): Resource {
  const raw = isJsonObject(json) ? json : {};
  const iam = isJsonObject(raw.iam) ? raw.iam : {};
  const id = text(raw.id) ?? text(raw.urn) ?? text(iam.id) ?? knownAs;
  const state = isJsonObject(raw.currentState) ? raw.currentState : {};
  const target = isJsonObject(raw.targetSpec) ? raw.targetSpec : {};
  const isEnvelope = 'targetSpec' in raw || 'currentState' in raw;
  return {
    kind: isEnvelope ? 'envelope' : 'plain',
    id,
    displayName: displayNameOf({ raw, target, state, iam, id }),
    urn: urnOf(raw),
    status: statusOf(raw, isEnvelope),
    checksum: text(raw.checksum),
    targetSpec: raw.targetSpec,
    currentState: raw.currentState,
    currentTasks: parseTasks(list(raw.currentTasks)),
    createdAt: text(raw.createdAt),
    updatedAt: text(raw.updatedAt),
    tags: stringMap(iam.tags ?? raw.tags),
    raw: json,
  };
}

/** A resource's URN, which sections have beside its other fields or in its `iam`. */
export function urnOf(json: unknown): string | undefined {
  if (!isJsonObject(json)) return undefined;
  return text(json.urn) ?? (isJsonObject(json.iam) ? text(json.iam.urn) : undefined);
}

/** What a resource at rest is in when its service is not usable, as IAM says. */
const OUT_OF_SERVICE = ['SUSPENDED', 'EXPIRED'];

function statusOf(raw: JsonObject, isEnvelope: boolean): string | undefined {
  // A plain object's `status` is a field like any other: what can be had of a reference list, say.
  const own = text(raw.resourceStatus) ?? (isEnvelope ? text(raw.status) : undefined);
  const service = isJsonObject(raw.iam) ? text(raw.iam.state) : undefined;
  const isOut = service !== undefined && OUT_OF_SERVICE.includes(service);
  return isOut && (own === undefined || own === 'READY') ? service : own;
}

export function parseTask(json: unknown): Task | undefined {
  if (!isJsonObject(json)) return undefined;
  const id = text(json.id);
  if (id === undefined) return undefined;
  return {
    id,
    type: text(json.type),
    status: text(json.status),
    message: text(json.message),
    link: text(json.link),
    createdAt: text(json.createdAt),
    startedAt: text(json.startedAt),
    updatedAt: text(json.updatedAt),
    finishedAt: text(json.finishedAt),
    progress: list(json.progress).flatMap(parseStep),
    errors: list(json.errors).flatMap((error) => {
      const message = isJsonObject(error) ? text(error.message) : text(error);
      return message === undefined ? [] : [message];
    }),
  };
}

/** One task that two responses report: what the first leaves out is taken from the other. */
export function filledTask(task: Task, other: Task): Task {
  return {
    id: task.id,
    type: task.type ?? other.type,
    status: task.status ?? other.status,
    message: task.message ?? other.message,
    link: task.link ?? other.link,
    createdAt: task.createdAt ?? other.createdAt,
    startedAt: task.startedAt ?? other.startedAt,
    updatedAt: task.updatedAt ?? other.updatedAt,
    finishedAt: task.finishedAt ?? other.finishedAt,
    progress: task.progress.length > 0 ? task.progress : other.progress,
    errors: task.errors.length > 0 ? task.errors : other.errors,
  };
}

/** Reads a list of tasks; an entry that isn't one is left out, the others stay. */
export function parseTasks(items: readonly unknown[]): readonly Task[] {
  return items.flatMap((item) => parseTask(item) ?? []);
}

export function parseEvents(items: readonly unknown[]): readonly ResourceEvent[] {
  return items.flatMap((item) => parseEvent(item) ?? []);
}

export function parseEvent(json: unknown): ResourceEvent | undefined {
  if (!isJsonObject(json)) return undefined;
  const type = text(json.type);
  return {
    createdAt: text(json.createdAt),
    type,
    normalisedType: type?.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase(),
    kind: text(json.kind),
    message: text(json.message),
    link: text(json.link),
  };
}

function parseStep(json: unknown): readonly TaskStep[] {
  const name = isJsonObject(json) ? text(json.name) : undefined;
  return isJsonObject(json) && name !== undefined ? [{ name, status: text(json.status) }] : [];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}

function stringMap(value: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
  );
}
