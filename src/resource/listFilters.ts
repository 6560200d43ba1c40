import type { QueryValue } from '../api/api.js';

/** What of a list is shown. */
export interface ListFilter {
  /** Words that a loaded member must hold; empty for all of them. */
  readonly text: string;
  /** What is requested of the API itself, each parameter once. */
  readonly queries: readonly ApiQuery[];
}

/** One of the list's own query parameters, with its value as it is sent and as a person reads it. */
export interface ApiQuery {
  readonly name: string;
  readonly value: QueryValue;
  readonly words: string;
}

/** The filters that are set in this window, by the id of the collection's node. */
export class ListFilters {
  readonly #filters = new Map<string, ListFilter>();

  get(id: string): ListFilter | undefined {
    return this.#filters.get(id);
  }

  /** Sets a filter, or takes it away when it would show everything. */
  set(id: string, filter: ListFilter | undefined): void {
    if (!filter || (filter.text.trim() === '' && filter.queries.length === 0)) this.#filters.delete(id);
    else this.#filters.set(id, filter);
  }
}
