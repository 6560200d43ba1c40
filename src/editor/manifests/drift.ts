import * as vscode from 'vscode';
import { CancelledError, NetworkError } from '../../api/errors.js';
import { failureKind } from '../../api/failureKind.js';
import { isElsewhere, manifestFormat, readManifests, type Manifest } from '../../resource/manifest.js';
import { UnresolvedVariable } from '../../resource/environmentValues.js';
import { toApiPath } from '../../resource/address.js';
import { planManifest } from '../../resource/manifestPlan.js';
import { pathOf, readingOnce, type Readings } from '../../resource/manifestReadings.js';
import { driftActions, type Drifted } from './driftActions.js';
import { drifted, driftMarks, leftDiagnostic } from './driftDiagnostics.js';
import type { WriteEvent } from '../../resource/written.js';
import { readVariable } from './environment.js';
import { locateKind } from '../../resource/locate.js';
import type { IgnoredDifferences } from '../shell/ignoredDifferences.js';
import type { NormalisedStore } from './normalisedStore.js';
import { isManifestFile, MANIFEST_SELECTOR } from './manifestSchemas.js';
import type { TrustedConnection } from '../connections/trustedConnection.js';
import type { Reporting } from '../shell/reporting.js';
import { Pauses } from '../../resource/pauses.js';

/** How many resources of one file are requested without a person asking for it. */
const MOST_COMPARED = 50;

/** So long after the last keystroke an edited file is compared again. */
const PAUSE_MS = 200;

/** What a comparison showed: how the cloud differs, or nothing to be said. */
type Outcome = Drifted | 'same';

/** What was found of a file's manifests at one version of its text, by their indexes: several may name the same resource. */
interface Found {
  readonly version: number;
  /** The paths of their resources. */
  readonly paths: ReadonlyMap<number, string>;
  readonly outcomes: Map<number, Outcome>;
  /** What was read of them, also for later versions of the text: an edit is compared with that, and the cloud isn't asked again. */
  readonly readings: Readings;
}

export interface DriftOptions extends TrustedConnection, Pick<Reporting, 'note'> {
  readonly extensionUri: vscode.Uri;
  /** Called with the secrets in a manifest before anything is sent. */
  readonly onSecrets: (texts: readonly string[]) => void;
  readonly normalised: Pick<NormalisedStore, 'of'>;
  readonly ignored: Pick<IgnoredDifferences, 'of' | 'onDidChange'>;
}

/**
 * Marks, in the gutter and among the problems, each manifest of a visible file whose resource differs from it. The cloud
 * is asked when a file is opened, shown or saved and when we write what it names, never by a clock; for one resource at a time, for open files only, for so many of a
 * file, and not at all before the workspace is trusted. What is typed is compared with what was read.
 */
