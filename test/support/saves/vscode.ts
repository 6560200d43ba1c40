import { isJsonObject } from '../../../src/api/jsonObject.js';
import {
  commands as fakeCommands,
  Disposable,
  EventEmitter,
  type Position,
  Range,
  Uri,
  window as fakeWindow,
  workspace as fakeWorkspace,
} from '../../unit/editor/fakeVscode.js';
import { expandSnippet } from '../expandSnippet.js';
import type { ContentProvider, EditorWindow, Files } from './editorWindow.js';
import type { Shown, Task } from './waiting.js';

/**
 * The editor's API over a window with real text files, in place of `vscode`. Only one window is there at a time; what an
 * ended one still waits for never comes.
 */
export * from '../../unit/editor/fakeVscode.js';

/** The window that the API speaks for. */
export const host: { window: EditorWindow | undefined } = { window: undefined };

function current(): EditorWindow {
  if (!host.window) throw new Error('There is no window.');
  return host.window;
}

/** An event of the present window. */
function ofWindow<T>(
  eventOf: (window: EditorWindow) => EventEmitter<T>,
): (listener: (event: T) => unknown) => Disposable {
  return (listener) => eventOf(current()).event(listener);
}

const nothing = (): Disposable => new Disposable(() => undefined);
const silent = new EventEmitter<never>().event;

export const SymbolKind = {};
export const CodeActionKind = { QuickFix: 'quickfix' };
export const CompletionItemKind = {};

/** Edits of places in documents. */
export class WorkspaceEdit {
  readonly edits: { readonly uri: Uri; readonly range: Range; readonly text: string }[] = [];
  insert(uri: Uri, at: Position, text: string): void {
    this.replace(uri, new Range(at, at), text);
  }
  replace(uri: Uri, range: Range, text: string): void {
    this.edits.push({ uri, range, text });
  }
}

function message(text: string, ...rest: readonly unknown[]): Promise<string | undefined> {
  const window = current();
  // Nobody sees what an ended window asks.
  if (window.isDead) return new Promise(() => undefined);
  const [options] = rest;
  const { modal = false, detail = '' } = isJsonObject(options) ? options : {};
  const buttons = rest.filter((button) => typeof button === 'string');
  const answer = window.person.answer({ text, detail: String(detail), buttons, isModal: modal === true });
  // Nobody waits for this message, but what its button begins is to begin before anything else does.
  if (buttons.includes('Save Again')) window.working(answer.then(() => new Promise(setImmediate)));
  return window.alive(answer);
}

export const window = {
  ...fakeWindow,
  activeTextEditor: undefined,
  showTextDocument: ({ uri }: { readonly uri: Uri }): Promise<object> =>
    Promise.resolve({
      insertSnippet: async ({ value }: { readonly value: string }, at: Position): Promise<boolean> => {
        await current().edit([{ uri, range: new Range(at, at), text: expandSnippet(value) }]);
        return true;
      },
    }),
  visibleTextEditors: [],
  onDidChangeVisibleTextEditors: silent,
  onDidChangeActiveTextEditor: silent,
  tabGroups: {
    all: [],
    close: (): Promise<boolean> => Promise.resolve(true),
    onDidChangeTabs: ofWindow(({ tabs }) => tabs),
  },
  setStatusBarMessage: nothing,
  showErrorMessage: message,
  showWarningMessage: message,
  showInformationMessage: message,
  withProgress: (shown: Shown, task: Task): Promise<unknown> => current().waiting.show(shown, task),
};

export const workspace = {
  ...fakeWorkspace,
  get textDocuments(): readonly object[] {
    return current().documents;
  },
  openTextDocument: async (uri: Uri): Promise<object> => (await current().open(uri)).document,
  applyEdit: async ({ edits }: WorkspaceEdit): Promise<boolean> => {
    await current().edit(edits);
    return true;
  },
  getConfiguration: (section: string): object => ({
    get: (name: string, fallback?: unknown) =>
      current().profile.settings.get(`${section}.${name}`) ?? fallback,
  }),
  registerFileSystemProvider: (scheme: string, provider: Files): Disposable => {
    current().provide(scheme, provider);
    return nothing();
  },
  registerTextDocumentContentProvider: (scheme: string, provider: ContentProvider): Disposable => {
    current().contents.set(scheme, provider);
    return nothing();
  },
  onDidChangeTextDocument: ofWindow(({ changed }) => changed),
  onDidOpenTextDocument: ofWindow(({ opened }) => opened),
  onDidCloseTextDocument: ofWindow(({ closed }) => closed),
  onWillSaveTextDocument: ofWindow(({ willSave }) => willSave),
  onDidSaveTextDocument: ofWindow(({ saved }) => saved),
};

const collection = (): object => ({
  set: () => undefined,
  delete: () => undefined,
  clear: () => undefined,
  dispose: () => undefined,
});

export const languages = {
  createDiagnosticCollection: collection,
  registerCompletionItemProvider: nothing,
  registerHoverProvider: nothing,
  registerCodeActionsProvider: nothing,
  registerCodeLensProvider: nothing,
  registerDocumentSymbolProvider: nothing,
  registerFoldingRangeProvider: nothing,
  registerDocumentFormattingEditProvider: nothing,
  registerInlayHintsProvider: nothing,
  setTextDocumentLanguage: (document: object): Promise<object> => Promise.resolve(document),
};

/** Nobody waits for the person here, but for the decision. */
async function decide(window: EditorWindow, right: Uri, title: string): Promise<void> {
  const isSent = await window.alive(window.person.sends(title));
  window.commands.get(`ovhApi.save.${isSent ? 'send' : 'discard'}`)?.(right);
}

export const commands = {
  ...fakeCommands,
  getCommands: (): Promise<readonly string[]> => Promise.resolve(current().profile.commands),
  registerCommand: (name: string, run: (...args: readonly unknown[]) => unknown): Disposable => {
    current().commands.set(name, run);
    return nothing();
  },
  executeCommand: async (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    const window = current();
    const isSlow = name === 'vscode.diff' || name === '_open.mergeEditor';
    if (isSlow) await window.alive(window.person.opens());
    if (name === 'vscode.diff') {
      const [left, right, title] = args;
      for (const side of [left, right]) if (side instanceof Uri) await window.look(side);
      if (right instanceof Uri && right.scheme === 'ovhapi-save')
        window.working(decide(window, right, String(title)));
      return undefined;
    }
    if (name === '_open.mergeEditor') {
      const { output } = args[0] as { readonly output: Uri };
      // VS Code saves the result of a merge while it opens the merge editor.
      window.working(window.file(output)?.save(1) ?? Promise.resolve(true));
      return undefined;
    }
    // Nothing tells here which document is in front.
    if (name === 'workbench.action.files.save') return window.saveAll();
    return window.commands.get(name)?.(...args);
  },
};
