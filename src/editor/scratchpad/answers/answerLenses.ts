import * as vscode from 'vscode';
import { nextOf } from '../../../scratchpad/run.js';
import { startedWork } from '../../../scratchpad/startedWork.js';
import { RESPONSE_SCHEME, type Responses } from '../responses.js';

/** What can be done with a response, over its document. */
export function registerAnswerLenses(responses: Responses): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    { scheme: RESPONSE_SCHEME },
    {
      onDidChangeCodeLenses: responses.onDidDescribe,
      provideCodeLenses: ({ uri }) => lensesOf(responses, uri),
    },
  );
}

function lensesOf(responses: Responses, uri: vscode.Uri): vscode.CodeLens[] {
  const run = responses.run(uri);
  if (!run) return [];
  const range = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens =>
    new vscode.CodeLens(range, { title, command: `ovhApi.scratchpad.${command}`, arguments: [...args] });
  const request = [run.source, run.request.key];
  const again = lens(`$(debug-rerun) ${vscode.l10n.t('Send Again')}`, 'send', ...request);
  if (run.outcome?.kind !== 'answered') return [again];
  const { result, isRaw } = run.outcome;
  const hasBody = result.text !== '' || result.response.binary !== undefined;
  return [
    again,
    ...(nextOf(result) === undefined ? [] : [lens(vscode.l10n.t('Next Page'), 'nextPage', ...request)]),
    ...(startedWork(result.response)
      ? [lens(`$(pulse) ${vscode.l10n.t('Follow')}`, 'follow', ...request)]
      : []),
    ...(isRaw ? [lens(vscode.l10n.t('Format'), 'formatBody', uri)] : []),
    ...(hasBody ? [lens(`$(save) ${vscode.l10n.t('Save Body…')}`, 'saveBody', uri)] : []),
  ];
}
