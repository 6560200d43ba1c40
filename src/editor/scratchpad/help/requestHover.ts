import * as vscode from 'vscode';
import { parameterAt } from '../../../scratchpad/help/parameterAt.js';
import { requestAt } from '../../../scratchpad/requestFile.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import { describedOperation } from './describedOperation.js';
import { operationText, parameterText } from './operationText.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

export interface RequestHoverOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
}

/** Shows on request lines what the API document says: the operation, and the parameter under the pointer. */
export function registerRequestHover(options: RequestHoverOptions): vscode.Disposable {
  return vscode.languages.registerHoverProvider(LANGUAGE, {
    provideHover: (document, position, token) => hover(options, document, position, abortSignal(token)),
  });
}

async function hover(
  { documents, routes, api }: RequestHoverOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.Hover | undefined> {
  const offset = document.offsetAt(position);
  const request = requestAt(documents.file(document), offset);
  const header = request?.headers.find(
    ({ name, value }) => name.span.start <= offset && offset <= value.span.end,
  );
  const isInLine = request && request.method.span.start <= offset && offset <= request.target.span.end;
  const route = request && (isInLine || header) ? routes.of(document)(request) : undefined;
  if (!request || !route) return undefined;
  const { operation, document: described } =
    (await describedOperation({ api, routeOf: () => route }, request, signal)) ?? {};
  if (!operation || !described) return undefined;
  if (header) {
    const name = header.name.text.toLowerCase();
    const parameter = operation.parameters.find(
      (one) => one.in === 'header' && one.name.toLowerCase() === name,
    );
    return (
      parameter && new vscode.Hover(parameterText(described, parameter), rangeOf(document, header.name.span))
    );
  }
  const at = parameterAt(route, operation, offset);
  if (at) return new vscode.Hover(parameterText(described, at.parameter), rangeOf(document, at.span));
  const whole = { start: request.method.span.start, end: route.span.end };
  return new vscode.Hover(operationText(operation), rangeOf(document, whole));
}
