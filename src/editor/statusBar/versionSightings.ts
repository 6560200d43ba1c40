import * as v from 'valibot';
import type * as vscode from 'vscode';
import { isDay } from '../../schema/changelog.js';
import { withSighting, type DefaultSighting } from '../../schema/versionLifetime.js';

const KEY = 'ovhApi.defaultVersionsSeen';

const day = v.pipe(v.string(), v.check(isDay));
const stored = v.record(v.string(), v.array(v.object({ version: v.string(), firstOn: day, lastOn: day })));

/**
 * Which version answered for an account when none was asked for, and on which days: the API tells nobody when it replaced one by
 * another, so that is remembered.
 */
export class VersionSightings {
  readonly #state: vscode.Memento;
  readonly #today: () => string;

  /** `today` gives a day, `YYYY-MM-DD`. */
  constructor(globalState: vscode.Memento, today: () => string) {
    this.#state = globalState;
    this.#today = today;
  }

  of(accountId: string): readonly DefaultSighting[] {
    return this.#read()[accountId] ?? [];
  }

  async saw(accountId: string, version: string): Promise<void> {
    const before = this.of(accountId);
    const after = withSighting(before, version, this.#today());
    if (after !== before) await this.#state.update(KEY, { ...this.#read(), [accountId]: after });
  }

  /** Nothing is kept of an account that signed out. */
  async forget(accountId: string): Promise<void> {
    const left = Object.entries(this.#read()).filter(([id]) => id !== accountId);
    await this.#state.update(KEY, left.length === 0 ? undefined : Object.fromEntries(left));
  }

  #read(): Readonly<Record<string, readonly DefaultSighting[]>> {
    const known = v.safeParse(stored, this.#state.get<unknown>(KEY));
    return known.success ? known.output : {};
  }
}

/** Today in UTC, `YYYY-MM-DD`: the days of changelogs have no time zone either. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