export class Drift implements vscode.Disposable {
  readonly #options: DriftOptions;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-manifests');
  readonly #mark: vscode.TextEditorDecorationType;
  readonly #marked = new Map<string, readonly vscode.Range[]>();
  readonly #running = new Map<string, AbortController>();
  /** What waits for a pause in typing. */
  readonly #waiting = new Pauses();
  /** What was found of each file's manifests: a write asks again about one of them only. */
  readonly #found = new Map<string, Found>();
  /** Settles when the comparison before the next one has ended. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #disposables: readonly vscode.Disposable[];

  constructor(options: DriftOptions) {
    this.#options = options;
    this.#mark = vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.joinPath(options.extensionUri, 'media', 'drift.svg'),
      gutterIconSize: 'contain',
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.modifiedForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
    this.#disposables = [
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) {
          const key = document.uri.toString();
          if (!this.#marked.has(key) && !this.#running.has(key)) void this.check(document);
        }
        this.#paint();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => void this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#edited(document);
      }),
      vscode.languages.registerCodeActionsProvider(
        MANIFEST_SELECTOR,
        {
          provideCodeActions: (document, _, { diagnostics }) =>
            driftActions(document, diagnostics, this.#driftedIn(document)),
        },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      options.onDidChangeConnection(() => {
        this.checkVisible();
      }),
      options.ignored.onDidChange(() => {
        this.#found.clear();
        this.#marked.clear();
        this.checkVisible();
      }),
      options.onDidWrite((write) => {
        this.#written(write);
      }),
    ];
    this.checkVisible();
  }

  /** Asks the cloud again about every manifest file that can be seen. */
  checkVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) void this.check(document);
  }

  /** What a write may have changed is compared again; in files that are not visible when they are shown. */
  #written({ account, resources }: Pick<WriteEvent, 'account' | 'resources'>): void {
    if (this.#options.connection()?.account.id !== account) return;
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document);
    const changed = new Set(resources.map(toApiPath));
    for (const [key, { paths, outcomes, readings }] of this.#found) {
      const written = [...paths].filter(([, path]) => changed.has(path));
      if (written.length === 0) continue;
      for (const [index, path] of written) {
        outcomes.delete(index);
        readings.delete(path);
      }
      const document = shown.find(({ uri }) => uri.toString() === key);
      if (document) void this.#check(document);
      else this.#marked.delete(key);
    }
  }

  /** Marks follow what is typed, and what a quick fix writes: the next one is offered of the text as it is. */
  #edited(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!this.#found.has(key)) return;
    this.#waiting.after(key, PAUSE_MS, () => this.#check(document, { isEdit: true }));
  }

  /** Asks the cloud about a file's manifests. Anything but a manifest file is left alone. */
  async check(document: vscode.TextDocument): Promise<void> {
    this.#found.delete(document.uri.toString());
    await this.#check(document);
  }

  /** As `check`, without those manifests that were compared since the file changed; of an edit only those that were read. */
  async #check(document: vscode.TextDocument, { isEdit = false } = {}): Promise<void> {
    if (!isManifestFile(document.uri)) return;
    const key = document.uri.toString();
    this.#running.get(key)?.abort();
    this.#waiting.end(key);
    const abort = new AbortController();
    this.#running.set(key, abort);
    const version = document.version;
    const found = await this.#compareAll(document, { isEdit, signal: abort.signal });
    if (abort.signal.aborted) return;
    this.#running.delete(key);
    if (!found || document.isClosed || document.version !== version) return;
    this.#diagnostics.set(document.uri, [...found.drifted, ...found.left]);
    this.#marked.set(
      key,
      found.drifted.map(({ range }) => range),
    );
    this.#paint();
  }

  dispose(): void {
    for (const abort of this.#running.values()) abort.abort();
    this.#waiting.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#diagnostics.dispose();
    this.#mark.dispose();
  }

  /** The manifests that differ, and where those begin that were not looked at; `undefined` when no account is signed in. */
  async #compareAll(
    document: vscode.TextDocument,
    { isEdit, signal }: { readonly isEdit: boolean; readonly signal: AbortSignal },
  ): Promise<{ drifted: readonly vscode.Diagnostic[]; left: readonly vscode.Diagnostic[] } | undefined> {
    if (!isWanted()) return { drifted: [], left: [] };
    const connection = this.#options.connection();
    if (!connection) return undefined;
    const { manifests } = await readManifests(document.getText(), manifestFormat(document.uri.path));
    const there = manifests.filter(
      // What is for another cloud differs from this one without a meaning.
      (manifest) => manifest.id !== undefined && !isElsewhere(manifest, connection.api.account),
    );
    const { outcomes, readings } = this.#foundIn(document, there);
    const drifted: vscode.Diagnostic[] = [];
    for (const manifest of there.slice(0, MOST_COMPARED)) {
      const path = pathOf(manifest);
      if (readings.get(path)?.version !== manifest.version) readings.delete(path);
      if (isEdit && !readings.has(path)) continue;
      const compared =
        outcomes.get(manifest.index) ?? (await this.#inTurn(document, manifest, { readings, signal }));
      if (compared === 'stop') break;
      // A write that came meanwhile has it compared again.
      if (compared && !signal.aborted) outcomes.set(manifest.index, compared);
      if (compared && compared !== 'same')
        drifted.push(...compared.marks.map(({ diagnostic }) => diagnostic));
    }
    const next = there[MOST_COMPARED];
    return {
      drifted,
      left: next ? [leftDiagnostic(document, next, { compared: MOST_COMPARED, count: there.length })] : [],
    };
  }

  #inTurn(
    document: vscode.TextDocument,
    manifest: Manifest,
    options: Pick<Found, 'readings'> & { readonly signal: AbortSignal },
  ): Promise<Outcome | 'stop' | undefined> {
    const compared = this.#turn.then(() => this.#compare(document, manifest, options));
    this.#turn = compared;
    return compared;
  }

  #foundIn({ uri, version }: vscode.TextDocument, manifests: readonly Manifest[]): Found {
    const known = this.#found.get(uri.toString());
    if (known?.version === version) return known;
    const readings = known?.readings ?? new Map();
    const paths = new Map(manifests.map((manifest) => [manifest.index, pathOf(manifest)]));
    const found: Found = { version, paths, outcomes: new Map(), readings };
    this.#found.set(uri.toString(), found);
    return found;
  }

  /** What differs; `stop` where the next manifest would fare no better. Never rejects. */
  async #compare(
    document: vscode.TextDocument,
    manifest: Manifest,
    { readings, signal }: Pick<Found, 'readings'> & { readonly signal: AbortSignal },
  ): Promise<Outcome | 'stop' | undefined> {
    const connection = this.#options.connection();
    if (!connection || signal.aborted) return 'stop';
    try {
      const planned = drifted(
        await planManifest(manifest, {
          api: readingOnce(connection.api, manifest, readings),
          ...{ signal, readVariable, onSecrets: this.#options.onSecrets },
          priority: 'poll',
          normalisedOf: (address) => this.#options.normalised.of(address),
          ignoredOf: (address) => this.#options.ignored.of(address),
          locate: (path, version, stop) => locateKind(connection.schemas, path, version, stop),
        }),
      );
      const marks = driftMarks(document, planned);
      return marks.length === 0 ? 'same' : { marks, planned };
    } catch (failure) {
      if (failure instanceof CancelledError) return 'stop';
      // The user didn't request this comparison; a plan says why it isn't possible.
      // A variable that can't be had is marked at its place.
      if (failure instanceof UnresolvedVariable) return 'same';
      this.#options.note(failure);
      const isHopeless = failure instanceof NetworkError || failureKind(failure).kind === 'credential';
      return isHopeless ? 'stop' : undefined;
    }
  }

  /** What was found of a text as it still is. */
  #driftedIn({ uri, version }: vscode.TextDocument): readonly Drifted[] {
    const found = this.#found.get(uri.toString());
    if (found?.version !== version) return [];
    return [...found.outcomes.values()].filter((outcome) => outcome !== 'same');
  }

  #paint(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const ranges = this.#marked.get(editor.document.uri.toString());
      if (ranges) editor.setDecorations(this.#mark, [...ranges]);
    }
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#running.get(key)?.abort();
    this.#running.delete(key);
    this.#waiting.end(key);
    this.#marked.delete(key);
    this.#found.delete(key);
    this.#diagnostics.delete(uri);
  }
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('ovhApi').get<boolean>('checkDrift', true);
}
