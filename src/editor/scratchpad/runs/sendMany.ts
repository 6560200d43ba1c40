import * as vscode from 'vscode';
import { CancelledError } from '../../../api/errors.js';
import { nameOfRequest } from '../../../scratchpad/outline.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { displayLine } from '../../../resource/displayText.js';
import type { SendOutcome, SendPreferences } from './run.js';
import { runText } from './runText.js';
import { showInformation, showProgress, showWarning } from '../../shell/messages.js';

export interface SendManyOptions {
  readonly requests: readonly ScratchRequest[];
  /** Throws what keeps the parts of a request from being had. */
  readonly send: (request: ScratchRequest, preferences: SendPreferences) => Promise<SendOutcome>;
  /** Opens the response of a request. */
  readonly show: (request: ScratchRequest) => Promise<void>;
}

/** Where a row of requests ended before its end. */
interface Stop {
  readonly request: ScratchRequest;
  readonly sent: number;
  readonly outcome: SendOutcome;
}

/**
 * Sends requests one after the other, with their progress in a notification that stops them, and ends at the first that fails: by
 * its expectations, by a status other than 2xx, or without a response. Says how it ended.
 */
export async function sendMany(options: SendManyOptions): Promise<void> {
  const { requests, show } = options;
  if (requests.length === 0) {
    void showInformation(vscode.l10n.t('There is no request to send here.'));
    return;
  }
  const stop = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Sending requests'),
      cancellable: true,
    },
    (progress, token) => sendInTurn(options, progress, abortSignal(token)),
  );
  if (!stop) {
    const sentence =
      requests.length === 1
        ? vscode.l10n.t('1 request was sent and passed.')
        : vscode.l10n.t('{0} requests were sent and passed.', requests.length);
    void showInformation(sentence);
    return;
  }
  const message = stopText(stop, requests.length);
  if (stop.outcome.kind === 'stopped') void showInformation(message);
  else await offerReason(stop, message, show);
}

/** Says that a request failed, with a way to see why. */
async function offerReason(
  { request, outcome }: Stop,
  message: string,
  show: SendManyOptions['show'],
): Promise<void> {
  const isRefused = outcome.kind === 'refused';
  const look = isRefused ? vscode.l10n.t('Show Problems') : vscode.l10n.t('Show Response');
  const answer = await showWarning(message, look);
  if (answer !== look) return;
  if (isRefused) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else await show(request);
}

async function sendInTurn(
  { requests, send }: SendManyOptions,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  signal: AbortSignal,
): Promise<Stop | undefined> {
  for (const [sent, request] of requests.entries()) {
    if (signal.aborted) return { request, sent, outcome: { kind: 'stopped' } };
    progress.report({
      message: vscode.l10n.t('{0} of {1}: {2}', sent + 1, requests.length, shortName(request)),
      increment: sent === 0 ? 0 : 100 / requests.length,
    });
    const outcome = await sendOne(send, request, signal);
    const isAnswered = outcome.kind === 'answered';
    if (!isAnswered || !outcome.verdict.isPassed) {
      return { request, sent: sent + (isAnswered ? 1 : 0), outcome };
    }
  }
  return undefined;
}

async function sendOne(
  send: SendManyOptions['send'],
  request: ScratchRequest,
  signal: AbortSignal,
): Promise<SendOutcome> {
  try {
    return await send(request, { signal, isShown: false });
  } catch (failure) {
    if (failure instanceof CancelledError) return { kind: 'stopped' };
    throw failure;
  }
}

function stopText({ request, sent, outcome }: Stop, total: number): string {
  const left = total - sent;
  const name = shortName(request);
  if (outcome.kind === 'stopped') {
    return vscode.l10n.t('Stopped before “{0}”: {1} of {2} requests were not sent.', name, left, total);
  }
  const why = runText(outcome);
  if (left === 0) return vscode.l10n.t('“{0}” failed: {1}', name, why);
  return vscode.l10n.t('“{0}” failed: {1}. {2} of {3} requests were not sent.', name, why, left, total);
}

function shortName(request: ScratchRequest): string {
  return displayLine(nameOfRequest(request), { limit: 80 });
}
