import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import type { ResourceAddress } from '../../resource/address.js';
import {
  judgeEdit,
  readTarget,
  type EditTarget,
  type ProblemsOf,
  type ReadTarget,
  type Verdict,
} from '../../resource/bulkEdit.js';
import { nothingSent, type SendingReport } from '../../resource/applying.js';
import { Slices } from '../../resource/slices.js';
import { writeSpec } from '../../resource/writeSpec.js';
import type { SpecEdit } from '../../resource/editSpec.js';
import type { SpecBase } from '../../resource/specBase.js';
import { applyAll, type ApplyOptions, type ApplyProgress } from '../changes/applyAll.js';
import type { Written } from '../../resource/followToEnd.js';
import type { BulkScope } from './bulkScope.js';

/** One resource of a bulk edit. */
export interface BulkRow extends ApplyProgress {
  readonly kind: 'row';
  readonly address: ResourceAddress;
  readonly target: EditTarget;
  /** `undefined` when it could not be read. */
  readonly read: ReadTarget | undefined;
  readonly verdict: Verdict | undefined;
  /** Whether it is sent with the others. */
  readonly isChosen: boolean;
}

/** An edit with what it is for and what it would do there. */
export interface PreparedEdit {
  readonly scope: BulkScope;
  readonly edit: SpecEdit;
  readonly rows: readonly BulkRow[];
}

export interface BulkEditsOptions extends ApplyOptions {
  readonly onRead: (base: SpecBase) => void;
}

/** Called with how many are done. */
export type OnStep = (done: number, all: number, label: string) => void;

/** Reads that go on at once: the rate limit is shared with all else. */
const READ_AT_ONCE = 4;

/** The bulk edit that is shown: what it would do to each resource, and how far sending it is. */
export class BulkEdits implements vscode.Disposable {
  readonly #options: BulkEditsOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #prepared: PreparedEdit | undefined;
  #problemsOf: ProblemsOf = () => Promise.resolve([]);
  #isSending = false;

  constructor(options: BulkEditsOptions) {
    this.#options = options;
  }

