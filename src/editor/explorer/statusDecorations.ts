import * as vscode from 'vscode';
import { addressKey, fromUriPath, type ResourceAddress } from '../../resource/address.js';
import { documentUri, SCHEME } from '../shell/documentUri.js';
import { OpenDocuments } from '../spec/document/openedUri.js';
import type { Member } from '../../resource/tree/member.js';
import { memberLook, type StatusLook } from './statusLook.js';

/**
 * Marks what is not at rest by a letter and a colour, on rows of trees and on tabs alike
 * (https://code.visualstudio.com/api/references/vscode-api#FileDecorationProvider).
 */
export class StatusDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #open = new OpenDocuments();
  readonly #looks = new Map<string, StatusLook>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration = vscode.window.registerFileDecorationProvider(this);

  /** Called with a resource as a row shows it now. */
  note(address: ResourceAddress, member: Member): void {
    const key = addressKey(address);
    const look = memberLook(member);
    const before = this.#looks.get(key);
    if (look === before) return;
    this.#looks.set(key, look);
    // A row at rest has no mark, whatever its words are.
    const isSame =
      look.letter === before?.letter && (look.letter === undefined || look.text === before?.text);
    if (!isSame) this.#changed.fire(documentsOf(address, this.#open));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const document = uri.scheme === SCHEME ? fromUriPath(uri.path) : undefined;
    const look = document && this.#looks.get(addressKey(document.address));
    if (look?.letter === undefined) return undefined;
    return new vscode.FileDecoration(look.letter, look.text, look.color);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Every document in which a resource may be open. */
function documentsOf(address: ResourceAddress, open: OpenDocuments): vscode.Uri[] {
  return [
    documentUri(address, 'spec'),
    documentUri(address, 'spec', 'yaml'),
    documentUri(address, 'current'),
    documentUri(address, 'full'),
    // A tab's address ends in the name.
    ...(['spec', 'current', 'full'] as const).flatMap((view) => open.at(address, view)),
  ];
}
