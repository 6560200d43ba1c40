import { hasParameters } from '../../schema/pathTemplate.js';
import type { Call } from './call.js';
import {
  demoFields,
  type Demo,
  type DemoEntry,
  type DemoResource,
  type DemoTask,
  type PastDemoTask,
} from '../demo/demo.js';
import type { Edition, ServedSection } from '../sections/editions.js';
import type { EventRecord, ResourceRecord, TaskRecord, TaskStatus } from '../world/records.js';
import { keyOf, type Route } from '../sections/routes.js';
import { inside, nameNumber, uuidAt } from '../data/seed.js';
import type { World } from '../world/world.js';
import type { Subject } from './call.js';

/** A visitor who watches a task shall see it move, and not miss it. */
const DEMO_STEP_MS = 20_000;

/** Puts what a demo says into a world. Returns the envelopes that it holds. Paths that no document knows are passed over. */
export function enterDemo(world: World, sections: readonly ServedSection[], demo: Demo): readonly Subject[] {
  const envelopes: Subject[] = [];
  for (const [template, entries] of Object.entries(demo)) {
    const key = keyOf(template.split('/').filter(Boolean));
    const editions = sections.flatMap((section) => section.editions);
    const edition = editions.find(({ routes }) => routes.withKey(key));
    const route = edition?.routes.withKey(key);
    if (!edition || !route) continue;
    if (route.kind === 'collection' && !hasParameters(template)) {
      enterList(world, edition, route, template, entries, envelopes);
    } else world.demoRows.set(key, entries);
  }
  return envelopes;
}

/** What a demo wrote for a list whose members have no address. */
export function demoRows(world: World, { edition, route }: Call): readonly unknown[] | undefined {
  return world.demoRows.get(route.key)?.map((entry, index) => {
    if (typeof entry === 'string') return entry;
    const place = inside(world.representation.place(route.key), index);
    const row = edition.data.make(route.schema, place);
    return edition.fitting.lay(route.schema, row, demoFields(entry, edition.version), place);
  });
}

/** Far from the identifiers of what the seed makes, and of what is created later. */
const FIRST_INDEX = 600_000;

function enterList(
  world: World,
  edition: Edition,
  route: Route,
  path: string,
  entries: readonly DemoEntry[],
  envelopes: Subject[],
): void {
  const firstIndex = Math.max(0, Math.min(FIRST_INDEX, (route.identifiers?.most ?? 0) - entries.length));
  const ids = entries.map((entry, index) => {
    const said = typeof entry === 'string' ? entry : (entry.id ?? entry.fields[route.identifier ?? 'id']);
    const made = route.identifiers?.at(world.representation.place(path), firstIndex + index);
    return typeof said === 'string' ? said : String(made ?? index);
  });
  world.collections.fill(path, ids);
  for (const [index, entry] of entries.entries()) {
    const id = ids[index];
    if (typeof entry === 'string' || id === undefined || !route.item) continue;
    const subject = { edition, route: route.item, path: `${path}/${encodeURIComponent(id)}`, id };
    enterResource(world, subject, entry);
    if (route.item.isEnvelope) envelopes.push(subject);
    for (const [name, children] of Object.entries(entry.children)) {
      const list = edition.routes.withKey(`${route.item.key}/${name}`);
      if (list) enterList(world, edition, list, `${subject.path}/${name}`, children, envelopes);
    }
  }
}

function enterResource(world: World, subject: Subject, resource: DemoResource): void {
  const record = world.records.touch(subject.path);
  record.partial = (version) => demoFields(resource, version);
  record.status = resource.status;
  const now = world.clock.now();
  const begun = resource.history.map((past) => ({ past, startedMs: startOf(past, now) }));
  begun.sort((a, b) => a.startedMs - b.startedMs);
  for (const { past, startedMs } of begun) remember(world, record, past, startedMs);
  const { task } = resource;
  if (task?.error !== undefined) fail(world, record, task, task.error);
  else if (task) {
    world.reconciler.begin(record, {
      type: task.type,
      message: task.message,
      steps: task.steps,
      stepsDone: task.done,
      stepMs: DEMO_STEP_MS,
      ...(task.waitsFor.length > 0 ? { inputs: task.waitsFor } : {}),
      busyStatus: resource.status ?? 'UPDATING',
      done: () => {
        settle(record, resource);
      },
    });
  }
}

