import * as vscode from 'vscode';
import { Slices } from '../../../resource/slices.js';
import { checkOperation } from '../../../scratchpad/help/checkOperation.js';
import type { Route } from '../../../scratchpad/help/route.js';
import { warning, type Problem } from '../../../scratchpad/problem.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { ValidationPause } from '../../language/validationPause.js';
import { removalSentence } from '../../shell/retirementText.js';
import { LANGUAGE, toDiagnostic, type RequestDocuments } from '../requestDocuments.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

/** Problems of one file that are told. */
const MOST_PROBLEMS = 1_000;
/** What says that an operation is deprecated, and which of its arguments is the day of the removal. */
const DEPRECATED: ReadonlyMap<string, number> = new Map([
  ['operationDeprecated', 0],
  ['operationReplaced', 1],
]);

export interface ApiDiagnosticsOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
  /** Fired when variables may have other values. */
  readonly onDidChangeValues: vscode.Event<void>;
}

/** Marks where requests don't agree with the API document of their section, while they are typed. */
export class ApiDiagnostics implements vscode.Disposable {
  readonly #options: ApiDiagnosticsOptions;
  readonly #collection = vscode.languages.createDiagnosticCollection('ovhapi-http-api');
  /** The checks that wait or run, by document: the next one ends the one before. */
  readonly #checks = new Map<string, AbortController>();
  readonly #pauses = new WeakMap<vscode.TextDocument, ValidationPause>();
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];

  constructor(options: ApiDiagnosticsOptions) {
    this.#options = options;
    const checkAll = (): void => {
      for (const document of vscode.workspace.textDocuments) this.#checkSoon(document, 0);
    };
    this.#subscriptions = [
      this.#collection,
      options.api.onDidChange(checkAll),
      options.onDidChangeValues(checkAll),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#checkSoon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#checkSoon(document, this.#pauses.get(document)?.ms ?? 0);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#end(uri);
        this.#collection.delete(uri);
      }),
    ];
    checkAll();
  }

  dispose(): void {
    for (const check of this.#checks.values()) check.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #end(uri: vscode.Uri): void {
    this.#checks.get(uri.toString())?.abort();
    this.#checks.delete(uri.toString());
  }

  #checkSoon(document: vscode.TextDocument, delayMs: number): void {
    if (document.languageId !== LANGUAGE) return;
    this.#end(document.uri);
    const check = new AbortController();
    this.#checks.set(document.uri.toString(), check);
    const timer = setTimeout(() => void this.#check(document, check.signal), delayMs);
    check.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  }

  async #check(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const pause = this.#pauses.get(document) ?? new ValidationPause();
    this.#pauses.set(document, pause);
    const problems = await this.#problemsOf(document, signal, pause);
    if (!problems || signal.aborted || document.isClosed) return;
    this.#collection.set(
      document.uri,
      problems.slice(0, MOST_PROBLEMS).map((problem) => {
        const diagnostic = toDiagnostic(document, problem);
        const removal = DEPRECATED.get(problem.code);
        if (removal !== undefined) {
          diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
          diagnostic.message = [diagnostic.message, ...removalSentence(problem.args[removal])].join(' ');
        }
        return diagnostic;
      }),
    );
  }

  /** `undefined` once nobody wants to know any more. */
  async #problemsOf(
    document: vscode.TextDocument,
    signal: AbortSignal,
    pause: ValidationPause,
  ): Promise<readonly Problem[] | undefined> {
    const { documents, routes } = this.#options;
    const slices = new Slices();
    const routeOf = routes.of(document);
    const problems: Problem[] = [];
    // Waiting for a document of the API is no work.
    let [worked, since] = [0, performance.now()];
    for (const request of documents.file(document).requests) {
      const route = routeOf(request);
      if (!route) continue;
      worked += performance.now() - since;
      const found = await this.#checkRequest(request, route, signal);
      since = performance.now();
      problems.push(...found);
      if (signal.aborted || problems.length > MOST_PROBLEMS) break;
      await slices.rest();
    }
    pause.took(worked + performance.now() - since);
    return signal.aborted ? undefined : problems;
  }

  async #checkRequest(
    request: ScratchRequest,
    route: Route,
    signal: AbortSignal,
  ): Promise<readonly Problem[]> {
    const { segments, branch } = route;
    // The first branch has no such documents. A section's document is an address, too.
    if (branch === 'v1' || segments.length === 0 || segments.at(-1)?.text.endsWith('.json')) return [];
    const search = await this.#options.api.section(segments, signal);
    if (!search) return [];
    const { isNamed, found } = search;
    if (!found) return isNamed ? [] : sectionProblems(route);
    const { index, section } = found;
    return checkOperation({ request, route, index, document: section.document });
  }
}

function sectionProblems({ segments: [first] }: Route): readonly Problem[] {
  return !first || first.isOpen ? [] : [warning('sectionUnknown', first.span, `/${first.text}`)];
}
