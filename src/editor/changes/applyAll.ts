import * as vscode from 'vscode';
import {
  mayHaveBeenTaken,
  sendOneByOne,
  type ApplyState,
  type OnFailure,
  type Sending,
  type SendingOutcome,
  type SendingReport,
} from '../../resource/applying.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import { conditionText, reasonText } from '../shell/conditionText.js';
import type { Reporting } from '../shell/reporting.js';
import { followToEnd, type Written } from '../../resource/followToEnd.js';
import type { UnfinishedWork } from '../connections/unfinishedWork.js';

/** How far one of several is, and the sentence of what went wrong or is left to be done. */
export interface ApplyProgress {
  readonly state: ApplyState;
  readonly problem: string | undefined;
}

/** What the API accepted. */
export interface Accepted {
  /** What is followed; `undefined` where the answer doesn't say which resource it is. */
  readonly written: Written | undefined;
  /** What went wrong here though the API accepted the request: counts as a failure, and stays in the row. */
  readonly problem?: string | undefined;
}

export interface ApplySteps<T> {
  readonly nameOf: (one: T) => string;
  /** Sends one, once. Throws what its request failed with. */
  readonly send: (one: T) => Promise<Accepted>;
  readonly onProgress: (one: T, progress: ApplyProgress) => void;
}

export interface ApplyOptions extends Pick<Reporting, 'note'> {
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** Keeps what is not sent yet over the end of the window. */
  readonly unfinished: Pick<UnfinishedWork, 'begin'>;
}

/** What the setting says that becomes of the rest when one of several fails. */
export function onFailure(): OnFailure {
  const chosen = vscode.workspace.getConfiguration('ovhApi').get<string>('onFailure', 'stop');
  return chosen === 'continue' ? 'continue' : 'stop';
}

/**
 * Applies the changes of several resources, each followed to the end of its tasks: bulk edits and plans alike. None is
 * called done before the cloud has done it.
 */
export async function applyAll<T>(
  all: readonly T[],
  { nameOf, send, onProgress }: ApplySteps<T>,
  { watcher, note, unfinished, signal }: ApplyOptions & { readonly signal: AbortSignal },
): Promise<SendingReport<T>> {
  const accepted = new Map<T, Accepted>();
  const names = all.map(nameOf);
  let begun = 0;
  const run = unfinished.begin();
  const sending: Sending<T> = {
    send: async (one) => {
      onProgress(one, { state: 'sending', problem: undefined });
      begun += 1;
      run.left(names.slice(begun));
      try {
        const answer = await send(one);
        accepted.set(one, answer);
        onProgress(one, { state: 'applying', problem: answer.problem });
        return true;
      } catch (failure) {
        onProgress(one, { state: 'requestFailed', problem: requestProblem(failure, note) });
        return false;
      }
    },
    follow: async (one) => {
      const { written, problem } = accepted.get(one) ?? { written: undefined };
      const end = await endOf(written, { watcher, note, signal });
      onProgress(one, { state: end.state, problem: joined(problem, end.problem) });
      return problem === undefined ? OUTCOMES[end.state] : 'failed';
    },
  };
  try {
    return await sendOneByOne(all, sending, { signal, onFailure: onFailure() });
  } finally {
    run.end();
  }
}

type EndState = Extract<ApplyState, 'done' | 'open' | 'taskFailed'>;

const OUTCOMES: Readonly<Record<EndState, SendingOutcome>> = {
  done: 'done',
  open: 'open',
  taskFailed: 'failed',
};

interface End {
  readonly state: EndState;
  readonly problem: string | undefined;
}

async function endOf(
  written: Written | undefined,
  { watcher, note, signal }: Pick<ApplyOptions, 'watcher' | 'note'> & { readonly signal: AbortSignal },
): Promise<End> {
  const open = (problem: string): End => ({ state: 'open', problem });
  if (!written) return open(vscode.l10n.t('The response doesn’t identify the resource.'));
  try {
    const ending = await followToEnd(written, { watcher, signal });
    switch (ending.kind) {
      case 'done':
        return { state: 'done', problem: undefined };
      case 'failed': {
        const reason = reasonText(ending.condition);
        const problem = ending.isOld ? vscode.l10n.t('It is still in error: {0}', reason) : reason;
        return { state: 'taskFailed', problem };
      }
      case 'waitingForYou':
        return open(vscode.l10n.t('It is waiting for your input.'));
      case 'late':
        return open(vscode.l10n.t('It isn’t done after an hour ({0}).', conditionText(ending.condition)));
      case 'left':
        return open(vscode.l10n.t('The extension stopped following it.'));
    }
  } catch (failure) {
    return open(vscode.l10n.t('Couldn’t follow it: {0}', note(failure)));
  }
}

function requestProblem(failure: unknown, note: ApplyOptions['note']): string {
  const sentence = note(failure);
  return mayHaveBeenTaken(failure)
    ? vscode.l10n.t('{0} The change may have been applied anyway.', sentence)
    : sentence;
}

function joined(...problems: readonly (string | undefined)[]): string | undefined {
  return problems.filter((one) => one !== undefined).join(' ') || undefined;
}
