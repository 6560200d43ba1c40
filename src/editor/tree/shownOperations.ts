import * as vscode from 'vscode';
import type { IsShown } from './nodes.js';

/** Which operations the user wants to see now. */
export function shownOperations(): IsShown {
  const showsInternal = vscode.workspace.getConfiguration('ovhApi').get<boolean>('showInternal', false);
  return (operation) => showsInternal || operation?.isInternal !== true;
}
