import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { redactText } from '../../../api/redact.js';
import type { Run } from '../runs/run.js';
import { markOf, runText } from '../runs/runText.js';

const KEY = 'ovhApi.scratchpad.history';
const MOST_ENTRIES = 200;
/** Characters of bodies that are kept in memory; the oldest go first. */
const MOST_CHARACTERS = 64_000_000;
const LONGEST_TEXT = 500;

const ENTRY = v.object({
  id: v.string(),
  /** When it was sent, in milliseconds since 1970. */
  at: v.number(),
  /** The account's id. */
  account: v.string(),
  /** The file, and the request's key in it. */
  source: v.string(),
  key: v.string(),
  /** Method and path, without secrets. */
  title: v.string(),
  mark: v.picklist(['passed', 'failed', 'stopped']),
  /** What came of it, in a few words. */
  text: v.string(),
  schemaVersion: v.optional(v.string()),
  queryId: v.optional(v.string()),
});

/** A request that was sent, without what it held and what came back. */
export type HistoryEntry = v.InferOutput<typeof ENTRY>;

/**
 * The last requests of request files, the newest first. What is kept on disk says that they were sent; their headers and bodies stay
 * in memory, until the window closes.
 */
export class RequestHistory implements vscode.Disposable {
  readonly #memento: Pick<vscode.Memento, 'get' | 'update'>;
  /** By entry. */
  readonly #runs = new Map<string, Run>();
  readonly #changed = new vscode.EventEmitter<void>();
  #entries: readonly HistoryEntry[];
  readonly onDidChange = this.#changed.event;

  constructor(memento: Pick<vscode.Memento, 'get' | 'update'>) {
    this.#memento = memento;
    const kept: unknown = memento.get(KEY);
    this.#entries = (Array.isArray(kept) ? kept : []).flatMap((one: unknown) => {
      const entry = v.safeParse(ENTRY, one);
      return entry.success ? [entry.output] : [];
    });
  }

  entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** What came of a request; `undefined` where that isn't in memory any more. */
  run({ id }: HistoryEntry): Run | undefined {
    return this.#runs.get(id);
  }

  /** Keeps a request that has ended. */
  async take(run: Run): Promise<void> {
    const mark = markOf(run.outcome);
    if (mark === 'sending') return;
    const response = run.outcome?.kind === 'answered' ? run.outcome.result.response : undefined;
    const entry: HistoryEntry = {
      ...{ id: randomUUID(), at: run.at, account: run.account, mark },
      ...{ source: run.source.toString(), key: run.request.key },
      title: redactText(run.title).slice(0, LONGEST_TEXT),
      text: redactText(runText(run.outcome)).slice(0, LONGEST_TEXT),
      ...(response?.schemaVersion !== undefined && { schemaVersion: response.schemaVersion }),
      ...(response?.queryId !== undefined && { queryId: response.queryId }),
    };
    this.#runs.set(entry.id, run);
    await this.#keep([entry, ...this.#entries].slice(0, MOST_ENTRIES));
  }

  async remove(entries: readonly HistoryEntry[]): Promise<void> {
    const gone = new Set(entries.map(({ id }) => id));
    await this.#keep(this.#entries.filter(({ id }) => !gone.has(id)));
  }

  /** Nothing of an account that signed out stays. */
  async forget(account: string): Promise<void> {
    await this.#keep(this.#entries.filter((entry) => entry.account !== account));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #keep(entries: readonly HistoryEntry[]): Promise<void> {
    this.#entries = entries;
    let left = MOST_CHARACTERS;
    const held = new Set<string>();
    for (const { id } of entries) {
      const run = this.#runs.get(id);
      if (run) left -= sizeOf(run);
      if (left >= 0) held.add(id);
    }
    for (const id of [...this.#runs.keys()]) if (!held.has(id)) this.#runs.delete(id);
    this.#changed.fire();
    await this.#memento.update(KEY, entries);
  }
}

function sizeOf({ outcome }: Run): number {
  if (outcome?.kind !== 'answered') return 0;
  const { text, response } = outcome.result;
  return text.length + (response.binary?.length ?? 0);
}
