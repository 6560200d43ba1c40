import * as vscode from 'vscode';
import type { StoredFiles } from '../../../resource/journal.js';
import { renderBody, renderResponse } from '../../../scratchpad/renderResponse.js';
import { onRows, type RegisterCommand } from '../../shell/reportingCommands.js';
import { saveBody } from '../answers/answerCommands.js';
import type { Responses } from '../responses.js';
import { responseWords } from '../responseWords.js';
import type { Run } from '../runs/run.js';
import { HistoryView } from './historyView.js';
import { KeptBodies, type KeptBodiesOptions } from '../../../scratchpad/keptBodies.js';
import { RequestHistory, type HistoryEntry } from './requestHistory.js';
import { showInformation } from '../../shell/messages.js';

export interface HistoryOptions {
  readonly responses: Responses;
  readonly onDidRun: vscode.Event<Run>;
  readonly workspaceState: Pick<vscode.Memento, 'get' | 'update'>;
  /** Fired with the account that signed out. */
  readonly onDidSignOut: vscode.Event<{ readonly id: string }>;
  readonly register: RegisterCommand;
  readonly note: (failure: unknown) => unknown;
  /** Where responses are kept; `undefined` where no folder is open. */
  readonly responseFiles: StoredFiles | undefined;
  readonly secretsOfResponse: KeptBodiesOptions['secretsOf'];
  readonly isKnownSecret: KeptBodiesOptions['isKnownSecret'];
}

const SETTING = 'ovhApi.responseHistory';

/** The view of the requests that were sent last, and what can be done with them. */
export function registerHistory(options: HistoryOptions): vscode.Disposable {
  const { responses, onDidRun, workspaceState, onDidSignOut, register, note } = options;
  const bodies = new KeptBodies({
    files: options.responseFiles,
    isOn: isKeptOnDisk,
    secretsOf: options.secretsOfResponse,
    isKnownSecret: options.isKnownSecret,
  });
  const history = new RequestHistory(workspaceState, bodies);
  const view = new HistoryView(history);
  const forgetUnwanted = async (): Promise<void> => {
    if (!isKeptOnDisk()) await history.forgetBodies();
    await history.tidy();
  };
  forgetUnwanted().catch(note);
  return vscode.Disposable.from(
    history,
    view,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) forgetUnwanted().catch(note);
    }),
    onDidRun((run) => {
      history.take(run).catch(note);
    }),
    onDidSignOut((account) => {
      history.forget(account.id).catch(note);
    }),
    register('ovhApi.requestHistory.open', (entry: HistoryEntry) => open(history, responses, entry)),
    register('ovhApi.requestHistory.sendAgain', (entry: HistoryEntry) => sendAgain(entry)),
    register('ovhApi.requestHistory.saveBody', async (entry: HistoryEntry) => {
      const outcome = (await history.run(entry))?.outcome;
      if (outcome?.kind === 'answered') await saveBody(outcome.result);
      else void showInformation(goneText());
    }),
    onRows(register, 'ovhApi.requestHistory.compare', (entries: readonly HistoryEntry[]) =>
      compare(history, responses, entries.length === 2 ? entries : view.view.selection),
    ),
    onRows(register, 'ovhApi.requestHistory.remove', (entries: readonly HistoryEntry[]) =>
      history.remove(entries),
    ),
    register('ovhApi.requestHistory.clear', () => history.remove(history.entries())),
  );
}

async function open(history: RequestHistory, responses: Responses, entry: HistoryEntry): Promise<void> {
  const isFromDisk = history.isFromDisk(entry);
  const run = await history.run(entry);
  const uri = responses.entryUri(entry.key, `history=${entry.id}`);
  if (!run) {
    const again = vscode.l10n.t('Send Again');
    const answer = await showInformation(goneText(), again);
    if (answer === again) await sendAgain(entry);
    return;
  }
  if (run.outcome?.kind === 'answered') {
    const { text } = await renderResponse(run.outcome.result, responseWords());
    responses.set(uri, isFromDisk ? `// ${keptText(entry)}\n${text}` : text);
  } else responses.set(uri, `// ${entry.title}\n// ${entry.text}\n`);
  responses.describe(uri, run);
  await responses.show(uri);
}

/** Sends the request as its file has it now. */
async function sendAgain({ source, key }: HistoryEntry): Promise<void> {
  await vscode.commands.executeCommand('ovhApi.scratchpad.send', vscode.Uri.parse(source), key);
}

/** Shows the bodies of two responses side by side, the older one on the left. */
async function compare(
  history: RequestHistory,
  responses: Responses,
  entries: readonly HistoryEntry[],
): Promise<void> {
  const [left, right, more] = entries.toSorted((a, b) => a.at - b.at);
  if (!left || !right || more) {
    void showInformation(vscode.l10n.t('Select two requests to compare their responses.'));
    return;
  }
  const uris: vscode.Uri[] = [];
  for (const entry of [left, right]) {
    const outcome = (await history.run(entry))?.outcome;
    if (outcome?.kind !== 'answered') {
      void showInformation(goneText());
      return;
    }
    const uri = responses.entryUri(entry.key, `body=${entry.id}`);
    responses.set(uri, await renderBody(outcome.result, responseWords()));
    uris.push(uri);
  }
  const time = (at: number): string => new Date(at).toLocaleTimeString(vscode.env.language);
  const name = left.key === right.key ? left.key : `${left.key} ↔ ${right.key}`;
  const title = `${name} (${time(left.at)} ↔ ${time(right.at)})`;
  await vscode.commands.executeCommand('vscode.diff', uris[0], uris[1], title);
}

function isKeptOnDisk(): boolean {
  return vscode.workspace.getConfiguration('ovhApi').get<string>('responseHistory') === 'disk';
}

function goneText(): string {
  return isKeptOnDisk()
    ? vscode.l10n.t(
        'This response isn’t kept on disk: only JSON that the API document describes is, up to 500,000 characters. Send the request again to see the current response.',
      )
    : vscode.l10n.t(
        'Responses are kept until the window closes. Send the request again to see the current response.',
      );
}

function keptText({ at }: HistoryEntry): string {
  const time = new Date(at).toLocaleString(vscode.env.language);
  return vscode.l10n.t('Saved on {0}. Secrets are never saved; dots take their place.', time);
}
