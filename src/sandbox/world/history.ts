import { lastName } from '../../schema/pathTemplate.js';
import type { Edition } from '../sections/editions.js';
import { NO_FIT } from '../data/fitting.js';
import type { Model } from '../data/model.js';
import type { EventRecord, Records, TaskRecord } from './records.js';
import type { Route } from '../sections/routes.js';
import { inside, nameNumber, placeOf, uuidAt } from '../data/seed.js';
import { formattedText } from '../data/texts.js';

/** What the cloud did with resources, as a version of their section says it. */
export class History {
  readonly #seed: number;
  readonly #records: Records;

  constructor(seed: number, records: Records) {
    this.#seed = seed;
    this.#records = records;
  }

  /** The tasks of a resource, the newest first, as its tasks' list (or the page of one task) shows them. */
  tasks(edition: Edition, owner: Route, path: string, schema: unknown): readonly unknown[] {
    return this.#tasks(owner, path).map((task) => this.#showTask(edition, owner, path, schema, task));
  }

  task(edition: Edition, owner: Route, path: string, schema: unknown, id: string): unknown {
    const task = this.taskRecord(edition, owner, path, id);
    return task && this.#showTask(edition, owner, path, schema, task);
  }

  /** What is known of a task that its resource still remembers. */
  taskRecord(edition: Edition, owner: Route, path: string, id: string): TaskRecord | undefined {
    const field = idField(edition, owner);
    return this.#tasks(owner, path).find((task) => task.id === id || String(shownId(field, task.id)) === id);
  }

  #showTask(edition: Edition, owner: Route, path: string, schema: unknown, task: TaskRecord): unknown {
    const identifier = edition.routes.historyOf(owner, 'tasks')?.identifier ?? 'id';
    const { inputs = [], ...rest } = task;
    return this.#show(edition, schema, {
      ...rest,
      ...(inputs.length > 0 ? { inputs: Object.fromEntries(inputs.map((name) => [name, null])) } : {}),
      [identifier]: shownId(idField(edition, owner), task.id),
      // A task leads back to what it is done to.
      link: `/v2${path}`,
      message: inputs.length > 0 ? `${task.message}: waits for ${inputs.join(', ')}` : task.message,
      progress: task.steps,
      errors: task.errors.map((message) => ({ message })),
      startedAt: task.startedAt ?? null,
      finishedAt: task.finishedAt ?? null,
    });
  }

  /** The events of a resource, the newest first. */
  events(edition: Edition, owner: Route, path: string, schema: unknown): readonly unknown[] {
    const record = this.#records.get(path);
    // Where tasks have no address, an event says everything in words.
    const hasTasks = edition.routes.historyOf(owner, 'tasks') !== undefined;
    const seeded = record?.isNew ? [] : this.#seededEvents(owner, path);
    return [...(record?.events ?? []), ...seeded].map((event) =>
      this.#show(edition, schema, {
        ...event,
        ...(hasTasks ? {} : { kind: kindOf(event) }),
        date: event.createdAt,
        link: event.taskId === undefined || !hasTasks ? null : linkTo(path, edition, owner, event.taskId),
      }),
    );
  }

  /** What an envelope says of its unfinished tasks. */
  currentTasks(edition: Edition, owner: Route, path: string): readonly unknown[] {
    const tasks = this.#records.get(path)?.tasks ?? [];
    if (tasks.length === 0) return [];
    const field = idField(edition, owner);
    return tasks
      .filter((task) => task.status !== 'DONE' && !task.isSuperseded)
      .map(({ id, type, status, steps, errors }) => ({
        id: shownId(field, id),
        type,
        status,
        progress: steps,
        errors: errors.map((message) => ({ message })),
        link: linkTo(path, edition, owner, id),
      }));
  }

  #tasks(owner: Route, path: string): readonly TaskRecord[] {
    const record = this.#records.get(path);
    return [...(record?.tasks ?? []), ...(record?.isNew ? [] : [this.#creation(owner, path)])];
  }

  /** All that the seed made was created once. */
  #creation(owner: Route, path: string): TaskRecord {
    const place = placeOf(this.#seed, path);
    const createdAt = formattedText('date-time', inside(place, nameNumber('createdAt')), 'createdAt') ?? '';
    const finishedAt = new Date(Date.parse(createdAt) + CREATION_MS).toISOString();
    return {
      id: uuidAt(inside(place, nameNumber('creation task'))),
      type: taskType(owner, 'Create'),
      message: 'Create what was asked for',
      status: 'DONE',
      createdAt,
      startedAt: createdAt,
      updatedAt: finishedAt,
      finishedAt,
      steps: [
        { name: 'Reserve', status: 'DONE' },
        { name: 'Install', status: 'DONE' },
      ],
      errors: [],
      isSuperseded: true,
    };
  }

  #seededEvents(owner: Route, path: string): readonly EventRecord[] {
    const { id: taskId, type: taskType, createdAt, updatedAt } = this.#creation(owner, path);
    const about = { kind: 'Task', taskId, taskType };
    return [
      { ...about, createdAt: updatedAt, type: 'TASK_SUCCESS', message: `${taskType} is done` },
      { ...about, createdAt, type: 'TASK_START', message: `${taskType} has started` },
    ];
  }

  #show(edition: Edition, schema: unknown, entry: Readonly<Record<string, unknown>>): unknown {
    const fitted = edition.fitting.fit(schema, entry, placeOf(this.#seed, String(entry.createdAt)));
    return fitted === NO_FIT ? edition.data.make(schema, this.#seed) : fitted;
  }
}

const CREATION_MS = 90_000;

/** What an event without a task is about: `REBOOT` for a `machineReboot`. */
function kindOf({ kind, taskType: type }: EventRecord): string {
  if (type === undefined) return kind;
  const verb = /[A-Z][^A-Z]*$/.exec(type)?.[0] ?? type;
  return verb.toUpperCase();
}

/** What a task is called: `clusterUpdate` for a change of something in `/…/cluster`. */
export function taskType(owner: Route, verb: string): string {
  const named = lastName(owner.template) ?? 'resource';
  return `${named}${verb}`;
}

/** What identifies a resource's tasks; nothing is known of it where they have no list. */
function idField({ models, routes }: Edition, owner: Route): Model | undefined {
  const list = routes.historyOf(owner, 'tasks');
  return list && models.of(models.property(list.schema, list.identifier ?? 'id'));
}

/** Tasks have UUIDs, and numbers where a document wants numbers. */
function shownId(field: Model | undefined, id: string): string | number {
  if (field?.shape !== 'integer') return id;
  const { minimum = 1, maximum = 2 ** 31 - 1 } = field;
  return minimum + (nameNumber(id) % (maximum - minimum + 1));
}

/** Where a task can be read; its resource where tasks have no address. */
function linkTo(path: string, edition: Edition, owner: Route, taskId: string): string {
  const list = edition.routes.historyOf(owner, 'tasks');
  return list?.item
    ? `/v2${path}/${list.segments.at(-1) ?? ''}/${shownId(idField(edition, owner), taskId)}`
    : `/v2${path}`;
}
