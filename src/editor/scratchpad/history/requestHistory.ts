import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { redactText } from '../../../api/redact.js';
import type { Run, ShownRun } from '../runs/run.js';
import { markOf, runText } from '../runs/runText.js';
import type { KeptBodies } from '../../../scratchpad/keptBodies.js';

const KEY = 'ovhApi.scratchpad.history';
const MOST_ENTRIES = 200;
/** Characters of bodies that are kept in memory; the oldest go first. */
const MOST_CHARACTERS = 64_000_000;
/** Characters of bodies that are kept on disk; the oldest go first. */
const MOST_STORED = 20_000_000;
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
  /** Characters of the file that its response is kept in, where it is. */
  stored: v.optional(v.number()),
});

/** A request that was sent, without what it held and what came back. */
export type HistoryEntry = v.InferOutput<typeof ENTRY>;

/**
 * The last requests of request files, the newest first. What is kept of all of them says that they were sent. Their responses stay in
 * memory until the window closes, and on disk where the person wants that.
 */
export class RequestHistory implements vscode.Disposable {
  readonly #memento: Pick<vscode.Memento, 'get' | 'update'>;
  /** By entry. */
  readonly #runs = new Map<string, Run>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #bodies: KeptBodies;
  #entries: readonly HistoryEntry[];
  readonly onDidChange = this.#changed.event;

  constructor(memento: Pick<vscode.Memento, 'get' | 'update'>, bodies: KeptBodies) {
    this.#memento = memento;
    this.#bodies = bodies;
    const kept: unknown = memento.get(KEY);
    this.#entries = (Array.isArray(kept) ? kept : []).flatMap((one: unknown) => {
      const entry = v.safeParse(ENTRY, one);
      return entry.success ? [entry.output] : [];
    });
  }

  entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** Whether what came of a request can be had. */
  has({ id, stored }: HistoryEntry): boolean {
    return stored !== undefined || this.#runs.has(id);
  }

  /** What came of a request, from memory or from disk; `undefined` where it is in neither. */
  async run(entry: HistoryEntry): Promise<ShownRun | undefined> {
    const run = this.#runs.get(entry.id);
    if (run || entry.stored === undefined) return run;
    const result = await this.#bodies.read(entry.id);
    if (!result) return undefined;
    const { source, key, account, mark } = entry;
    const isPassed = mark === 'passed';
    const verdict = { isPassed, isAccepted: isPassed, verdicts: [] };
    return {
      ...{ source: vscode.Uri.parse(source), request: { key }, account },
      outcome: { kind: 'answered', result, verdict, isRaw: false },
    };
  }

  /** Whether a response would come from disk, where its secrets are dots. */
  isFromDisk({ id }: HistoryEntry): boolean {
    return !this.#runs.has(id);
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
    if (run.outcome?.kind !== 'answered') return;
    const stored = await this.#bodies.keep(entry.id, run.account, run.outcome.result);
    if (stored === undefined) return;
    // Where the entry was removed meanwhile, its file is one of none.
    await this.#keep(this.#entries.map((one) => (one.id === entry.id ? { ...one, stored } : one)));
    await this.tidy();
  }

  /** Removes from disk what belongs to no entry. */
  async tidy(): Promise<void> {
    await this.#bodies.keepOnly(storedIn(this.#entries));
  }

  /** Nothing of the responses stays on disk. */
  async forgetBodies(): Promise<void> {
    await this.#keep(this.#entries.map((entry) => ({ ...entry, stored: undefined })));
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
    const before = storedIn(this.#entries);
    this.#entries = withinBounds(entries);
    let left = MOST_CHARACTERS;
    const held = new Set<string>();
    for (const { id } of entries) {
      const run = this.#runs.get(id);
      if (run) left -= sizeOf(run);
      if (left >= 0) held.add(id);
    }
    for (const id of [...this.#runs.keys()]) if (!held.has(id)) this.#runs.delete(id);
    this.#changed.fire();
    await this.#memento.update(KEY, this.#entries);
    const after = storedIn(this.#entries);
    if ([...before].some((id) => !after.has(id))) await this.#bodies.keepOnly(after);
  }
}

function storedIn(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  return new Set(entries.filter(({ stored }) => stored !== undefined).map(({ id }) => id));
}

/** The oldest lose their files where all together are too large. */
function withinBounds(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let left = MOST_STORED;
  return entries.map((entry) => {
    left -= entry.stored ?? 0;
    return left < 0 && entry.stored !== undefined ? { ...entry, stored: undefined } : entry;
  });
}

function sizeOf({ outcome }: Run): number {
  if (outcome?.kind !== 'answered') return 0;
  const { text, response } = outcome.result;
  return text.length + (response.binary?.length ?? 0);
}
