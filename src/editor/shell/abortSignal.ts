import type * as vscode from 'vscode';

/** VS Code's way to cancel as the platform's. */
export function abortSignal(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => {
    abort.abort();
  });
  return abort.signal;
}
