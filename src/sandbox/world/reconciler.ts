import type { Clock } from './clock.js';
import type { Customs } from '../customs.js';
import type { EventRecord, Records, ResourceRecord, TaskRecord, TaskStatus } from './records.js';
import { draw, inside, nameNumber, placeOf, uuidAt } from '../data/seed.js';

/** Something that takes time. */
export interface Work {
  /** For example `clusterUpdate`. */
  readonly type: string;
  readonly message: string;
  readonly steps: readonly string[];
  readonly stepMs?: number;
  /** How many of the steps are done already. */
  readonly stepsDone?: number;
  /** `resourceStatus` meanwhile. */
  readonly busyStatus: string;
  /** `resourceStatus` until its first step. */
  readonly plannedStatus?: string;
  /** Whether what is may lag behind when its task has ended already. */
  readonly lags?: boolean;
  /** What the person has to tell before it can go on. */
  readonly inputs?: readonly string[];
  /** How the change that caused it is reported; no such event when absent. */
  readonly change?: string;
  /** A step has ended. */
  readonly step?: (index: number) => void;
  readonly done?: () => void;
}

export interface ReconcilerOptions {
  readonly seed: number;
  readonly clock: Clock;
  readonly records: Records;
  readonly customs: Pick<Customs, 'outOfSync' | 'movesChecksums'>;
}

/** How tasks end. */
export interface Failing {
  /** How many tasks of all end in ERROR, from 0 to 1. */
  share: number;
  /** How many of the next ones do, regardless of the share. */
  next: number;
  message: string;
}

/** Steps that are busy, or wait for the person. */
const ACTIVE: ReadonlySet<TaskStatus> = new Set(['RUNNING', 'WAITING_USER_INPUT']);

export const USUAL_STEPS = [
  'Check the specification',
  'Reserve capacity',
  'Apply the change',
  'Verify',
] as const;
const PENDING_MS = 1_000;
const STEP_MS = 1_500;
/** How long a resource stays OUT_OF_SYNC when its task has ended. */
const LAG_MS = 3_000;
/** One update of so many leaves its resource OUT_OF_SYNC for a while. */
const LAG_SHARE = 3;
const KEPT_ENTRIES = 200;

/** Brings what is to what is requested, step by step, by tasks whose course can be watched; one after another for a resource. */
export class Reconciler {
  readonly failing: Failing = {
    share: 0,
    next: 0,
    message: 'No capacity is left in this region. Choose another one.',
  };
  /** How many of the next tasks that can do so wait for the person's input. */
  waitingNext = 0;
  readonly #options: ReconcilerOptions;
  /** How what waits for an input goes on, by its task. */
  readonly #waiting = new WeakMap<TaskRecord, () => void>();
  readonly #queues = new Map<string, (() => void)[]>();
  #begun = 0;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Whether something is going on with a resource. */
  isBusy(path: string): boolean {
    return this.#queues.has(path);
  }

  /** Begins a task, or plans it for when the one before it has ended. */
  begin(record: ResourceRecord, work: Work): TaskRecord {
    const { clock, seed } = this.#options;
    this.#begun += 1;
    const queue = this.#queues.get(record.path);
    const now = clock.date();
    const task: TaskRecord = {
      id: uuidAt(inside(placeOf(seed, record.path), nameNumber(`task ${this.#begun}`))),
      type: work.type,
      message: work.message,
      status: queue ? 'SCHEDULED' : 'PENDING',
      createdAt: now,
      updatedAt: now,
      steps: work.steps.map((name) => ({ name, status: 'PENDING' })),
      errors: [],
      isSuperseded: false,
    };
    for (const older of record.tasks) if (older.status === 'ERROR') older.isSuperseded = true;
    record.tasks = [task, ...record.tasks].slice(0, KEPT_ENTRIES);
    if (!queue || record.status === 'ERROR') record.status = work.plannedStatus ?? work.busyStatus;
    if (work.change !== undefined) this.#addEvent(record, 'TARGET_SPEC_UPDATE', work.change, undefined);
    const start = (): void => {
      this.#start(record, task, work);
    };
    if (queue) queue.push(start);
    else {
      this.#queues.set(record.path, []);
      start();
    }
    return task;
  }

  clear(): void {
    this.#queues.clear();
    this.failing.share = 0;
    this.failing.next = 0;
    this.waitingNext = 0;
  }

  /** Lets a task go on that waited for an input. Whether it did wait. */
  resume(task: TaskRecord): boolean {
    const goOn = this.#waiting.get(task);
    this.#waiting.delete(task);
    goOn?.();
    return goOn !== undefined;
  }

