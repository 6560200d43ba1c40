import * as vscode from 'vscode';
import type { QueryValue } from '../../api/api.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { requiredQuery, type Operation } from '../../schema/catalogue.js';
import type { ApiQuery } from '../../resource/listFilters.js';

const KEY = 'ovhApi.requiredQueries';

/** More places than anybody chooses values for; the oldest are forgotten. */
const LIMIT = 200;

/**
 * The values that the API must be sent before it answers a list or an object, such as a region: chosen once, then remembered for
 * the workspace by account and path.
 */
export class RequiredQueries implements vscode.Disposable {
  readonly #state: vscode.Memento;
  /** By the key of an address, what was chosen last at the end. */
  readonly #queries: Map<string, readonly ApiQuery[]>;
  readonly #changed = new vscode.EventEmitter<ResourceAddress>();
  /** Other values were chosen for the list or the object at an address. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#queries = new Map(parseQueries(state.get<unknown>(KEY)));
  }

  get(address: ResourceAddress): readonly ApiQuery[] {
    return this.#queries.get(addressKey(address)) ?? [];
  }

  /** The same as the API is sent it. */
  queryOf(address: ResourceAddress): Readonly<Record<string, QueryValue>> {
    return queryValues(this.get(address));
  }

  /** The names of the parameters that an operation requires and that have no value yet. */
  missing(address: ResourceAddress, operation: Operation | undefined): readonly string[] {
    if (!operation) return [];
    const chosen = this.get(address);
    return requiredQuery(operation)
      .map(({ name }) => name)
      .filter((name) => !chosen.some((query) => query.name === name));
  }

  set(address: ResourceAddress, queries: readonly ApiQuery[]): void {
    const key = addressKey(address);
    this.#queries.delete(key);
    this.#queries.set(key, queries);
    this.#write();
    this.#changed.fire(address);
  }

  /** Forgets the values of an account, for example when it was signed out. */
  forget(account: string): void {
    const start = `${addressKey({ account, segments: [] })}/`;
    for (const key of [...this.#queries.keys()]) if (key.startsWith(start)) this.#queries.delete(key);
    this.#write();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #write(): void {
    for (const key of [...this.#queries.keys()].slice(0, -LIMIT)) this.#queries.delete(key);
    // A state that can't be written costs a choice after the next reload, and nothing else.
    void this.#state.update(KEY, [...this.#queries]).then(undefined, () => undefined);
  }
}

/** Queries as a request takes them. */
export function queryValues(queries: readonly ApiQuery[]): Readonly<Record<string, QueryValue>> {
  return Object.fromEntries(queries.map(({ name, value }) => [name, value]));
}

/** Queries as a row shows them: `region=GRA, type=ALL`. */
export function queryWords(queries: readonly ApiQuery[]): string {
  return queries.map(({ name, words }) => `${name}=${words}`).join(', ');
}

function parseQueries(stored: unknown): readonly (readonly [string, readonly ApiQuery[]])[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    const [key, queries] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    if (typeof key !== 'string' || !Array.isArray(queries)) return [];
    return [[key, queries.filter(isQuery)] as const];
  });
}

function isQuery(value: unknown): value is ApiQuery {
  return (
    isJsonObject(value) &&
    typeof value.name === 'string' &&
    typeof value.words === 'string' &&
    (typeof value.value === 'string' ||
      (Array.isArray(value.value) && value.value.every((one) => typeof one === 'string')))
  );
}
