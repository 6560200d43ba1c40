import * as vscode from 'vscode';
import { MANIFEST_FILE } from '../../resource/manifest.js';
import { askModal } from '../shell/questions.js';

/** So many files are compared without a question: each of their resources is read from the API. */
const MOST_FILES = 500;

/**
 * The manifest file that a command is run on or that is active, else all of the workspace. Many are asked about, and never cut: `undefined`
 * where the person declined.
 */
export async function filesOf(target: vscode.Uri | undefined): Promise<readonly vscode.Uri[] | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const one = [target, active].find((uri) => uri && MANIFEST_FILE.test(uri.path));
  if (one) return [one];
  const found = await vscode.workspace.findFiles('**/*.ovhapi.{yaml,yml,json}');
  if (found.length > MOST_FILES && !(await wantsAll(found.length))) return undefined;
  return [...found].sort((a, b) => a.path.localeCompare(b.path));
}

async function wantsAll(count: number): Promise<boolean> {
  const plan = vscode.l10n.t('Plan {0} Files', count);
  const pressed = await askModal({
    account: undefined,
    question: vscode.l10n.t('Plan all {0} manifest files of the workspace?', count),
    detail: vscode.l10n.t(
      'Each resource in them is read from the API. To plan one file, open it and run Plan there.',
    ),
    buttons: [plan],
  });
  return pressed === plan;
}

/** Which files a plan is of, beside the view's title. */
export function filesText(uris: readonly vscode.Uri[]): string {
  const [first] = uris;
  return first && uris.length === 1
    ? vscode.workspace.asRelativePath(first)
    : vscode.l10n.t('all files: {0}', uris.length);
}
