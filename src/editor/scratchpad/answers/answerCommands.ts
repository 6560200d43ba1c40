import * as vscode from 'vscode';
import { pathAt, writePath } from '../../../scratchpad/jsonPath.js';
import { proposedFileName } from '../../../resource/proposedFileName.js';
import { renderResponse } from '../../../scratchpad/renderResponse.js';
import type { RunResult } from '../../../scratchpad/run.js';
import { RESPONSE_SCHEME, type Responses } from '../responses.js';
import { responseWords } from '../responseWords.js';
import type { Run } from '../runs/run.js';
import { showInformation, showProgress } from '../../shell/messages.js';
import { writeFileBytes, writeFileText } from '../../shell/writeFileText.js';

export interface AnswerCommandOptions {
  readonly responses: Responses;
  /** Registers a command of the scratchpad by the end of its name. */
  readonly command: (
    name: string,
    run: (...args: readonly unknown[]) => Promise<unknown>,
  ) => vscode.Disposable;
}

/** The commands of a response's document: save its body, print it, and copy the path of a value. */
export function registerAnswerCommands({ responses, command }: AnswerCommandOptions): vscode.Disposable {
  return vscode.Disposable.from(
    command('saveBody', async (uri) => {
      const result = resultAt(responses, uri);
      if (result) await saveBody(result);
    }),
    command('formatBody', (uri) => format(responses, uri)),
    command('copyJsonPath', async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.scheme === RESPONSE_SCHEME) await copyJsonPath(editor);
    }),
  );
}

/** Asks where to, and writes the body there as it came: a list of pages as it was put together. */
export async function saveBody({ text, response }: RunResult): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = bodyFileName(response);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Body'),
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!uri) return;
  if (response.binary) await writeFileBytes(uri, response.binary);
  else if (!(await writeFileText(uri, text))) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('The body was saved.'), 4_000);
}

/** A response that no editor can show is offered to be saved; `uri` is its document. */
export function offerToSave({ outcome }: Pick<Run, 'outcome'>, uri: vscode.Uri): void {
  if (outcome?.kind !== 'answered' || !outcome.result.response.binary) return;
  const save = vscode.l10n.t('Save Body…');
  const message = vscode.l10n.t('The response is binary, so it can’t be shown.');
  void showInformation(message, save).then((answer) => {
    // The command reports what goes wrong.
    if (answer === save) void vscode.commands.executeCommand('ovhApi.scratchpad.saveBody', uri);
  });
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
};

/** Named by the end of its path and what the response says it is. */
function bodyFileName({ path, headers, binary }: RunResult['response']): string {
  const [last = ''] = path.split('?', 1).map((whole) => whole.split('/').at(-1) ?? '');
  const name = proposedFileName(last, 'response');
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';', 1);
  return `${name}.${ENDINGS[type.trim()] ?? (binary ? 'bin' : 'json')}`;
}

async function format(responses: Responses, uri: unknown): Promise<void> {
  const shown = documentUriOf(uri);
  if (!shown) return;
  const run = responses.run(shown);
  if (run?.outcome?.kind !== 'answered') return;
  const { outcome } = run;
  const { text } = await showProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Formatting the body…') },
    () => renderResponse(outcome.result, responseWords(), { prints: true }),
  );
  // Sent again meanwhile: the document shows another response.
  if (responses.run(shown) !== run) return;
  responses.set(shown, text);
  responses.describe(shown, { ...run, outcome: { ...outcome, isRaw: false } });
}

async function copyJsonPath({ document, selection }: vscode.TextEditor): Promise<void> {
  const path = pathAt(document.getText(), document.offsetAt(selection.active));
  if (!path || path.length === 0) {
    void showInformation(vscode.l10n.t('Put the cursor on a value of the body.'));
    return;
  }
  const text = writePath(path);
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} was copied.', text), 4_000);
}

function resultAt(responses: Responses, uri: unknown): RunResult | undefined {
  const shown = documentUriOf(uri);
  const outcome = shown && responses.run(shown)?.outcome;
  return outcome?.kind === 'answered' ? outcome.result : undefined;
}

/** The document that a lens names, or the one in front. */
function documentUriOf(uri: unknown): vscode.Uri | undefined {
  return uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
}
