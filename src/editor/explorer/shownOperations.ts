import * as vscode from 'vscode';
import type { IsShown } from '../../resource/tree/nodes.js';

/** Shows operations for internal use, or hides them, wherever the setting was made before. */
export async function toggleInternal(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('ovhApi');
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const isOfWorkspace = settings.inspect('showInternal')?.workspaceValue !== undefined;
  const isShown = settings.get<boolean>('showInternal', false);
  await settings.update('showInternal', !isShown, isOfWorkspace ? Workspace : Global);
}

/** Which operations the user wants to see now. */
export function shownOperations(): IsShown {
  const showsInternal = vscode.workspace.getConfiguration('ovhApi').get<boolean>('showInternal', false);
  return (operation) => showsInternal || operation?.isInternal !== true;
}
