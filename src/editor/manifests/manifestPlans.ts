import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { isElsewhere, manifestFormat, readManifests, type Manifest } from '../../resource/manifest.js';
import { applyPlanned, planManifest, type PlannedManifest } from '../../resource/manifestPlan.js';
import { nothingSent, type SendingReport } from '../../resource/applying.js';
import { applyAll, type Accepted, type ApplyOptions, type ApplyProgress } from '../changes/applyAll.js';
import { UnresolvedVariable } from '../../resource/environmentValues.js';
import type { Connection } from '../connections/connections.js';
import { problemSentence } from '../shell/problemSentences.js';
import { readVariable, unresolvedSentence } from './environment.js';
import { locateKind } from '../../resource/locate.js';
import type { IgnoredDifferences } from '../shell/ignoredDifferences.js';
import type { NormalisedStore } from './normalisedStore.js';
import { outdatedOf, writeIdentifier } from './planActions.js';
import { sharedBy } from '../../resource/sharedResources.js';
import { pathOf } from '../../resource/manifestReadings.js';
import { sharedError, type ManifestError } from './manifestErrors.js';
import { labelText } from '../shell/labelText.js';

/** One manifest of a plan. Where it could not be compared, `problem` says why. */
export interface PlanEntry extends ApplyProgress {
  readonly kind: 'entry';
  /** Where its resource is; `undefined` for one that is not there. */
  readonly address: ResourceAddress | undefined;
  readonly uri: vscode.Uri;
  readonly manifest: Manifest;
  /** `undefined` when it could not be compared. */
  readonly planned: PlannedManifest | undefined;
  /** Where what would be sent isn't as the schema says, or that another manifest names the resource, too; a plan with any isn't applied. */
  readonly errors: readonly ManifestError[];
  /** The file holds the identifier of what was created, but had unsaved text, so that it wasn't saved. */
  readonly isUnsaved?: true;
}

export interface ManifestPlansOptions extends ApplyOptions {
  readonly connection: () => Connection | undefined;
  /** Called with the secrets in a manifest before anything is sent. */
  readonly onSecrets: (texts: readonly string[]) => void;
  readonly normalised: Pick<NormalisedStore, 'of' | 'keep'>;
  readonly ignored: Pick<IgnoredDifferences, 'of'>;
  /** The schema errors of these manifests of a file, by their indexes. */
  readonly schemaErrors: (
    document: vscode.TextDocument,
    indexes: ReadonlySet<number>,
  ) => Promise<ReadonlyMap<number, readonly ManifestError[]>>;
}

/** A place that keeps a part of a file from being read as a manifest. */
interface UnreadManifest {
  readonly uri: vscode.Uri;
  /** From 1. */
  readonly line: number;
  /** Why it can't be read. */
  readonly message: string;
}

/** Which manifests could not be compared and why, for the user; `undefined` when all were read. */
export function unreadText(unread: readonly UnreadManifest[]): string | undefined {
  if (unread.length === 0) return undefined;
  const places = unread.slice(0, MOST_UNREAD).map(({ uri, line, message }) => {
    const why = problemSentence(message).replace(/\.$/, '');
    return labelText(`${vscode.workspace.asRelativePath(uri)}:${String(line)}`, why);
  });
  const more = unread.length > places.length ? ['…'] : [];
  return vscode.l10n.t(
    'Some manifests couldn’t be read and aren’t in the plan. Correct them, then plan again. {0}',
    [...places, ...more].join('; '),
  );
}

/** What a person would call an entry. */
export function nameOf({ planned, manifest }: PlanEntry): string {
  return planned?.displayName ?? manifest.kind;
}

const MOST_UNREAD = 10;

/** What was accepted is not sent once more, however it ended. */
const UNSENT: ReadonlySet<PlanEntry['state']> = new Set(['planned', 'requestFailed']);

/** The plan that is shown: which manifests differ from the cloud and how, and how far applying them is. */
export class ManifestPlans implements vscode.Disposable {
  readonly #options: ManifestPlansOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #entries: readonly PlanEntry[] = [];
  #isApplying = false;

  constructor(options: ManifestPlansOptions) {
    this.#options = options;
  }

