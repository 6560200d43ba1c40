import type { Page } from 'playwright-core';

/** What VS Code itself complains of on a machine without internet, and what is no fault of the extension's. */
const ofTheEditor: readonly RegExp[] = [
  /open-vsx\.org/,
  /status of 404 \(Not Found\)/,
  // VS Code writes down every save that is refused; the stories have some refused on purpose.
  /handleSaveError|^Failed to save /,
  // VS Code writes down that a document which it reads again is gone; the stories take resources away on purpose.
  /EntryNotFound \(FileSystemError\): ovhapi:/,
  // VS Code waits so long before a save for what extensions have to say, and no longer when the machine is slow.
  /Aborted onWillSaveTextDocument-event/,
  // VS Code asks for accounts of its own, and gives up when the machine is slow.
  /\.getSessions \(/,
  // The editor's page fetches parts of VS Code itself when they are needed, and its server may hang up on it. The extension fetches
  // nothing in the page; a webview that asked for something would be refused by its own policy, in other words than these.
  /net::ERR_|TypeError: Failed to fetch|An unknown error occurred\. Please consult the log/,
  // VS Code watches over its own processes.
  /unresponsive/,
  // VS Code in a browser leaves its page so, when the page is loaded again.
  /Long running operations during shutdown|IndexedDB database '.*' is closed|Throttler is disposed/,
];

/** Collects what the window writes to its console as errors, ours and those of the webviews in it. */
export function collectConsoleErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  const keep = (text: string): void => {
    if (!ofTheEditor.some((pattern) => pattern.test(text))) errors.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') keep(message.text());
  });
  page.on('pageerror', (error) => keep(error.message));
  return errors;
}
