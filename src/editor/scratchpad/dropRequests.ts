import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { insertRequests } from '../../scratchpad/requestBlocks.js';
import { documentAt } from '../shell/documentUri.js';
import { LANGUAGE } from './requestDocuments.js';

const URI_LIST = 'text/uri-list';

/** Makes requests of resources that are dropped into a request file. */
export function registerDropRequests(): vscode.Disposable {
  const kind = vscode.DocumentDropOrPasteEditKind.Text.append('ovhapi', 'requests');
  return vscode.languages.registerDocumentDropEditProvider(
    { language: LANGUAGE },
    {
      provideDocumentDropEdits: async (document, position, transfer) => {
        const dropped = (await transfer.get(URI_LIST)?.asString()) ?? '';
        const paths = addressesIn(dropped).map(toApiPath);
        if (paths.length === 0) return undefined;
        const { offset, text } = insertRequests(document.getText(), document.offsetAt(position), paths);
        const edit = new vscode.DocumentDropEdit('', vscode.l10n.t('Insert as Requests'), kind);
        // The place of the drop may be in the middle of another request.
        edit.additionalEdit = new vscode.WorkspaceEdit();
        edit.additionalEdit.insert(document.uri, document.positionAt(offset), text);
        return edit;
      },
    },
    { dropMimeTypes: [URI_LIST], providedDropEditKinds: [kind] },
  );
}

/** The resources of a list of URIs; others are left out. */
function addressesIn(uriList: string): readonly Parameters<typeof toApiPath>[0][] {
  return uriList
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => documentAt(vscode.Uri.parse(line))?.address ?? []);
}
