import * as vscode from 'vscode';
import { completionPlace, type CompletionPlace } from '../../../scratchpad/help/completionPlace.js';
import { variableNames } from '../../../scratchpad/help/variableNames.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { METHODS } from '../../../scratchpad/requestLine.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import { describedOperation } from './describedOperation.js';
import { wholeBodies } from './bodyCompletion.js';
import {
  directives,
  headerNames,
  headerValues,
  queryNames,
  queryValues,
  variables,
} from './lineCompletion.js';
import { completeIdentifier, completePath, type PathCompletionOptions } from './pathCompletion.js';

export interface RequestCompletionOptions extends PathCompletionOptions {
  readonly documents: RequestDocuments;
}

/** Characters of a value that are shown beside a variable's name. */
const LONGEST_SHOWN = 80;

type Completer = (
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
) => Promise<vscode.CompletionItem[]>;

/**
 * Completes what is outside of bodies. The place is looked at first: what must be asked of the API is asked only where it can
 * be. Members of lists come from a separate provider, so that a slow list keeps nothing else back.
 */
export function registerRequestCompletion(options: RequestCompletionOptions): vscode.Disposable {
  const register = (complete: Completer, ...triggers: readonly string[]): vscode.Disposable =>
    vscode.languages.registerCompletionItemProvider(
      LANGUAGE,
      {
        provideCompletionItems: (document, position, token) =>
          complete(document, position, abortSignal(token)),
      },
      ...triggers,
    );
  return vscode.Disposable.from(
    register((...at) => complete(options, ...at), '/', ' ', '?', '&', '=', '@', '{'),
    register((...at) => identifiers(options, ...at), '/'),
  );
}

async function complete(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const place = completionPlace(options.documents.file(document), document.offsetAt(position));
  if (!place) return [];
  switch (place.kind) {
    case 'method':
      return METHODS.map((method) => methodItem(method, rangeOf(document, place.span)));
    case 'path':
      return completePath(options, document, place, position, signal);
    case 'directive':
      return directives(rangeOf(document, place.span));
    case 'variable':
      return completeVariable(options, document, rangeOf(document, place.span));
    case 'body':
      return completeBody(options, document, place.request, position, signal);
    default:
      return completeParameter(options, document, place, signal);
  }
}

async function completeBody(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  request: ScratchRequest,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  // One that is started is completed as specs are.
  if (request.body) return [];
  const described = await describedOperation(
    { api: options.api, routeOf: options.routes.of(document) },
    request,
    signal,
  );
  return described ? wholeBodies(request, described, position) : [];
}

async function completeParameter(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  place: Extract<CompletionPlace, { readonly kind: `query${string}` | `header${string}` }>,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const range = rangeOf(document, place.span);
  const described = await describedOperation(
    { api: options.api, routeOf: options.routes.of(document) },
    place.request,
    signal,
  );
  switch (place.kind) {
    case 'headerName':
      return headerNames(place, described, range);
    case 'headerValue':
      return headerValues(place, described, range);
    case 'queryName':
      return described ? queryNames(place, described, range) : [];
    case 'queryValue':
      return described ? queryValues(place, described, range) : [];
  }
}

function completeVariable(
  { documents, routes }: RequestCompletionOptions,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CompletionItem[] {
  const resolver = routes.variables(document);
  const valueOf = (name: string): string | undefined => {
    const { shown, faults, needs } = resolver.resolve(name);
    return faults.length + needs.length > 0 ? undefined : shown.slice(0, LONGEST_SHOWN);
  };
  return variables(variableNames(documents.file(document), routes.sources(document)), valueOf, range);
}

async function identifiers(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const place = completionPlace(options.documents.file(document), document.offsetAt(position));
  return place?.kind === 'path' ? completeIdentifier(options, document, place, position, signal) : [];
}

function methodItem(method: string, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(method, vscode.CompletionItemKind.Method);
  item.range = range;
  return item;
}