  get isApplying(): boolean {
    return this.#isApplying;
  }

  get entries(): readonly PlanEntry[] {
    return this.#entries;
  }

  /** Those that applying would send. */
  get pending(): readonly PlanEntry[] {
    return this.#entries.filter(({ state, planned }) => UNSENT.has(state) && isSent(planned));
  }

  /** Those of the pending ones that have errors; while there are any, nothing is applied. */
  get refused(): readonly PlanEntry[] {
    return this.pending.filter(({ errors }) => errors.length > 0);
  }

  /** Those of the pending ones whose files say otherwise by now: what the plan shows isn't what the person wants any more. */
  outdated(): Promise<readonly PlanEntry[]> {
    return outdatedOf(this.pending);
  }

  clear(): void {
    this.#set([]);
  }

  /**
   * Compares all manifests of these files with the cloud, one after the other; `onProgress` is called with how many are done. Resolves to
   * what could not be read as a manifest, and so is not in the plan. Nothing is compared where `mayCompare` refuses those manifests that are
   * for another endpoint than the account's.
   */
  async plan(
    uris: readonly vscode.Uri[],
    signal: AbortSignal,
    onProgress: (done: number, all: number) => void,
    mayCompare: (elsewhere: readonly Manifest[]) => Promise<boolean>,
  ): Promise<readonly UnreadManifest[]> {
    const connection = this.#options.connection();
    if (!connection) return [];
    const unread: UnreadManifest[] = [];
    const found: { readonly uri: vscode.Uri; readonly manifest: Manifest; readonly line: number }[] = [];
    for (const uri of uris) {
      const document = await vscode.workspace.openTextDocument(uri);
      const { manifests, faults } = await readManifests(document.getText(), manifestFormat(uri.path));
      const line = (offset: number): number => document.positionAt(offset).line + 1;
      found.push(...manifests.map((manifest) => ({ uri, manifest, line: line(manifest.place.offset) })));
      unread.push(...faults.map(({ offset, message }) => ({ uri, line: line(offset), message })));
    }
    const elsewhere = found.filter(({ manifest }) => isElsewhere(manifest, connection.api.account));
    if (elsewhere.length > 0 && !(await mayCompare(elsewhere.map(({ manifest }) => manifest)))) return [];
    const entries: PlanEntry[] = [];
    const shared = sharedBy(found, ({ manifest }) =>
      manifest.id === undefined ? undefined : pathOf(manifest),
    );
    for (const one of found) {
      const { uri, manifest, line } = one;
      const other = shared.get(one);
      const errors = other ? [sharedError(line, other)] : [];
      if (signal.aborted) return [];
      const compared = await this.#compare(connection, manifest, signal);
      const { address, action } = compared.planned ?? {};
      const there = action === 'gone' ? undefined : address;
      entries.push({ kind: 'entry', uri, manifest, address: there, errors, ...compared });
      onProgress(entries.length, found.length);
    }
    const judged = await this.#judged(entries);
    if (signal.aborted) return [];
    this.#set(judged);
    return unread;
  }

