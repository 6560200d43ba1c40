import * as vscode from 'vscode';
import type { TextFault } from '../../resource/yamlSpec.js';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { ourDiagnostic } from './diagnostics.js';

/** What stood in the way of a save, shown at its place in the document. */
export class SpecDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('ovhapi');

  /** Looks for what makes a text no JSON and shows it. Returns whether the text is fit to be sent. */
  checkSyntax(uri: vscode.Uri, text: string): boolean {
    const errors: ParseError[] = [];
    parse(text, errors, { allowTrailingComma: true });
    this.#show(
      uri,
      errors.map(({ error, offset, length }) => ({
        offset,
        length,
        message: vscode.l10n.t('Not valid JSON: {0}', words(printParseErrorCode(error))),
      })),
      text,
    );
    return errors.length === 0;
  }

  /** Shows what another language's parser says is wrong. */
  showSyntax(uri: vscode.Uri, text: string, faults: readonly TextFault[]): void {
    this.#show(
      uri,
      faults.map(({ offset, length, message }) => ({
        offset,
        length,
        message: vscode.l10n.t('Not valid YAML: {0}', message),
      })),
      text,
    );
  }

  /** Shows one fault at a place of the text. */
  showFault(uri: vscode.Uri, text: string, offset: number, length: number, message: string): void {
    this.#show(uri, [{ offset, length, message }], text);
  }

  clear(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #show(uri: vscode.Uri, faults: readonly TextFault[], text: string): void {
    this.#collection.set(
      uri,
      faults.map(({ offset, length, message }) => {
        const range = new vscode.Range(positionAt(text, offset), positionAt(text, offset + length));
        return ourDiagnostic(range, message);
      }),
    );
  }
}

function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
}

/** `CommaExpected` → `comma expected`. */
function words(code: string): string {
  return code.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}
