import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { manifestFormat, readManifests, withIdentifier, type Manifest } from '../../resource/manifest.js';
import { applyPlanned, planManifest, type PlannedManifest } from '../../resource/manifestPlan.js';
import { UnresolvedVariable } from '../../resource/environmentValues.js';
import type { Connection } from '../connections.js';
import { readVariable, unresolvedSentence } from './environment.js';
import { locateKind } from './locate.js';

/** How far one manifest of a plan is. */
export type EntryState = 'planned' | 'applying' | 'applied' | 'failed';

/** One manifest of a plan. */
export interface PlanEntry {
  readonly kind: 'entry';
  /** Where its resource is; `undefined` for one that is not there. */
  readonly address: ResourceAddress | undefined;
  readonly uri: vscode.Uri;
  readonly manifest: Manifest;
  /** `undefined` when it could not be compared. */
  readonly planned: PlannedManifest | undefined;
  readonly state: EntryState;
  /** The sentence of what went wrong. */
  readonly problem: string | undefined;
}

export interface ManifestPlansOptions {
  readonly connection: () => Connection | undefined;
  /** Logs a failure and returns its sentence. */
  readonly note: (failure: unknown) => string;
  /** Told of the secrets in a manifest before anything is sent. */
  readonly onSecrets: (texts: readonly string[]) => void;
}

/** What applying came to. */
export interface Report {
  readonly applied: number;
  /** What was refused; or what was applied, but whose manifest could not be given its identifier. */
  readonly failed: PlanEntry | undefined;
  /** How many were left out, because of a failure before them or because it was cancelled. */
  readonly left: number;
}

/** The plan that is shown: which manifests differ from the cloud and how, and how far applying them is. */
export class ManifestPlans implements vscode.Disposable {
  readonly #options: ManifestPlansOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #entries: readonly PlanEntry[] = [];

  constructor(options: ManifestPlansOptions) {
    this.#options = options;
  }

  get entries(): readonly PlanEntry[] {
    return this.#entries;
  }

  /** Those that applying would send. */
  get pending(): readonly PlanEntry[] {
    return this.#entries.filter(
      ({ state, planned }) =>
        state !== 'applied' && (planned?.action === 'create' || planned?.action === 'update'),
    );
  }

  clear(): void {
    this.#set([]);
  }

  /** Compares all manifests of these files with the cloud, one after the other; `told` hears how many are done. */
  async plan(
    uris: readonly vscode.Uri[],
    signal: AbortSignal,
    told: (done: number, all: number) => void,
  ): Promise<void> {
    const connection = this.#options.connection();
    if (!connection) return;
    const found: { readonly uri: vscode.Uri; readonly manifest: Manifest }[] = [];
    for (const uri of uris) {
      const document = await vscode.workspace.openTextDocument(uri);
      const { manifests } = readManifests(document.getText(), manifestFormat(uri.path));
      found.push(...manifests.map((manifest) => ({ uri, manifest })));
    }
    const entries: PlanEntry[] = [];
    for (const { uri, manifest } of found) {
      if (signal.aborted) return;
      const compared = await this.#compare(connection, manifest, signal);
      const { address, action } = compared.planned ?? {};
      const there = action === 'gone' ? undefined : address;
      entries.push({ kind: 'entry', uri, manifest, address: there, ...compared });
      told(entries.length, found.length);
    }
    if (!signal.aborted) this.#set(entries);
  }

  /** Sends what is pending, in the files' order, and stops at the first failure or when cancelled. */
  async apply(signal: AbortSignal, told: (entry: PlanEntry) => void): Promise<Report> {
    const connection = this.#options.connection();
    const pending = this.pending;
    let applied = 0;
    for (const entry of pending) {
      if (!connection || signal.aborted || !entry.planned) break;
      told(entry);
      const running = this.#replace(entry, { state: 'applying', problem: undefined });
      try {
        // What has been sent may have been taken: cancelling stops before the next one, never in the middle.
        const { id, address } = await applyPlanned(connection.api, entry.planned);
        const taken = this.#replace(running, { state: 'applied', address });
        applied += 1;
        const problem = id === undefined ? undefined : await this.#keepIdentifier(entry, id);
        if (problem === undefined) continue;
        // The cloud has it: a row that counted as failed would be sent, and so created, once more.
        return { applied, failed: this.#replace(taken, { problem }), left: pending.length - applied };
      } catch (failure) {
        const failed = this.#replace(running, { state: 'failed', problem: this.#options.note(failure) });
        return { applied, failed, left: pending.length - applied - 1 };
      }
    }
    return { applied, failed: undefined, left: pending.length - applied };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Resolves to the sentence of what went wrong, when the manifest could not be given its identifier. */
  async #keepIdentifier(entry: PlanEntry, id: string): Promise<string | undefined> {
    if (entry.manifest.id !== undefined) return undefined;
    try {
      if (await writeIdentifier(entry, id)) return undefined;
    } catch (failure) {
      this.#options.note(failure);
    }
    return vscode.l10n.t(
      'It was created as {0}, but that identifier could not be written into its manifest. Write “id: {0}” there: without it, the next plan creates it again.',
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
        locate: (path, version, stop) => locateKind(schemas, path, version, stop),
      });
      return { planned, state: 'planned', problem: undefined };
    } catch (failure) {
      const problem =
        failure instanceof UnresolvedVariable ? unresolvedSentence(failure) : this.#options.note(failure);
      return { planned: undefined, state: 'failed', problem };
    }
  }

  #replace(entry: PlanEntry, change: Partial<PlanEntry>): PlanEntry {
    const next = { ...entry, ...change };
    this.#set(this.#entries.map((one) => (one === entry ? next : one)));
    return next;
  }

  #set(entries: readonly PlanEntry[]): void {
    this.#entries = entries;
    void vscode.commands.executeCommand('setContext', 'ovhApi.hasPlan', entries.length > 0);
    void vscode.commands.executeCommand('setContext', 'ovhApi.planPending', this.pending.length > 0);
    this.#changed.fire();
  }
}

/**
 * A created resource is the manifest's from now on: without its identifier, the next plan would create it again. Resolves
 * to whether the file holds it.
 */
async function writeIdentifier({ uri, manifest }: PlanEntry, id: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const next = withIdentifier(text, manifestFormat(uri.path), manifest.index, id);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), next);
  return (await vscode.workspace.applyEdit(edit)) && document.save();
}
