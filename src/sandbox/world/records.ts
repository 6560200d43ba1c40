import type { JsonObject } from '../../schema/openapi.js';

/** How far a task is. */
export type TaskStatus = 'SCHEDULED' | 'PENDING' | 'RUNNING' | 'WAITING_USER_INPUT' | 'DONE' | 'ERROR';

/** What the cloud does with a resource. Dates are ISO 8601. */
export interface TaskRecord {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly createdAt: string;
  status: TaskStatus;
  startedAt?: string;
  updatedAt: string;
  finishedAt?: string;
  steps: { readonly name: string; status: TaskStatus }[];
  errors: readonly string[];
  /** An ERROR task waits for the customer until something else is asked. */
  isSuperseded: boolean;
  /** What the person has to enter, while it waits for that. */
  inputs?: readonly string[];
}

/** A write that holds what no answer shows. */
export interface HiddenWrite {
  readonly method: string;
  /** By the field's place in the body, such as `targetSpec.userData`. What was absent or null is not in it: it stays. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What happened to a resource. */
export interface EventRecord {
  readonly createdAt: string;
  readonly type: 'TARGET_SPEC_UPDATE' | 'TASK_START' | 'TASK_SUCCESS' | 'TASK_ERROR';
  readonly kind: string;
  readonly message: string;
  /** The task that it is about. */
  readonly taskId: string | undefined;
  /** What that task is called. */
  readonly taskType?: string | undefined;
}

/** What is known of a resource besides what its seed makes of it. */
export interface ResourceRecord {
  readonly path: string;
  /** Fields that are laid over the made ones, for a version of the section. */
  partial: ((version: string) => JsonObject) | undefined;
  /** Fields that a client wrote, whole; `undefined` for those that were taken away. */
  readonly written: Map<string, unknown>;
  status: string | undefined;
  /** Counts what moves the checksum: changes of what is requested, and what the platform does by itself. */
  revision: number;
  createdAt: string | undefined;
  updatedAt: string | undefined;
  /** Writes of what no answer shows, the newest last. */
  hiddenWrites: HiddenWrite[];
  /** The newest first. */
  tasks: TaskRecord[];
  /** The newest first. */
  events: EventRecord[];
  /** Whether its history begins with the record; else with its creation, long ago. */
  readonly isNew: boolean;
}

/** Everything that was changed; what wasn't is made again whenever it is looked at. */
export class Records {
  readonly #records = new Map<string, ResourceRecord>();

  get(path: string): ResourceRecord | undefined {
    return this.#records.get(path);
  }

  /** The record of a resource, which is made when there is none yet. */
  touch(path: string, isNew = false): ResourceRecord {
    let record = this.#records.get(path);
    if (!record) {
      record = {
        path,
        partial: undefined,
        written: new Map(),
        status: undefined,
        revision: 0,
        hiddenWrites: [],
        createdAt: undefined,
        updatedAt: undefined,
        tasks: [],
        events: [],
        isNew,
      };
      this.#records.set(path, record);
    }
    return record;
  }

  /** Forgets a resource and everything under it. */
  remove(path: string): void {
    for (const known of this.#records.keys()) {
      if (known === path || known.startsWith(`${path}/`)) this.#records.delete(known);
    }
  }

  all(): Iterable<ResourceRecord> {
    return this.#records.values();
  }

  clear(): void {
    this.#records.clear();
  }
}
