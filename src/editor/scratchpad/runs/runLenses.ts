import * as vscode from 'vscode';
import { startedWork } from '../../../scratchpad/startedWork.js';
import { nextOf } from '../../../scratchpad/run.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import type { RequestPlace } from '../requestPlace.js';
import type { Run } from './run.js';
import type { RunStates } from './runStates.js';

/** What can be done with each request, over its line. */
export function registerRunLenses(documents: RequestDocuments, states: RunStates): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    states.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(LANGUAGE, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const file = documents.file(document);
        return file.requests.flatMap((request) =>
          lensesOf(document, request, states.get(document.uri, file, request)),
        );
      },
    }),
  );
}

function lensesOf(
  document: vscode.TextDocument,
  request: ScratchRequest,
  run: Run | undefined,
): readonly vscode.CodeLens[] {
  const range = rangeOf(document, request.method.span);
  const lens = (title: string, command: string, tooltip = '', place?: RequestPlace): vscode.CodeLens =>
    new vscode.CodeLens(range, {
      ...{ title, tooltip, command: `ovhApi.scratchpad.${command}` },
      arguments: place ? [place] : [document.uri, request.key],
    });
  const result = run?.outcome?.kind === 'answered' ? run.outcome.result : undefined;
  return [
    lens(`$(play) ${vscode.l10n.t('Send')}`, 'send'),
    lens(vscode.l10n.t('Copy as…'), 'copyAs', '', { uri: document.uri, key: request.key }),
    ...(result && nextOf(result) !== undefined
      ? [lens(vscode.l10n.t('Next Page'), 'nextPage'), lens(vscode.l10n.t('All Pages'), 'allPages')]
      : []),
    ...(result && startedWork(result.response)
      ? [lens(`$(pulse) ${vscode.l10n.t('Follow')}`, 'follow', vscode.l10n.t('Show Diff and Timeline'))]
      : []),
    lens('$(ellipsis)', 'more', vscode.l10n.t('More for This Request…')),
  ];
}
