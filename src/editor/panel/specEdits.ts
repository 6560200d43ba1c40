import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { documentAt } from '../shell/documentUri.js';
import { SpecCursor } from '../spec/document/specCursor.js';
import type { SpecEdits } from './followedEdit.js';
import type { ResourcePanels } from './resourcePanels.js';

/** So long the cursor rests before the panel follows it. */
const REST_MS = 120;

/** The open specs of the editor. */
export function specEdits(of: SpecEdits['of']): SpecEdits {
  return {
    of,
    onDidChange: (listener) => {
      const report = ({ uri }: vscode.TextDocument): void => {
        const at = documentAt(uri);
        if (at?.view === 'spec') listener(at.address);
      };
      return vscode.Disposable.from(
        vscode.workspace.onDidChangeTextDocument(({ document }) => {
          report(document);
        }),
        vscode.workspace.onDidCloseTextDocument(report),
      );
    },
  };
}

/** Has the panels show the field that the cursor of an open spec is in. */
export class CursorFollower implements vscode.Disposable {
  readonly #panels: Pick<ResourcePanels, 'revealField' | 'isShown'>;
  readonly #cursor = new SpecCursor();
  readonly #subscription: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panels: Pick<ResourcePanels, 'revealField' | 'isShown'>) {
    this.#panels = panels;
    this.#subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const at = documentAt(textEditor.document.uri);
      if (at?.view !== 'spec') return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#reveal(textEditor, at.address, false);
      }, REST_MS);
    });
  }

  /** Goes from the cursor of the active spec to its field in the panel. */
  goToPanel(): void {
    const editor = vscode.window.activeTextEditor;
    const at = documentAt(editor?.document.uri);
    if (editor && at?.view === 'spec') this.#reveal(editor, at.address, true);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #reveal({ document, selection }: vscode.TextEditor, address: ResourceAddress, isAsked: boolean): void {
    if (document.isClosed) return;
    // A text that no panel shows isn't read at every step of the cursor.
    if (!isAsked && !this.#panels.isShown(address)) return;
    const place = this.#cursor.at(document, selection.active);
    if (place) this.#panels.revealField(address, place, isAsked);
  }
}
