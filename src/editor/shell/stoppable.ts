import * as vscode from 'vscode';
import { showProgress } from './messages.js';

/** How long nothing but the window's foot says that something is under way. */
const PATIENCE_MS = 1_000;

/**
 * Shows at the window's foot that something is under way, and once it takes longer than a moment in a message that can
 * stop it. Rejects with what `run` rejects with; its signal is aborted when the user stopped it.
 */
export async function stoppable<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const work = run(abort.signal);
  const ended = work.then(
    () => undefined,
    () => undefined,
  );
  void showProgress({ location: vscode.ProgressLocation.Window, title }, () => ended);
  const timer = setTimeout(() => void offerToStop(title, ended, abort), PATIENCE_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

function offerToStop(title: string, ended: Promise<void>, abort: AbortController): Thenable<void> {
  return showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_, token) => {
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return ended;
    },
  );
}