  get prepared(): PreparedEdit | undefined {
    return this.#prepared;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  /** Those that sending would send. */
  get pending(): readonly BulkRow[] {
    return (this.#prepared?.rows ?? []).filter(isPending);
  }

  row(address: ResourceAddress): BulkRow | undefined {
    return this.#prepared?.rows.find((row) => row.address === address);
  }

  /** Reads all resources of a scope, each with its checksum; what can't be read is a row that says why. */
  async read(scope: BulkScope, signal: AbortSignal, onProgress: OnStep): Promise<readonly BulkRow[]> {
    const { targets } = scope;
    const rows: BulkRow[] = [];
    let next = 0;
    let done = 0;
    const readOn = async (): Promise<void> => {
      for (let at = next++; at < targets.length && !signal.aborted; at = next++) {
        const target = targets[at];
        if (!target) return;
        rows[at] = await this.#read(scope, target, signal);
        done += 1;
        onProgress(done, targets.length, target.label);
      }
    };
    await Promise.all(Array.from({ length: READ_AT_ONCE }, readOn));
    return rows;
  }

  /** Shows what an edit would do to resources that were read. */
  async show(
    scope: BulkScope,
    edit: SpecEdit,
    { rows, problemsOf }: { readonly rows: readonly BulkRow[]; readonly problemsOf: ProblemsOf },
  ): Promise<void> {
    const judged: BulkRow[] = [];
    const slices = new Slices();
    for (const row of rows) {
      judged.push(await judge(row, edit, problemsOf));
      await slices.rest();
    }
    this.#problemsOf = problemsOf;
    this.#set({ scope, edit, rows: judged });
  }

  /** Reads rows again and checks them; their checksums are those of now. */
  async readAgain(rows: readonly BulkRow[], signal: AbortSignal, onProgress: OnStep): Promise<void> {
    const prepared = this.#prepared;
    if (!prepared) return;
    for (const [index, row] of rows.entries()) {
      onProgress(index, rows.length, row.target.label);
      const fresh = await this.#read(prepared.scope, row.target, signal);
      // What was not read to its end says nothing.
      if (signal.aborted) return;
      this.#replace(row, await judge(fresh, prepared.edit, this.#problemsOf));
    }
  }

  /** Has rows sent with the others, or left out. */
  choose(rows: readonly BulkRow[], isChosen: boolean): void {
    const prepared = this.#prepared;
    if (!prepared || this.#isSending) return;
    const chosen = new Set(rows.map(({ address }) => address));
    this.#set({
      ...prepared,
      rows: prepared.rows.map((row) => (chosen.has(row.address) ? { ...row, isChosen } : row)),
    });
  }

  /**
   * Sends what is pending, one after the other, and follows each to the end of its tasks. What a failure does to the rest is
   * a setting; the signal ends waiting.
   */
  async send(
    signal: AbortSignal,
    onProgress: (row: BulkRow, progress: ApplyProgress) => void,
  ): Promise<SendingReport<BulkRow>> {
    const prepared = this.#prepared;
    const { pending } = this;
    if (!prepared || this.#isSending) return nothingSent(pending);
    this.#setSending(true);
    try {
      const report = await applyAll(
        pending,
        {
          nameOf: ({ target }) => target.label,
          send: async (row) => ({ written: await this.#send(prepared, row) }),
          onProgress: (row, progress) => {
            this.#replace(row, {
              ...progress,
              ...(progress.state === 'requestFailed' && { isChosen: false }),
            });
            onProgress(row, progress);
          },
        },
        { ...this.#options, signal },
      );
      const now = (rows: readonly BulkRow[]): readonly BulkRow[] =>
        rows.map((row) => this.row(row.address) ?? row);
      return { ...report, ...{ failed: now(report.failed), open: now(report.open) } };
    } finally {
      this.#setSending(false);
    }
  }

  clear(): void {
    this.#set(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #read({ connection }: BulkScope, target: EditTarget, signal: AbortSignal): Promise<BulkRow> {
    const row = {
      kind: 'row',
      address: target.address,
      target,
      verdict: undefined,
      isChosen: false,
    } as const;
    try {
      const read = await readTarget(connection.api, target, signal);
      this.#options.onRead(read.base);
      return { ...row, read, state: 'planned', problem: undefined };
    } catch (failure) {
      const problem = failure instanceof CancelledError ? undefined : this.#options.note(failure);
      return { ...row, read: undefined, state: 'planned', problem };
    }
  }

  async #send({ scope }: PreparedEdit, { read, verdict, target }: BulkRow): Promise<Written> {
    if (!read || verdict?.kind !== 'change') throw new TypeError(`nothing to send to ${target.label}`);
    await writeSpec(scope.connection.api, read.base, verdict.wanted, {
      ...{ isFollowed: true, by: 'bulkEdit' },
    });
    return read.base;
  }

  /** Rows are known by their address: each change makes a new one. */
  #replace({ address }: BulkRow, change: Partial<BulkRow>): void {
    const prepared = this.#prepared;
    if (!prepared) return;
    this.#set({
      ...prepared,
      rows: prepared.rows.map((row) => (row.address === address ? { ...row, ...change } : row)),
    });
  }

  #setSending(isSending: boolean): void {
    this.#isSending = isSending;
    this.#set(this.#prepared);
  }

  #set(prepared: PreparedEdit | undefined): void {
    this.#prepared = prepared;
    void vscode.commands.executeCommand('setContext', 'ovhApi.hasBulkEdit', prepared !== undefined);
    void vscode.commands.executeCommand(
      'setContext',
      'ovhApi.bulkEditPending',
      !this.#isSending && this.pending.length > 0,
    );
    this.#changed.fire();
  }
}

/** Whether a row can be chosen to be sent. */
export function isChoosable({ verdict, state }: BulkRow): boolean {
  return verdict?.kind === 'change' && state === 'planned';
}

/** Whether the API may refuse a change for the status that a resource rests in. */
export function isOddStatus({ read }: BulkRow): boolean {
  if (!read) return false;
  const { kind, status } = read.condition;
  return kind !== 'done' || (status !== undefined && status !== 'READY');
}

function isPending(row: BulkRow): boolean {
  return row.isChosen && isChoosable(row);
}

async function judge(row: BulkRow, edit: SpecEdit, problemsOf: ProblemsOf): Promise<BulkRow> {
  if (!row.read) return row;
  const verdict = await judgeEdit(row.read, edit, problemsOf);
  return { ...row, verdict, isChosen: verdict.kind === 'change' && !isOddStatus(row) };
}
