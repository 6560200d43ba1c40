import * as vscode from 'vscode';
import { goneSide } from '../../shell/sentenceText.js';
import { changesOf, type Comparison } from '../../../schema/comparison/comparison.js';
import { definitionAt } from '../../../resource/definition.js';
import { registerTextsInMemory } from '../../shell/textsInMemory.js';

const SCHEME = 'ovhapi-definition';

/** More than a user has open at once. */
const KEPT_TEXTS = 60;

/** The definitions of API documents as read-only documents, two beside each other. */
export class Definitions implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = registerTextsInMemory(SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? goneSide(uri),
    });
  }

  /** Opens both definitions of a change in the diff editor, at the change. */
  async compare(comparison: Comparison, id: number): Promise<void> {
    const found = changesOf(comparison)[id];
    const section = found && comparison.sections[found.section];
    if (!section) return;
    const { pointers } = found.change;
    const before = definitionAt(section.before?.document.raw, pointers.before ?? pointers.after);
    const after = definitionAt(section.after?.document.raw, pointers.after ?? pointers.before);
    const [from, to] = comparison.names;
    const left = this.#keep(`${section.name} ${from}`, before.name, before.text);
    const right = this.#keep(`${section.name} ${to}`, after.name, after.text);
    const { name } = after.text === '' ? before : after;
    const line = after.text === '' ? 0 : after.line;
    await vscode.commands.executeCommand('vscode.diff', left, right, `${name} (${from} ↔ ${to})`, {
      preview: true,
      selection: new vscode.Range(line, 0, line, 0),
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #keep(folder: string, name: string, text: string): vscode.Uri {
    const part = (one: string): string => one.replaceAll('/', ' ').trim();
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${part(folder)}/${part(name)}.json` });
    const key = uri.toString();
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined && this.#texts.size > KEPT_TEXTS) this.#texts.delete(oldest);
    return uri;
  }
}
