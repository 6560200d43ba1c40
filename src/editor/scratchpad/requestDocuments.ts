import * as vscode from 'vscode';
import { Slices } from '../../resource/slices.js';
import { checkSteps } from '../../scratchpad/checkRequestFile.js';
import { parseRequestFile } from '../../scratchpad/parseRequestFile.js';
import type { Problem, Span } from '../../scratchpad/problem.js';
import type { RequestFile } from '../../scratchpad/requestFile.js';
import { noSources } from '../../scratchpad/sources.js';
import { removalSentence } from '../shell/retirementText.js';
import { DocumentChecks } from './documentChecks.js';
import { problemText } from './problemText.js';
import { unreadSources, type RequestSources } from './requestSources.js';

/** As the manifest names the language. */
export const LANGUAGE = 'ovhapi-http';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Problems of one file that are reported, and one that says that there are more. */
const MOST_PROBLEMS = 1_001;
/** What says that an operation is deprecated, and which of its arguments is the day of the removal. */
const DEPRECATED: ReadonlyMap<string, number> = new Map([
  ['operationDeprecated', 0],
  ['operationReplaced', 1],
]);

/** The request files that are open, each parsed once a version, with what is wrong in them shown as it is typed. */
export class RequestDocuments implements vscode.Disposable {
  readonly #parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly file: RequestFile }
  >();
  readonly #checks: DocumentChecks;

  /** `origin` is where the active account's requests go; `sources` bring what their variables may name. */
  constructor(origin: () => string | undefined, sources: RequestSources) {
    this.#checks = new DocumentChecks({
      name: 'ovhapi-http',
      handles: ({ languageId }) => languageId === LANGUAGE,
      onDidChange: sources.onDidChange,
      check: async (document, signal) => {
        const slices = new Slices();
        // What is beside the file is read first, so that no variable is called unknown before that.
        const known = await sources.read(document).catch(() => unreadSources());
        const begun = performance.now();
        const steps = checkSteps(this.file(document), origin(), { ...noSources, ...known });
        let step = steps.next();
        for (; !step.done; step = steps.next()) {
          await slices.rest();
          if (signal.aborted) return undefined;
        }
        return { diagnostics: toDiagnostics(document, step.value), workMs: performance.now() - begun };
      },
    });
  }

  file(document: vscode.TextDocument): RequestFile {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.file;
    const file = parseRequestFile(document.getText());
    this.#parsed.set(document, { version: document.version, file });
    return file;
  }

  dispose(): void {
    this.#checks.dispose();
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Findings as the problems view shows them. */
export function toDiagnostics(
  document: vscode.TextDocument,
  problems: readonly Problem[],
): readonly vscode.Diagnostic[] {
  return problems.slice(0, MOST_PROBLEMS).map((problem) => toDiagnostic(document, problem));
}

function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem.span),
    problemText(problem),
    SEVERITIES[problem.severity],
  );
  diagnostic.source = 'OVHcloud API';
  diagnostic.code = problem.code;
  const removal = DEPRECATED.get(problem.code);
  if (removal !== undefined) {
    diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    diagnostic.message = [diagnostic.message, ...removalSentence(problem.args[removal])].join(' ');
  }
  return diagnostic;
}
