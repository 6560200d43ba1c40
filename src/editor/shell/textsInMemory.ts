import * as vscode from 'vscode';
import { documentOf } from './documentOf.js';

/**
 * Serves read-only documents whose texts end with the process of the extension. Tabs of a window before would show none of them, so they
 * are closed; those of a process that ended alone still show theirs.
 */
export function registerTextsInMemory(
  scheme: string,
  provider: vscode.TextDocumentContentProvider,
): vscode.Disposable {
  const isGone = (uri: vscode.Uri): boolean => uri.scheme === scheme && !documentOf(uri);
  // Before the texts are served: VS Code asks nothing as long as it hasn't opened them, not even about a merge with conflicts.
  void closeTabs((uris) => uris.some(isGone));
  return vscode.workspace.registerTextDocumentContentProvider(scheme, provider);
}

/** Closes the tabs that show documents of which this is true. */
export async function closeTabs(isMeant: (uris: readonly vscode.Uri[]) => boolean): Promise<void> {
  const { tabGroups } = vscode.window;
  await tabGroups.close(
    tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => isMeant(urisIn(input))),
  );
}

/** What a tab shows: one document, two, the four of a merge, or pairs; the stable API has types for one and two. */
function urisIn(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.Uri) return [input];
  return typeof input === 'object' && input !== null ? Object.values(input).flatMap(urisIn) : [];
}
