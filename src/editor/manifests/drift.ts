import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { manifestFormat, readManifests, type Manifest } from '../../resource/manifest.js';
import { planManifest, type PlannedManifest } from '../../resource/manifestPlan.js';
import { describePath } from '../../resource/specDiff.js';
import type { Connection } from '../connections.js';
import { ourDiagnostic, rangeAt } from '../documents/diagnostics.js';
import { fixedSentence } from '../plans/fixedSentence.js';
import { locateKind } from './locate.js';
import { isManifestFile, MANIFEST_SELECTOR } from './manifestSchemas.js';

const NAMED_FIELDS = 5;

/** The code of the diagnostics that tell of a difference. */
const DRIFT = 'drift';

export interface DriftOptions {
  readonly connection: () => Connection | undefined;
  readonly onDidChangeConnection: vscode.Event<void>;
  readonly extensionUri: vscode.Uri;
  /** Logs a failure and returns its sentence. */
  readonly note: (failure: unknown) => string;
}

/**
 * Marks, in the gutter and among the problems, each manifest of a visible file whose resource differs from it. The cloud
 * is asked when a file is opened, shown or saved, never by a clock.
 */
export class Drift implements vscode.Disposable {
  readonly #options: DriftOptions;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-manifests');
  readonly #mark: vscode.TextEditorDecorationType;
  readonly #marked = new Map<string, readonly vscode.Range[]>();
  readonly #running = new Map<string, AbortController>();
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
          if (!this.#marked.has(document.uri.toString())) void this.check(document);
        }
        this.#paint();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => void this.check(document)),
      vscode.languages.registerCodeActionsProvider(
        MANIFEST_SELECTOR,
        { provideCodeActions: ({ uri }, _, { diagnostics }) => planActions(uri, diagnostics) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      options.onDidChangeConnection(() => {
        this.checkVisible();
      }),
    ];
    this.checkVisible();
  }

  /** Asks the cloud again about every manifest file that can be seen. */
  checkVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) void this.check(document);
  }

  /** Asks the cloud about a file's manifests. Anything but a manifest file is left alone. */
  async check(document: vscode.TextDocument): Promise<void> {
    if (!isManifestFile(document.uri)) return;
    const key = document.uri.toString();
    this.#running.get(key)?.abort();
    const abort = new AbortController();
    this.#running.set(key, abort);
    const { manifests } = readManifests(document.getText(), manifestFormat(document.uri.path));
    const version = document.version;
    const drifted: vscode.Diagnostic[] = [];
    if (isWanted()) {
      for (const manifest of manifests) {
        const diagnostic = await this.#compare(document, manifest, abort.signal);
        if (diagnostic) drifted.push(diagnostic);
      }
    }
    if (abort.signal.aborted || document.isClosed || document.version !== version) return;
    this.#diagnostics.set(document.uri, drifted);
    this.#marked.set(
      key,
      drifted.map(({ range }) => range),
    );
    this.#paint();
  }

  dispose(): void {
    for (const abort of this.#running.values()) abort.abort();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#diagnostics.dispose();
    this.#mark.dispose();
  }

  async #compare(
    document: vscode.TextDocument,
    manifest: Manifest,
    signal: AbortSignal,
  ): Promise<vscode.Diagnostic | undefined> {
    const connection = this.#options.connection();
    if (!connection || manifest.id === undefined || signal.aborted) return undefined;
    try {
      const planned = await planManifest(manifest, {
        api: connection.api,
        signal,
        locate: (path, version, stop) => locateKind(connection.schemas, path, version, stop),
      });
      const sentence = driftSentence(planned);
      if (sentence === undefined) return undefined;
      const range = rangeAt(document, firstLine(document, manifest));
      const diagnostic = ourDiagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
      diagnostic.code = DRIFT;
      return diagnostic;
    } catch (failure) {
      // Nobody asked for this comparison: a plan says what stands in its way.
      if (!(failure instanceof CancelledError)) this.#options.note(failure);
      return undefined;
    }
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
    this.#marked.delete(key);
    this.#diagnostics.delete(uri);
  }
}

/** What can be done where a manifest differs: look at how, and decide. */
function planActions(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const drifted = diagnostics.filter(({ code }) => code === DRIFT);
  if (drifted.length === 0) return [];
  const title = vscode.l10n.t('Plan this file: show what differs from the cloud');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'ovhApi.manifests.plan', title, arguments: [uri] };
  action.diagnostics = drifted;
  return [action];
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('ovhApi').get<boolean>('checkDrift', true);
}

/** What is said of a manifest that the cloud does not follow; nothing of one that it does. */
function driftSentence({ action, changes, fixed, displayName }: PlannedManifest): string | undefined {
  if (action === 'gone') return vscode.l10n.t('{0} is gone from the cloud.', displayName);
  if (changes.length === 0) return fixed.length === 0 ? undefined : `${displayName}: ${fixedSentence(fixed)}`;
  const fields = changes.slice(0, NAMED_FIELDS).map(({ path }) => describePath(path));
  const more = changes.length > NAMED_FIELDS ? ', …' : '';
  return vscode.l10n.t('{0} differs from the cloud: {1}', displayName, `${fields.join(', ')}${more}`);
}

function firstLine(document: vscode.TextDocument, { place }: Manifest): { offset: number; length: number } {
  const line = document.lineAt(document.positionAt(place.offset).line);
  return { offset: place.offset, length: Math.max(1, document.offsetAt(line.range.end) - place.offset) };
}
