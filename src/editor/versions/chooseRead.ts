import * as vscode from 'vscode';

/**
 * Asks for one item of a list, which shows that it is being read until it is there. `undefined` when none was chosen. Throws what reading
 * the list threw.
 */
export async function chooseRead<T extends vscode.QuickPickItem>(
  title: string,
  read: (signal: AbortSignal) => Promise<readonly T[]>,
): Promise<T | undefined> {
  const abort = new AbortController();
  const stop = new vscode.CancellationTokenSource();
  const items = read(abort.signal);
  // VS Code would show the failure itself, in its own words, and go on waiting.
  const failed = items.then(
    () => new Promise<never>(() => undefined),
    (failure: unknown) => {
      stop.cancel();
      throw failure;
    },
  );
  const list = items.then(
    (all) => all,
    () => [],
  );
  try {
    return await Promise.race([vscode.window.showQuickPick(list, { title }, stop.token), failed]);
  } finally {
    abort.abort();
    stop.dispose();
  }
}