  /**
   * Sends what is pending, in the files' order, and follows each to the end of its tasks. What a failure does to the rest is
   * a setting; the signal ends waiting.
   */
  async apply(
    signal: AbortSignal,
    onProgress: (entry: PlanEntry, progress: ApplyProgress) => void,
  ): Promise<SendingReport<PlanEntry>> {
    const connection = this.#options.connection();
    const { pending } = this;
    if (!connection || this.#isApplying || this.refused.length > 0) return nothingSent(pending);
    this.#setApplying(true);
    try {
      const report = await applyAll(
        pending,
        {
          nameOf,
          send: (entry) => this.#send(connection, entry),
          onProgress: (entry, progress) => {
            this.#replace(entry, progress);
            onProgress(entry, progress);
          },
        },
        { ...this.#options, signal },
      );
      return this.#asNow(report);
    } finally {
      this.#setApplying(false);
    }
  }

  #asNow(report: SendingReport<PlanEntry>): SendingReport<PlanEntry> {
    const now = (entries: readonly PlanEntry[]): readonly PlanEntry[] =>
      entries.map((entry) => this.#entries.find((one) => one.manifest === entry.manifest) ?? entry);
    return { ...report, failed: now(report.failed), open: now(report.open) };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #send({ api }: Connection, entry: PlanEntry): Promise<Accepted> {
    const { planned } = entry;
    if (!planned) throw new TypeError(`nothing to send for ${entry.manifest.kind}`);
    const { id, address, normalised } = await applyPlanned(api, planned);
    if (address && normalised) this.#options.normalised.keep(address, normalised);
    if (!address || !planned.item) return { written: undefined };
    this.#replace(entry, { address });
    const problem = id === undefined ? undefined : await this.#keepIdentifier(entry, id);
    return {
      written: { address, item: planned.item, failedTasks: planned.base?.failedTasks ?? [] },
      problem,
    };
  }

  /** Resolves to the sentence of what went wrong, when the manifest could not be given its identifier. */
  async #keepIdentifier(entry: PlanEntry, id: string): Promise<string | undefined> {
    if (entry.manifest.id !== undefined) return undefined;
    try {
      const kept = await writeIdentifier(entry, id);
      if (kept === 'unsaved') this.#replace(entry, { isUnsaved: true });
      if (kept) return undefined;
    } catch (failure) {
      this.#options.note(failure);
    }
    return vscode.l10n.t(
      'The resource was created with the identifier {0}, but it couldn’t be written to the manifest. Add “id: {0}” there; otherwise the next plan creates another resource.',
      id,
    );
  }

  async #compare(
    { api, schemas }: Connection,
    manifest: Manifest,
    signal: AbortSignal,
  ): Promise<Pick<PlanEntry, 'planned' | 'state' | 'problem'>> {
    try {
      const planned = await planManifest(manifest, {
        ...{ api, signal, readVariable, onSecrets: this.#options.onSecrets },
        normalisedOf: (address) => this.#options.normalised.of(address),
        ignoredOf: (address) => this.#options.ignored.of(address),
        locate: (path, version, stop) => locateKind(schemas, path, version, stop),
      });
      return { planned, state: 'planned', problem: undefined };
    } catch (failure) {
      const problem =
        failure instanceof UnresolvedVariable ? unresolvedSentence(failure) : this.#options.note(failure);
      return { planned: undefined, state: 'planned', problem };
    }
  }

  /** What would be sent is judged by its schema, which is read by now. */
  async #judged(entries: readonly PlanEntry[]): Promise<readonly PlanEntry[]> {
    const files = new Map<string, { readonly uri: vscode.Uri; readonly indexes: Set<number> }>();
    for (const { uri, manifest, planned } of entries) {
      if (!isSent(planned)) continue;
      const file = files.get(uri.toString()) ?? { uri, indexes: new Set() };
      file.indexes.add(manifest.index);
      files.set(uri.toString(), file);
    }
    const found = new Map<string, ReadonlyMap<number, readonly ManifestError[]>>();
    for (const [key, { uri, indexes }] of files) {
      const document = await vscode.workspace.openTextDocument(uri);
      found.set(key, await this.#options.schemaErrors(document, indexes));
    }
    return entries.map((entry) => {
      const errors = found.get(entry.uri.toString())?.get(entry.manifest.index) ?? [];
      return errors.length === 0 ? entry : { ...entry, errors: [...entry.errors, ...errors] };
    });
  }

  /** Entries are known by their manifest: each change makes a new one. */
  #replace({ manifest }: PlanEntry, change: Partial<PlanEntry>): void {
    this.#set(this.#entries.map((one) => (one.manifest === manifest ? { ...one, ...change } : one)));
  }

  #setApplying(isApplying: boolean): void {
    this.#isApplying = isApplying;
    this.#set(this.#entries);
  }

  #set(entries: readonly PlanEntry[]): void {
    this.#entries = entries;
    void vscode.commands.executeCommand('setContext', 'ovhApi.hasPlan', entries.length > 0);
    const canApply = !this.#isApplying && this.pending.length > 0;
    void vscode.commands.executeCommand('setContext', 'ovhApi.planPending', canApply);
    this.#changed.fire();
  }
}

/** Whether applying would send it. */
function isSent(planned: PlannedManifest | undefined): boolean {
  return planned?.action === 'create' || planned?.action === 'update';
}
