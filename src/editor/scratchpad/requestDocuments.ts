import * as vscode from 'vscode';
import { parseRequestFile } from '../../scratchpad/parseRequestFile.js';
import type { Problem, Span } from '../../scratchpad/problem.js';
import type { RequestFile } from '../../scratchpad/requestFile.js';
import { toApiRequest } from '../../scratchpad/toApiRequest.js';
import { problemText } from './problemText.js';

/** As the manifest names the language. */
export const LANGUAGE = 'ovhapi-http';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The request files that are open, each parsed once a version, with what is wrong in them shown as it is typed. */
export class RequestDocuments implements vscode.Disposable {
  readonly #origin: () => string | undefined;
  readonly #parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly file: RequestFile }
  >();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-http');
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];

  /** `origin` is where the active account's requests go. */
  constructor(origin: () => string | undefined) {
    this.#origin = origin;
    const check = (document: vscode.TextDocument): void => {
      if (document.languageId === LANGUAGE) this.#check(document);
    };
    this.#subscriptions = [
      this.#diagnostics,
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        check(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
    ];
    vscode.workspace.textDocuments.forEach(check);
  }

  file(document: vscode.TextDocument): RequestFile {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.file;
    const file = parseRequestFile(document.getText());
    this.#parsed.set(document, { version: document.version, file });
    return file;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #check(document: vscode.TextDocument): void {
    const file = this.file(document);
    const problems = file.requests.flatMap((request) => {
      const prepared = toApiRequest(file, request, this.#origin());
      return prepared.kind === 'refused' ? prepared.problems : [];
    });
    this.#diagnostics.set(
      document.uri,
      [...file.diagnostics, ...problems].map((problem) => toDiagnostic(document, problem)),
    );
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem.span),
    problemText(problem),
    SEVERITIES[problem.severity],
  );
  diagnostic.source = 'OVHcloud API';
  diagnostic.code = problem.code;
  return diagnostic;
}
