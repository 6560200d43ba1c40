import * as vscode from 'vscode';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { documentUri } from '../shell/documentUri.js';

/** A row that can be dragged when it has an address. */
interface DraggedNode {
  readonly kind: string;
  readonly address?: ResourceAddress;
}

/**
 * Rows can be dragged into editors: where they are dropped they open, in a request file they become requests (with Shift, as
 * VS Code drops into editors), and elsewhere their paths.
 */
export function dragNodes<T extends DraggedNode>(): vscode.TreeDragAndDropController<T> {
  return {
    dragMimeTypes: ['text/uri-list', 'text/plain'],
    dropMimeTypes: [],
    handleDrag: (nodes, transfer) => {
      const addresses = nodes.flatMap(({ address }) => address ?? []);
      if (addresses.length === 0) return;
      const uris = addresses.map((address) => documentUri(address, 'full').toString());
      // The list's form: RFC 2483, section 5.
      transfer.set('text/uri-list', new vscode.DataTransferItem(uris.join('\r\n')));
      transfer.set('text/plain', new vscode.DataTransferItem(addresses.map(toApiPath).join('\n')));
    },
  };
}
