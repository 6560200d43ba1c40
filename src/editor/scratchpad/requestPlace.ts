import type * as vscode from 'vscode';

/** Where a request is: its file, and its own name there. */
export interface RequestPlace {
  readonly uri: vscode.Uri;
  readonly key: string;
}

/** What a lens hands over to a command that takes rows of the tree, too; nothing where the cursor says it. */
export function placeIn(target: unknown): Partial<RequestPlace> {
  return typeof target === 'object' && target !== null && 'key' in target ? (target as RequestPlace) : {};
}
