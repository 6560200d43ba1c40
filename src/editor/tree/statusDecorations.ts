import * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import { SCHEME } from '../documents/documentUri.js';
import { statusLook } from './statusLook.js';

/**
 * Marks what is not at rest by a letter and a colour, on rows of trees and on tabs alike
 * (https://code.visualstudio.com/api/references/vscode-api#FileDecorationProvider).
 */
export class StatusDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #statuses = new Map<string, string | undefined>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration = vscode.window.registerFileDecorationProvider(this);

  /** Told of the status that a row shows now. */
  note(uri: vscode.Uri, status: string | undefined): void {
    const key = uri.toString();
    if (this.#statuses.get(key) === status) return;
    this.#statuses.set(key, status);
    this.#changed.fire(uri);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME || !fromUriPath(uri.path)) return undefined;
    const look = statusLook(this.#statuses.get(uri.toString()));
    if (look.letter === undefined) return undefined;
    return new vscode.FileDecoration(look.letter, look.text, look.color);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
