import * as vscode from 'vscode';
import { MANIFEST_FILE } from '../../resource/manifest.js';
import { showWarning } from '../shell/messages.js';

const MOST_FILES = 500;

/** The manifest file that a command is run on or that is active, else all of the workspace. */
export async function filesOf(target: vscode.Uri | undefined): Promise<readonly vscode.Uri[]> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const one = [target, active].find((uri) => uri && MANIFEST_FILE.test(uri.path));
  if (one) return [one];
  const found = await vscode.workspace.findFiles('**/*.ovhapi.{yaml,yml,json}', undefined, MOST_FILES + 1);
  if (found.length > MOST_FILES) {
    void showWarning(
      vscode.l10n.t(
        'The workspace has more than {0} manifest files. Only {0} of them are in the plan. To plan another one, open it and run Plan there.',
        MOST_FILES,
      ),
    );
  }
  return found.slice(0, MOST_FILES).sort((a, b) => a.path.localeCompare(b.path));
}

/** Which files a plan is of, beside the view's title. */
export function filesText(uris: readonly vscode.Uri[]): string {
  const [first] = uris;
  return first && uris.length === 1
    ? vscode.workspace.asRelativePath(first)
    : vscode.l10n.t('all files: {0}', uris.length);
}
