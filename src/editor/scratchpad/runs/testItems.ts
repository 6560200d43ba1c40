import * as vscode from 'vscode';
import { nameOfRequest } from '../../../scratchpad/outline.js';
import { parseRequestFile } from '../../../scratchpad/parseRequestFile.js';
import { placesIn } from '../../../scratchpad/places.js';
import type { RequestFile } from '../../../scratchpad/requestFile.js';
import { displayLine } from '../../../resource/displayText.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';

const FILES = '**/*.ovhapi.http';
/** Files of a workspace that are looked into. */
const MOST_FILES = 500;
const MOST_BYTES = 2_000_000;
/** Tests of one file: they are reported to the window at each keystroke. */
const MOST_TESTS = 1_000;

/** The requests with expectations, as tests: one a request, under its file. They follow the text as it is typed. */
export class TestItems implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #documents: RequestDocuments;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(controller: vscode.TestController, documents: RequestDocuments) {
    this.#controller = controller;
    this.#documents = documents;
    const take = (document: vscode.TextDocument): void => {
      if (document.languageId === LANGUAGE) this.#take(document.uri, documents.file(document), document);
    };
    const watcher = vscode.workspace.createFileSystemWatcher(FILES);
    const read = (uri: vscode.Uri): void => void this.#read(uri);
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(read),
      watcher.onDidChange(read),
      watcher.onDidDelete((uri) => {
        controller.items.delete(uri.toString());
      }),
      vscode.workspace.onDidOpenTextDocument(take),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        take(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === 'untitled') controller.items.delete(uri.toString());
        else read(uri);
      }),
    ];
    controller.resolveHandler = (item) => (item ? undefined : this.#discover());
    controller.refreshHandler = () => this.#discover();
    vscode.workspace.textDocuments.forEach(take);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #discover(): Promise<void> {
    const found = await vscode.workspace.findFiles(FILES, undefined, MOST_FILES);
    await Promise.all(found.map((uri) => this.#read(uri)));
  }

  /** What is open counts as it is typed, anything else as it was saved. */
  async #read(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === key && !one.isClosed);
    if (open?.languageId === LANGUAGE) {
      this.#take(uri, this.#documents.file(open), open);
      return;
    }
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const text = size > MOST_BYTES ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      this.#take(uri, parseRequestFile(text), undefined);
    } catch {
      // It went away meanwhile.
      this.#controller.items.delete(key);
    }
  }

  #take(uri: vscode.Uri, file: RequestFile, document: vscode.TextDocument | undefined): void {
    const tests = file.requests.filter(({ expectations }) => expectations.length > 0).slice(0, MOST_TESTS);
    const key = uri.toString();
    if (tests.length === 0) {
      this.#controller.items.delete(key);
      return;
    }
    const label = vscode.workspace.asRelativePath(uri);
    const item = this.#controller.items.get(key) ?? this.#controller.createTestItem(key, label, uri);
    const place = document ? (span: Span): vscode.Range => rangeOf(document, span) : rangesIn(file.text);
    item.children.replace(
      tests.map((request, index) => {
        const name = displayLine(nameOfRequest(request), { limit: 120 });
        const test =
          item.children.get(request.key) ?? this.#controller.createTestItem(request.key, name, uri);
        const [first] = request.expectations;
        test.label = name;
        test.range = first && place(first.span);
        test.sortText = String(index).padStart(6, '0');
        return test;
      }),
    );
    this.#controller.items.add(item);
  }
}

type Span = Parameters<typeof rangeOf>[1];

/** Places in a text that no document holds. */
function rangesIn(text: string): (span: Span) => vscode.Range {
  const place = placesIn(text);
  const position = (offset: number): vscode.Position => {
    const { line, column } = place(offset);
    return new vscode.Position(line - 1, column - 1);
  };
  return ({ start, end }) => new vscode.Range(position(start), position(end));
}
