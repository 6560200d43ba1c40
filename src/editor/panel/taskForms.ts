import type * as vscode from 'vscode';
import type { FormFieldView } from '../../protocol.js';
import type { Task } from '../../resource/envelope.js';
import type { TaskForPerson } from '../../resource/tasksForPerson.js';

type Fields = readonly FormFieldView[];

export interface TaskFormsOptions {
  readonly read: (task: Task, signal: AbortSignal) => Promise<Fields | undefined>;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly onDidRead: () => void;
}

/** What waiting tasks need to be given: read once while a task waits, and forgotten when it doesn't any more. */
export class TaskForms {
  readonly #options: TaskFormsOptions;
  readonly #stop = new AbortController();
  #asked: ReadonlySet<string> = new Set();
  #all: ReadonlyMap<string, Fields> = new Map();

  constructor(options: TaskFormsOptions) {
    this.#options = options;
  }

  /** Those that were read, by the tasks' identifiers; the same map while nothing is different. */
  get all(): ReadonlyMap<string, Fields> {
    return this.#all;
  }

  /** Reads the forms of tasks that started to wait. */
  follow(tasks: readonly TaskForPerson[]): void {
    const waiting = tasks.flatMap(({ kind, task }) => (kind === 'waiting' ? [task] : []));
    const ids = new Set(waiting.map(({ id }) => id));
    const added = waiting.filter(({ id }) => !this.#asked.has(id));
    this.#asked = ids;
    if ([...this.#all.keys()].some((id) => !ids.has(id))) {
      this.#all = new Map([...this.#all].filter(([id]) => ids.has(id)));
    }
    for (const task of added) void this.#read(task);
  }

  dispose(): void {
    this.#stop.abort();
  }

  /** Without its form a task is answered by questions, which tell what is wrong. */
  async #read(task: Task): Promise<void> {
    const { read, log, onDidRead } = this.#options;
    try {
      const form = await read(task, this.#stop.signal);
      if (!form || !this.#asked.has(task.id) || this.#stop.signal.aborted) return;
      this.#all = new Map([...this.#all, [task.id, form]]);
      onDidRead();
    } catch (failure) {
      if (!this.#stop.signal.aborted) log.warn(`The form of a task can't be read: ${String(failure)}`);
    }
  }
}
