import { isJsonObject, type JsonObject } from '../../schema/openapi.js';

/** A task of a demo resource; the sandbox gives it identifiers and dates. */
export interface DemoTask {
  readonly type: string;
  readonly message: string;
  /** Names of the steps, in their order. */
  readonly steps: readonly string[];
  /** How many steps are done; the next one is busy, or is the one that failed. */
  readonly done: number;
  /** Why it stopped. */
  readonly error: string | undefined;
  /** Inputs that it waits for; none when it waits for nothing. */
  readonly waitsFor: readonly string[];
}

/** A task that ended before the sandbox started. */
export interface PastDemoTask extends DemoTask {
  /** Milliseconds between its start and the start of the sandbox. */
  readonly agoMs: number;
  readonly tookMs: number;
  /** How long it was queued before it started, in milliseconds. */
  readonly queuedMs: number;
  /** Minutes after midnight, UTC, that it started at, and the day of the week (0 is Sunday); whenever it was, where nothing is said. */
  readonly minuteOfDay: number | undefined;
  readonly weekday: number | undefined;
  /** The change of the targetSpec that began it, in words. */
  readonly change: string | undefined;
}

/** What a visitor shall find in place of generated values. */
export interface DemoResource {
  readonly id: string | undefined;
  /** Of an envelope: READY, UPDATING, ERROR, SUSPENDED. */
  readonly status: string | undefined;
  readonly task: DemoTask | undefined;
  /** The newest first. */
  readonly history: readonly PastDemoTask[];
  /** Resources of sub-collections, by the sub-collection's name. */
  readonly children: Readonly<Record<string, readonly DemoEntry[]>>;
  readonly fields: JsonObject;
  /** More fields for a major version, `1` for example. */
  readonly byVersion: Readonly<Record<string, JsonObject>>;
}

/** A resource or row, or a word of a list of words. */
export type DemoEntry = DemoResource | string;

/** Collections by path template, such as `/platform/project`. */
export type Demo = Readonly<Record<string, readonly DemoEntry[]>>;

/** Reads demo data. Throws a `TypeError` when it isn't a map of lists. */
export function readDemo(root: unknown): Demo {
  if (!isJsonObject(root)) throw new TypeError('Demo data is a map from paths to lists.');
  return readLists(root);
}

/** The fields that a demo resource has in a schema version; the document says which of them that version knows. */
export function demoFields(resource: DemoResource, version: string): JsonObject {
  const more = resource.byVersion[version.split('.')[0] ?? ''];
  return more ? mergeFields(resource.fields, more) : resource.fields;
}

/** Lays fields over others: objects are merged, everything else is replaced. */
function mergeFields(under: JsonObject, over: JsonObject): JsonObject {
  const merged = Object.entries(over).map(([name, value]): [string, unknown] => {
    const below: unknown = Object.hasOwn(under, name) ? under[name] : undefined;
    return [name, isJsonObject(below) && isJsonObject(value) ? mergeFields(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(merged) };
}

function readLists(lists: JsonObject): Demo {
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => {
      if (!Array.isArray(list)) throw new TypeError(`${name} is no list.`);
      return [name, list.map((entry: unknown) => readEntry(name, entry))];
    }),
  );
}

function readEntry(list: string, entry: unknown): DemoEntry {
  if (typeof entry === 'string') return entry;
  if (!isJsonObject(entry))
    throw new TypeError(`${list} holds something that is neither a resource nor a word.`);
  const { children, byVersion, task, history, habits, ...rest } = entry;
  const isEnvelope = isJsonObject(rest.targetSpec);
  const { status, ...withoutStatus } = rest;
  const { id, ...fields } = isEnvelope ? withoutStatus : rest;
  return {
    id: textOf(id),
    status: isEnvelope ? textOf(status) : undefined,
    task: isJsonObject(task) ? readTask(task) : undefined,
    history: [...objectsOf(history).map(readPastTask), ...objectsOf(habits).flatMap(readHabit)].sort(
      (a, b) => a.agoMs - b.agoMs,
    ),
    children: isJsonObject(children) ? readLists(children) : {},
    fields,
    byVersion: isJsonObject(byVersion)
      ? Object.fromEntries(
          Object.entries(byVersion).flatMap(([major, more]) => (isJsonObject(more) ? [[major, more]] : [])),
        )
      : {},
  };
}

function readTask(task: JsonObject): DemoTask {
  return {
    type: textOf(task.type) ?? 'resourceUpdate',
    message: textOf(task.message) ?? '',
    steps: wordsOf(task.steps),
    done: typeof task.done === 'number' ? task.done : 0,
    error: textOf(task.error),
    waitsFor: wordsOf(task.waitsFor),
  };
}

function readPastTask(task: JsonObject): PastDemoTask {
  const read = readTask(task);
  return {
    ...read,
    done: read.error !== undefined || typeof task.done === 'number' ? read.done : read.steps.length,
    agoMs: durationMs(textOf(task.ago)),
    tookMs: durationMs(textOf(task.took)),
    change: textOf(task.change),
    queuedMs: durationMs(textOf(task.queued) ?? 'P'),
    ...timeOfDay(task),
  };
}

/** `at: 02:30` and `on: 0`, a Sunday. */
function timeOfDay({ at, on }: JsonObject): Pick<PastDemoTask, 'minuteOfDay' | 'weekday'> {
  const [hours, minutes] = textOf(at)?.split(':').map(Number) ?? [];
  return {
    minuteOfDay: hours === undefined ? undefined : hours * 60 + (minutes ?? 0),
    weekday: typeof on === 'number' ? on : undefined,
  };
}

/**
 * What was done again and again: first `until` ago, last `ago`, once `every` so long, a little unevenly. `{n}` counts the times, `{what}` is
 * one word of `vary` after the other. One time of so many as `fails` says stops with the `error`, after the steps that are `done`.
 */
function readHabit(habit: JsonObject): readonly PastDemoTask[] {
  const [last, every, until] = [habit.ago, habit.every, habit.until].map((text) => durationMs(textOf(text)));
  const times = Math.floor(((until ?? 0) - (last ?? 0)) / (every ?? 1)) + 1;
  const vary = wordsOf(habit.vary);
  const fails = typeof habit.fails === 'number' ? habit.fails : Infinity;
  return Array.from({ length: times }, (_, index) => {
    const n = times - index;
    const { error, done, ...calm } = habit;
    const past = readPastTask(n % fails === 0 ? { ...calm, error, done } : calm);
    const said = (text: string): string =>
      text.replaceAll('{n}', String(n)).replaceAll('{what}', vary[n % Math.max(1, vary.length)] ?? '');
    // The golden ratio spreads best what shall look like chance.
    const odd = (n * 0.618) % 1;
    return {
      ...past,
      message: said(past.message),
      change: past.change === undefined ? undefined : said(past.change),
      agoMs: (last ?? 0) + (every ?? 0) * (index + (index === 0 ? 0 : odd * UNEVENNESS)),
      tookMs: past.tookMs * (0.7 + odd * 0.6),
    };
  });
}

const UNEVENNESS = 0.4;

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds, such as `P2DT3H`. */
function durationMs(text: string | undefined): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text ?? '');
  if (!parts) throw new TypeError(`${String(text)} is no duration in days, hours, minutes and seconds.`);
  const [days, hours, minutes, seconds] = parts.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000;
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
