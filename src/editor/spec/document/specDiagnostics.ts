import * as vscode from 'vscode';
import type { TextFault } from '../../../resource/yamlSpec.js';
import { jsonFaults } from '../../../resource/jsonTree.js';
import { Slices } from '../../../resource/slices.js';
import { ourDiagnostic } from '../../language/diagnostics.js';
import { yamlSentence } from '../../shell/problemSentences.js';

/** Faults of one text that are shown; who fixes these sees the next. */
const MOST_SHOWN = 100;

/** What stood in the way of a save, shown at its place in the document. */
export class SpecDiagnostics implements vscode.Disposable {
  readonly #collection: vscode.DiagnosticCollection;
  readonly #faults = new Map<string, readonly TextFault[]>();

  /** No other collection reports the name. */
  constructor(name: string) {
    this.#collection = vscode.languages.createDiagnosticCollection(name);
  }

  /** Looks for what makes a text no JSON and shows it. Resolves to whether the text is fit to be sent. */
  async checkSyntax(uri: vscode.Uri, text: string, slices = new Slices()): Promise<boolean> {
    const faults = await slices.through(jsonFaults(text));
    this.#show(
      uri,
      faults.map(({ offset, length, message }) => ({
        offset,
        length,
        message: vscode.l10n.t('Not valid JSON: {0}', message),
      })),
      text,
    );
    return faults.length === 0;
  }

  /** Shows what another language's parser says is wrong. */
  showSyntax(uri: vscode.Uri, text: string, faults: readonly TextFault[]): void {
    this.#show(
      uri,
      faults.map(({ offset, length, message }) => ({
        offset,
        length,
        message: yamlSentence(message),
      })),
      text,
    );
  }

  /** Shows faults at their places in the text. */
  showFaults(uri: vscode.Uri, text: string, faults: readonly TextFault[]): void {
    this.#show(uri, faults, text);
  }

  /** Call this for an edit: what was said of a place that it touches is no longer true, and the rest moves along. */
  edited(
    document: Pick<vscode.TextDocument, 'uri' | 'getText'>,
    changes: readonly Pick<vscode.TextDocumentContentChangeEvent, 'rangeOffset' | 'rangeLength' | 'text'>[],
  ): void {
    const faults = this.#faults.get(document.uri.toString());
    if (!faults || changes.length === 0) return;
    this.#show(document.uri, faultsAfter(faults, changes), document.getText());
  }

  clear(uri: vscode.Uri): void {
    this.#faults.delete(uri.toString());
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #show(uri: vscode.Uri, faults: readonly TextFault[], text: string): void {
    if (faults.length === 0) this.#faults.delete(uri.toString());
    else this.#faults.set(uri.toString(), faults);
    const positionAt = positionsOf(text);
    this.#collection.set(
      uri,
      faults.slice(0, MOST_SHOWN).map(({ offset, length, message }) => {
        const range = new vscode.Range(positionAt(offset), positionAt(offset + length));
        return ourDiagnostic(range, message);
      }),
    );
  }
}

/** Changes come in the order in which they were made, each relative to the text before it. */
function faultsAfter(
  faults: readonly TextFault[],
  changes: readonly Pick<vscode.TextDocumentContentChangeEvent, 'rangeOffset' | 'rangeLength' | 'text'>[],
): readonly TextFault[] {
  return changes.reduce(
    (kept, { rangeOffset, rangeLength, text }) =>
      kept.flatMap((fault) => {
        if (rangeOffset > fault.offset + fault.length) return [fault];
        if (rangeOffset + rangeLength >= fault.offset) return [];
        return [{ ...fault, offset: fault.offset + text.length - rangeLength }];
      }),
    faults,
  );
}

/** Positions by offset; the lines are counted once, however many are needed. */
function positionsOf(text: string): (offset: number) => vscode.Position {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return new vscode.Position(low, Math.min(offset, text.length) - (starts[low] ?? 0));
  };
}