  #start(record: ResourceRecord, task: TaskRecord, work: Work): void {
    const { clock } = this.#options;
    if (task.status === 'SCHEDULED') this.#mark(task, 'PENDING');
    record.status = work.plannedStatus ?? work.busyStatus;
    const fails = this.#fails(record.path);
    const first = work.stepsDone ?? 0;
    clock.after(first > 0 ? 0 : PENDING_MS, () => {
      record.status = work.busyStatus;
      task.startedAt = clock.date();
      this.#mark(task, 'RUNNING');
      task.steps = task.steps.map(({ name }, index) => ({
        name,
        status: index < first ? 'DONE' : index === first ? 'RUNNING' : 'PENDING',
      }));
      this.#addEvent(record, 'TASK_START', `${task.type} has started`, task);
      const goOn = (): void => {
        this.#step(record, task, work, first, fails);
      };
      if (work.inputs) this.#wait(task, work.inputs, goOn);
      else goOn();
    });
  }

  /** Holds a task until the person has provided what it needs. */
  #wait(task: TaskRecord, inputs: readonly string[], goOn: () => void): void {
    const mark = (status: TaskStatus): void => {
      this.#mark(task, status);
      for (const step of task.steps) if (ACTIVE.has(step.status)) step.status = status;
    };
    task.inputs = inputs;
    mark('WAITING_USER_INPUT');
    this.#waiting.set(task, () => {
      delete task.inputs;
      mark('RUNNING');
      goOn();
    });
  }

  #step(record: ResourceRecord, task: TaskRecord, work: Work, index: number, fails: boolean): void {
    this.#options.clock.after(work.stepMs ?? STEP_MS, () => {
      if (this.#isForgotten(record)) return;
      const [ended, next] = [task.steps[index], task.steps[index + 1]];
      const isFailing = fails && (index === Math.floor((task.steps.length - 1) / 2) || !next);
      if (ended) ended.status = isFailing ? 'ERROR' : 'DONE';
      if (isFailing) {
        this.#fail(record, task);
        return;
      }
      if (next) {
        work.step?.(index);
        next.status = 'RUNNING';
        this.#mark(task, 'RUNNING');
        this.#step(record, task, work, index + 1, fails);
        return;
      }
      this.#mark(task, 'DONE');
      task.finishedAt = task.updatedAt;
      record.updatedAt = task.updatedAt;
      this.#addEvent(record, 'TASK_SUCCESS', `${task.type} is done`, task);
      const settle = (): void => {
        if (this.#options.customs.movesChecksums) record.revision += 1;
        work.step?.(index);
        work.done?.();
      };
      if (work.lags && this.#lags(record)) this.#lag(record, settle);
      else {
        record.status = undefined;
        settle();
      }
      this.#goOn(record);
    });
  }

  /** The task is over, but what is shows it only later; another change does not wait for that. */
  #lag(record: ResourceRecord, settle: () => void): void {
    record.status = 'OUT_OF_SYNC';
    this.#options.clock.after(LAG_MS, () => {
      if (this.#isForgotten(record)) return;
      settle();
      if (record.status === 'OUT_OF_SYNC') record.status = undefined;
    });
  }

  #lags({ path, tasks }: ResourceRecord): boolean {
    const { customs, seed } = this.#options;
    if (customs.outOfSync !== 'sometimes') return customs.outOfSync === 'always';
    return draw(placeOf(seed, `${path} lags ${tasks.length}`), LAG_SHARE) === 0;
  }

  #fail(record: ResourceRecord, task: TaskRecord): void {
    const { message } = this.failing;
    this.#mark(task, 'ERROR');
    task.finishedAt = task.updatedAt;
    task.errors = [message];
    record.status = 'ERROR';
    if (this.#options.customs.movesChecksums) record.revision += 1;
    record.updatedAt = task.updatedAt;
    this.#addEvent(record, 'TASK_ERROR', `${task.type} stopped: ${message}`, task);
    this.#goOn(record);
  }

  #goOn(record: ResourceRecord): void {
    const next = this.#queues.get(record.path)?.shift();
    if (next && !this.#isForgotten(record)) next();
    else this.#queues.delete(record.path);
  }

  /** Whether the resource is gone, or the world was made again meanwhile. */
  #isForgotten(record: ResourceRecord): boolean {
    if (this.#options.records.get(record.path) === record) return false;
    this.#queues.delete(record.path);
    return true;
  }

  #fails(path: string): boolean {
    const { failing } = this;
    if (failing.next > 0) {
      failing.next -= 1;
      return true;
    }
    const drawn = draw(placeOf(this.#options.seed, `${path} fails ${this.#begun}`), 10_000);
    return drawn < failing.share * 10_000;
  }

  #mark(task: TaskRecord, status: TaskStatus): void {
    task.status = status;
    task.updatedAt = this.#options.clock.date();
  }

  #addEvent(
    record: ResourceRecord,
    type: EventRecord['type'],
    message: string,
    task: TaskRecord | undefined,
  ): void {
    const kind = type === 'TARGET_SPEC_UPDATE' ? 'TargetSpec' : 'Task';
    const event = {
      createdAt: this.#options.clock.date(),
      type,
      kind,
      message,
      taskId: task?.id,
      taskType: task?.type,
    };
    record.events = [event, ...record.events].slice(0, KEPT_ENTRIES);
  }
}
