import * as vscode from 'vscode';
import type { BrokenCall } from '../../../scratchpad/usage/brokenCalls.js';
import { kindSentence } from '../../../schema/comparison/kindSentence.js';
import { ADVICE, REASONS } from '../../../schema/comparison/reasons.js';
import { placesIn, type Place } from '../../../scratchpad/places.js';
import type { Span } from '../../../scratchpad/problem.js';
import { DRAFT_SCHEME, SCHEME } from '../../shell/documentUri.js';
import { ourDiagnostic } from '../../language/diagnostics.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { FileBreaks } from '../../../scratchpad/usage/fileBreaks.js';
import { usingFile, usingSpec, type UsingFile } from './workspaceFiles.js';
import { Pauses } from '../../../resource/pauses.js';

/** Long enough for a word to be typed. */
const PAUSE_MS = 300;
/** Problems of one file that are marked. */
const MOST_PROBLEMS = 500;
/** More values of an enum are in the report. */
const MOST_FIXES = 6;

/** What is marked in one file, and by which comparison. */
interface Marked {
  readonly comparison: Comparison;
  readonly breaks: FileBreaks;
  readonly broken: readonly BrokenCall[];
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** Marks in Problems what breaks in another schema version, and offers what fits instead. */
export class BreakProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('ovhapi-versions');
  readonly #marked = new Map<string, Marked>();
  readonly #pauses = new Pauses();
  readonly #subscription: vscode.Disposable;

  constructor() {
    const files = [
      { pattern: '**/*.ovhapi.{http,yaml,yml,json}' },
      { scheme: SCHEME },
      { scheme: DRAFT_SCHEME },
    ];
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#judgeLater(document);
      }),
      vscode.languages.registerCodeActionsProvider(
        files,
        { provideCodeActions: (document, range) => this.#actions(document, range) },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    );
  }

  /** Marks what of a file breaks, forgets what was marked in it before, and returns what breaks; `broken` where that is known already. */
  mark(
    comparison: Comparison,
    breaks: FileBreaks,
    file: UsingFile,
    broken = breaks(file),
  ): readonly BrokenCall[] {
    const placeOf = placesIn(file.text);
    const diagnostics = broken
      .slice(0, MOST_PROBLEMS)
      .map((one) => diagnostic(one, comparison, rangeOf(one.span, placeOf)));
    this.#marked.set(file.uri.toString(), { comparison, breaks, broken, diagnostics });
    this.#collection.set(file.uri, diagnostics);
    return broken;
  }

  /** Forgets what a comparison marked; without one, everything. */
  clear(comparison?: Pick<Comparison, 'title'>): void {
    for (const [key, marked] of this.#marked) {
      if (comparison && marked.comparison.title !== comparison.title) continue;
      this.#marked.delete(key);
      this.#collection.delete(vscode.Uri.parse(key));
    }
  }

  dispose(): void {
    this.#pauses.dispose();
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  #judgeLater(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!this.#marked.has(key)) return;
    this.#pauses.after(key, PAUSE_MS, () => this.#judge(document));
  }

  async #judge(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    const file = usingSpec(document) ?? (await usingFile(uri));
    const marked = this.#marked.get(uri.toString());
    if (!file || !marked || document.version !== version) return;
    this.mark(marked.comparison, marked.breaks, file);
  }

  #actions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const marked = this.#marked.get(document.uri.toString());
    return (marked?.broken ?? []).flatMap(({ fixes }, index): readonly vscode.CodeAction[] => {
      const problem = marked?.diagnostics[index];
      if (!problem?.range.intersection(range)) return [];
      return fixes.slice(0, MOST_FIXES).map(({ span, text }, position) => {
        const title = vscode.l10n.t('Replace by {0}', text);
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        const place = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
        action.edit.replace(document.uri, place, text);
        action.diagnostics = [problem];
        action.isPreferred = position === 0 && fixes.length === 1;
        return action;
      });
    });
  }
}

function diagnostic(
  { change }: BrokenCall,
  { names: [, after] }: Comparison,
  range: vscode.Range,
): vscode.Diagnostic {
  const { kind, place, reason, advice } = change;
  const sentence = vscode.l10n.t(
    'In {0}: {1} ({2}). {3} {4}',
    after,
    vscode.l10n.t(kindSentence(kind)),
    place,
    vscode.l10n.t(REASONS[reason]),
    vscode.l10n.t(ADVICE[advice]),
  );
  const problem = ourDiagnostic(range, sentence, vscode.DiagnosticSeverity.Warning);
  problem.code = kind;
  return problem;
}

function rangeOf({ start, end }: Span, placeOf: (offset: number) => Place): vscode.Range {
  const [from, to] = [placeOf(start), placeOf(end)];
  return new vscode.Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
}