/** What was requested is reached: what is said of it no longer differs. */
function settle(record: ResourceRecord, resource: DemoResource): void {
  record.partial = (version) => {
    const fields = demoFields(resource, version);
    const { targetSpec, currentState } = fields;
    if (typeof targetSpec !== 'object' || targetSpec === null || typeof currentState !== 'object')
      return fields;
    const own = Object.entries(currentState ?? {}).filter(([name]) => !Object.hasOwn(targetSpec, name));
    return { ...fields, currentState: Object.fromEntries(own) };
  };
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When a task of the past started: so long ago, or at its time of the day, on its day of the week, before that. */
function startOf({ agoMs, minuteOfDay, weekday }: PastDemoTask, now: number): number {
  const at = Math.round(now - agoMs);
  if (minuteOfDay === undefined) return at;
  const midnight = Math.floor(at / DAY_MS) * DAY_MS;
  const days = weekday === undefined ? 1 : (new Date(midnight).getUTCDay() - weekday + 7) % 7 || 7;
  return midnight - days * DAY_MS + minuteOfDay * MINUTE_MS;
}

function remember(world: World, record: ResourceRecord, past: PastDemoTask, startedMs: number): void {
  const [createdAt, startedAt, finishedAt] = [
    startedMs - past.queuedMs,
    startedMs,
    startedMs + past.tookMs,
  ].map((ms) => new Date(ms).toISOString());
  const task = {
    ...taskRecord(world, record, past, startedAt ?? '', finishedAt ?? ''),
    createdAt: createdAt ?? '',
  };
  const about = { kind: 'Task', taskId: task.id, taskType: task.type };
  const events: EventRecord[] = [
    past.error === undefined
      ? { ...about, createdAt: task.updatedAt, type: 'TASK_SUCCESS', message: `${past.type} is done` }
      : { ...about, createdAt: task.updatedAt, type: 'TASK_ERROR', message: past.error },
    { ...about, createdAt: startedAt ?? '', type: 'TASK_START', message: `${past.type} has started` },
  ];
  if (past.change !== undefined) {
    events.push({
      createdAt: task.createdAt,
      type: 'TARGET_SPEC_UPDATE',
      kind: 'TargetSpec',
      message: past.change,
      taskId: undefined,
    });
  }
  record.tasks = [{ ...task, isSuperseded: true }, ...record.tasks];
  record.events = [...events, ...record.events];
}

function fail(world: World, record: ResourceRecord, task: DemoTask, error: string): void {
  const failedMs = world.clock.now() - FAILED_AGO_MS;
  const at = new Date(failedMs).toISOString();
  const startedAt = new Date(failedMs - FAILED_TOOK_MS).toISOString();
  const failed = taskRecord(world, record, task, startedAt, at);
  record.status = 'ERROR';
  record.tasks = [failed, ...record.tasks];
  const event = {
    createdAt: at,
    type: 'TASK_ERROR',
    kind: 'Task',
    message: error,
    taskId: failed.id,
    taskType: failed.type,
  } as const;
  record.events = [event, ...record.events];
}

const FAILED_AGO_MS = 12 * 60_000;
const FAILED_TOOK_MS = 95_000;

function taskRecord(
  world: World,
  record: ResourceRecord,
  task: DemoTask,
  startedAt: string,
  finishedAt: string,
): TaskRecord {
  const stopped: TaskStatus = task.error === undefined ? 'DONE' : 'ERROR';
  const place = world.representation.place(record.path);
  return {
    id: uuidAt(inside(place, nameNumber(`demo task ${record.tasks.length}`))),
    type: task.type,
    message: task.message,
    status: stopped,
    createdAt: startedAt,
    startedAt,
    updatedAt: finishedAt,
    finishedAt,
    steps: task.steps.map((name, index) => ({
      name,
      status: index < task.done ? 'DONE' : index === task.done ? stopped : 'PENDING',
    })),
    errors: task.error === undefined ? [] : [task.error],
    isSuperseded: false,
  };
}
