import { randomUUID } from 'node:crypto';
import type { Touched, World } from './world.js';

const STEPS = ['checkSpec', 'reserveCapacity', 'applyChange', 'verify'] as const;
const STEP_MS = 1_500;

export interface ReconcilerOptions {
  readonly world: World;
  readonly now: () => number;
  /** How many times faster than real time tasks run. */
  readonly speed: number;
}

/** Brings `currentState` to `targetSpec`, step by step, by a task whose course can be watched. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Begins a task on a resource. `done` is called when its last step ended. */
  begin(path: string, type: string, busyStatus: string, done: (touched: Touched) => void): void {
    const touched = this.#options.world.touch(path);
    const id = randomUUID();
    const task: Record<string, unknown> = {
      id,
      type,
      status: 'PENDING',
      message: '',
      link: `/v2${path}/task/${id}`,
      createdAt: this.#time(),
      updatedAt: this.#time(),
      progress: STEPS.map((name) => ({ name, status: 'PENDING' })),
      errors: [],
    };
    touched.tasks = [task, ...touched.tasks];
    touched.status = busyStatus;
    this.#event(touched, 'TARGET_SPEC_UPDATE', 'The target spec was changed', task);
    this.#event(touched, 'TASK_START', `Task ${id} started`, task);
    this.#step(touched, task, 0, done);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #step(
    touched: Touched,
    task: Record<string, unknown>,
    index: number,
    done: (touched: Touched) => void,
  ): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task['status'] = 'RUNNING';
      task['startedAt'] ??= this.#time();
      task['updatedAt'] = this.#time();
      task['progress'] = STEPS.map((name, at) => ({
        name,
        status: at < index ? 'DONE' : at === index ? 'RUNNING' : 'PENDING',
      }));
      if (index < STEPS.length) this.#step(touched, task, index + 1, done);
      else this.#finish(touched, task, done);
    }, STEP_MS / this.#options.speed);
    this.#timers.add(timer);
  }

  #finish(touched: Touched, task: Record<string, unknown>, done: (touched: Touched) => void): void {
    task['status'] = 'DONE';
    task['finishedAt'] = this.#time();
    if (touched.tasks.every((one) => one['status'] === 'DONE')) touched.status = 'READY';
    this.#event(touched, 'TASK_SUCCESS', `Task ${String(task['id'])} is done`, task);
    done(touched);
  }

  #event(touched: Touched, type: string, message: string, task: Record<string, unknown>): void {
    touched.events = [
      { createdAt: this.#time(), type, kind: 'RESOURCE', message, link: task['link'] },
      ...touched.events,
    ];
  }

  #time(): string {
    return new Date(this.#options.now()).toISOString();
  }
}
