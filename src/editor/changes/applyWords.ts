import * as vscode from 'vscode';
import type { SendingReport } from '../../resource/applying.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { ChangeLook } from './changeIcon.js';
import { onFailure, type ApplyProgress } from './applyAll.js';
import { showProgress } from '../shell/messages.js';
import { labelText } from '../shell/labelText.js';

/** What is said of one that was sent, beside its name; `undefined` for one that was not. */
export function progressWords({ state, problem }: ApplyProgress): string | undefined {
  switch (state) {
    case 'planned':
      return undefined;
    case 'sending':
      return vscode.l10n.t('being sent…');
    case 'applying':
      return vscode.l10n.t('being applied…');
    case 'done':
      return problem === undefined ? vscode.l10n.t('done') : vscode.l10n.t('done: {0}', problem);
    case 'open':
      return vscode.l10n.t('request accepted: {0}', problem ?? '');
    case 'requestFailed':
      return vscode.l10n.t('request failed: {0}', problem ?? '');
    case 'taskFailed':
      return vscode.l10n.t('task failed: {0}', problem ?? '');
  }
}

/** The icon of one that was sent; `undefined` for one that was not. */
export function progressLook({ state, problem }: ApplyProgress): ChangeLook | undefined {
  switch (state) {
    case 'planned':
      return undefined;
    case 'sending':
    case 'applying':
      return 'running';
    case 'done':
      return problem === undefined ? 'done' : 'warning';
    case 'open':
      return 'open';
    case 'requestFailed':
    case 'taskFailed':
      return 'failed';
  }
}

/** In which order several are sent and what a failure does to the rest, for the question before it. */
export function orderText(): string {
  return onFailure() === 'stop'
    ? vscode.l10n.t(
        'Each request is sent after the previous resource is done. The first failure stops the rest.',
      )
    : vscode.l10n.t('Requests are sent one after the other. A failure doesn’t stop the rest.');
}

/** What is said where not all are done; `undefined` where they are. */
export function outcomeText<T extends ApplyProgress>(
  report: SendingReport<T>,
  nameOf: (one: T) => string,
): { readonly severity: 'error' | 'warning'; readonly text: string } | undefined {
  const { done, failed, open, unsent, isCancelled } = report;
  const counts = [
    vscode.l10n.t('Done: {0}.', done.length),
    ...(failed.length > 0 ? [vscode.l10n.t('Failed: {0}.', failed.length)] : []),
    ...(open.length > 0 ? [vscode.l10n.t('Accepted, not done yet: {0}.', open.length)] : []),
    ...(unsent.length > 0 ? [vscode.l10n.t('Not sent: {0}.', unsent.length)] : []),
  ].join(' ');
  const [bad] = failed;
  if (bad) return { severity: 'error', text: `${failureText(bad, nameOf(bad))} ${counts}` };
  if (isCancelled) {
    const text = vscode.l10n.t('Stopped waiting. The cloud continues with the accepted requests.');
    return { severity: 'warning', text: `${text} ${counts}` };
  }
  const [first] = open;
  if (!first) return undefined;
  const text = vscode.l10n.t('{0} isn’t done yet: {1}', nameOf(first), asSentence(first.problem));
  return { severity: 'warning', text: `${text} ${counts}` };
}

/** Which of the two failed, the request or what the cloud made of it, and why. */
function failureText({ state, problem }: ApplyProgress, name: string): string {
  switch (state) {
    case 'taskFailed':
      return vscode.l10n.t(
        'The API accepted the change of {0}, but its task failed: {1}',
        name,
        asSentence(problem),
      );
    case 'requestFailed':
      return vscode.l10n.t('Couldn’t change {0}: {1}', name, asSentence(problem));
    default:
      return labelText(name, asSentence(problem));
  }
}

/** Words of the API may end anyhow. */
function asSentence(text = ''): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * Applies several in a notification that shows how far it is. Its button stops waiting: `run` is given the signal, and
 * what to say of each.
 */
export function applyWithProgress<T, Report>(
  {
    title,
    count,
    nameOf,
  }: { readonly title: string; readonly count: number; readonly nameOf: (one: T) => string },
  run: (signal: AbortSignal, onProgress: (one: T, progress: ApplyProgress) => void) => Promise<Report>,
): Thenable<Report> {
  return showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      let [sent, ended] = [0, 0];
      return run(abortSignal(token), (one, { state }) => {
        const name = nameOf(one);
        if (state === 'sending') {
          sent += 1;
          progress.report({ message: vscode.l10n.t('{0} of {1}: {2}', sent, count, name) });
        } else if (state === 'applying') {
          progress.report({ message: vscode.l10n.t('{0} of {1}: {2} is being applied', sent, count, name) });
        } else {
          ended += 1;
          progress.report({
            message: vscode.l10n.t('{0} of {1} ended', ended, count),
            increment: 100 / count,
          });
        }
      });
    },
  );
}
