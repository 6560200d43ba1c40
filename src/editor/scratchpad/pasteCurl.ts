import * as vscode from 'vscode';
import { requestFromCurl, type CurlRequest } from '../../scratchpad/fromCurl/fromCurl.js';
import { insertBlocks, isEmptyBlock } from '../../scratchpad/requestBlocks.js';
import { openRequestFile } from './openRequestFile.js';
import { LANGUAGE } from './requestDocuments.js';
import { showInformation } from '../shell/messages.js';
import { notEdited } from '../shell/writeFileText.js';

const PLAIN = 'text/plain';

/** Makes a request of a curl command that is pasted into a request file; VS Code offers the text itself beside it. */
export function registerPasteCurl(origin: () => string | undefined): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append('ovhapi', 'curl');
  return vscode.languages.registerDocumentPasteEditProvider(
    { language: LANGUAGE },
    {
      provideDocumentPasteEdits: async (document, [range], transfer) => {
        const pasted = (await transfer.get(PLAIN)?.asString()) ?? '';
        const request = requestFromCurl(pasted, origin());
        if (!request || !range) return undefined;
        const edit = new vscode.DocumentPasteEdit(
          request.text,
          vscode.l10n.t('Insert curl Command as Request'),
          kind,
        );
        if (!isEmptyBlock(document.getText(), document.offsetAt(range.start))) {
          // In the middle of another request it would become a part of that.
          edit.insertText = '';
          edit.additionalEdit = new vscode.WorkspaceEdit();
          const { position, text } = placeFor(document, range.start, request);
          edit.additionalEdit.insert(document.uri, position, text);
        }
        reportLeftOut(request);
        return [edit];
      },
    },
    { pasteMimeTypes: [PLAIN], providedPasteEditKinds: [kind] },
  );
}

/** Makes a request of the curl command in the clipboard: behind the one at the cursor of a request file, else in a new file. */
export async function requestFromClipboard(origin: string | undefined): Promise<void> {
  const request = requestFromCurl(await vscode.env.clipboard.readText(), origin);
  if (!request) {
    void showInformation(
      vscode.l10n.t(
        'The clipboard has no curl command that a request file can hold. Copy one, then try again.',
      ),
    );
    return;
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === LANGUAGE) {
    const { position, text } = placeFor(editor.document, editor.selection.active, request);
    const isInserted = await editor.edit((edit) => {
      edit.insert(position, text);
    });
    if (!isInserted) throw notEdited(editor.document.uri);
  } else await openRequestFile(request.text);
  reportLeftOut(request);
}

function placeFor(
  document: vscode.TextDocument,
  near: vscode.Position,
  request: CurlRequest,
): { readonly position: vscode.Position; readonly text: string } {
  const { offset, text } = insertBlocks(document.getText(), document.offsetAt(near), [
    { title: '', text: request.text },
  ]);
  return { position: document.positionAt(offset), text };
}

function reportLeftOut({ leftOut }: CurlRequest): void {
  if (leftOut.length === 0) return;
  const message = vscode.l10n.t('These parts of the curl command were ignored: {0}', leftOut.join(', '));
  vscode.window.setStatusBarMessage(message, 8_000);
}
