import * as vscode from 'vscode';
import {
  fromUriPath,
  sameAddress,
  type DocumentAddress,
  type ResourceAddress,
} from '../../../resource/address.js';

/** Whether a URI is that of a document of a resource, in any language and under any name. */
export function isOf(uri: vscode.Uri, address: ResourceAddress): boolean {
  const known = fromUriPath(uri.path);
  return known !== undefined && sameAddress(known.address, address);
}

/** What a document shows. Throws `FileNotFound` for a URI that names no resource. */
export function documentAddress(uri: vscode.Uri): DocumentAddress {
  const address = fromUriPath(uri.path);
  if (!address) throw vscode.FileSystemError.FileNotFound(uri);
  return address;
}
