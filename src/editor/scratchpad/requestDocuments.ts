import * as vscode from 'vscode';
import { parseRequestFile } from '../../scratchpad/parseRequestFile.js';
import type { Problem, Span } from '../../scratchpad/problem.js';
import type { RequestFile } from '../../scratchpad/requestFile.js';
import { checkRequestFile } from '../../scratchpad/checkRequestFile.js';
import { noSources } from '../../scratchpad/sources.js';
import { problemText } from './problemText.js';
import { unreadSources, type KnownSources, type RequestSources } from './requestSources.js';

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
  readonly #sources: RequestSources;
  readonly #parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly file: RequestFile }
  >();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-http');
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];

  /** `origin` is where the active account's requests go; `sources` bring what their variables may name. */
  constructor(origin: () => string | undefined, sources: RequestSources) {
    this.#origin = origin;
    this.#sources = sources;
    const check = (document: vscode.TextDocument): void => {
      if (document.languageId === LANGUAGE) this.#check(document);
    };
    const checkAll = (): void => {
      vscode.workspace.textDocuments.forEach(check);
    };
    this.#subscriptions = [
      this.#diagnostics,
      sources.onDidChange(checkAll),
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        check(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
    ];
    checkAll();
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

  /** What is beside the file is read first, so that no variable is called unknown before that. */
  #check(document: vscode.TextDocument): void {
    const sources = this.#sources.known(document);
    if (!sources) {
      const checkAgain = (): void => {
        if (!document.isClosed) this.#tell(document, this.#sources.known(document) ?? unreadSources());
      };
      this.#sources.read(document).then(checkAgain, checkAgain);
      return;
    }
    this.#tell(document, sources);
  }

  #tell(document: vscode.TextDocument, sources: KnownSources): void {
    const problems = checkRequestFile(this.file(document), this.#origin(), { ...noSources, ...sources });
    this.#diagnostics.set(
      document.uri,
      problems.map((problem) => toDiagnostic(document, problem)),
    );
  }
}

export function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A finding as the problems view shows it. */
export function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem.span),
    problemText(problem),
    SEVERITIES[problem.severity],
  );
  diagnostic.source = 'OVHcloud API';
  diagnostic.code = problem.code;
  return diagnostic;
}
