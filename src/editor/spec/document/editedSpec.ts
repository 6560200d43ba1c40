import * as vscode from 'vscode';
import { sameAddress, type ResourceAddress } from '../../../resource/address.js';
import { isStrictJson, readJson } from '../../../resource/jsonTree.js';
import type { Item } from '../../../schema/catalogue.js';
import { documentAt } from '../../shell/documentUri.js';
import { asJson, formatAt } from '../../shell/specFormat.js';
import type { OpenSpecs } from './openSpecs.js';

/** An open document's unsaved changes, JSON texts. */
export interface EditedSpec {
  /** What the API document says of the resource: what of it the document shows. */
  readonly item: Item;
  /** What the document was opened with. */
  readonly base: string;
  readonly mine: string;
}

/**
 * The unsaved changes of a resource's open spec; `unreadable` while its text is not JSON or YAML, as it is in the middle of
 * typing; `undefined` when nothing of it is unsaved.
 */
export function editedSpec(
  specs: Pick<OpenSpecs, 'base'>,
  address: ResourceAddress,
): EditedSpec | 'unreadable' | undefined {
  for (const document of vscode.workspace.textDocuments) {
    const at = document.isDirty ? documentAt(document.uri) : undefined;
    if (at?.view !== 'spec' || !sameAddress(at.address, address)) continue;
    const base = specs.base(document.uri.toString());
    if (!base) continue;
    const { json } = asJson(document.getText(), formatAt(document.uri));
    if (json === undefined || !isReadable(json)) return 'unreadable';
    return { item: base.item, base: base.ancestor ?? base.text, mine: json };
  }
  return undefined;
}

function isReadable(json: string): boolean {
  return isStrictJson(json) || readJson(json).faults.length === 0;
}
