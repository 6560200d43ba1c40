import * as vscode from 'vscode';
import { completionPlace } from '../../../scratchpad/help/completionPlace.js';
import { querySignature } from '../../../scratchpad/help/querySignature.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { LANGUAGE, type RequestDocuments } from '../requestDocuments.js';
import { describedOperation } from './describedOperation.js';
import { parameterText } from './operationText.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

export interface RequestSignatureOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
}

/** Shows which query parameters an operation takes while its query is written, required ones first. */
export function registerRequestSignature(options: RequestSignatureOptions): vscode.Disposable {
  return vscode.languages.registerSignatureHelpProvider(
    LANGUAGE,
    {
      provideSignatureHelp: (document, position, token) =>
        signature(options, document, position, abortSignal(token)),
    },
    '?',
    '&',
    '=',
  );
}

async function signature(
  { documents, routes, api }: RequestSignatureOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.SignatureHelp | undefined> {
  const file = documents.file(document);
  const place = completionPlace(file, document.offsetAt(position));
  if (place?.kind !== 'queryName' && place?.kind !== 'queryValue') return undefined;
  const described = await describedOperation({ api, routeOf: routes.of(document) }, place.request, signal);
  const found = described && querySignature(described.operation);
  if (!found) return undefined;
  const information = new vscode.SignatureInformation(found.label);
  information.parameters = found.parameters.map(
    ({ parameter, start, end }) =>
      new vscode.ParameterInformation([start, end], parameterText(described.document, parameter)),
  );
  const name = place.kind === 'queryValue' ? place.name : file.text.slice(place.span.start, place.span.end);
  const active = found.parameters.findIndex(({ parameter }) => parameter.name === name);
  const help = new vscode.SignatureHelp();
  help.signatures = [information];
  help.activeSignature = 0;
  // Of none that is known, none is marked.
  help.activeParameter = active < 0 ? found.parameters.length : active;
  return help;
}
