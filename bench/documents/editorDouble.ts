/**
 * As much of the editor's API as the parts that are measured touch, in memory and doing nothing that takes time. It takes
 * VS Code's place when those parts are bundled for a bench.
 */
import {
  Disposable,
  EventEmitter,
  type Diagnostic,
  type Position,
  type Uri,
} from '../../test/support/vscodeValues.js';

export * from '../../test/support/vscodeValues.js';

/** What the benches do in place of a person, and what they look at. */
export const hands = {
  changed: new EventEmitter<{ readonly document: unknown; readonly contentChanges: readonly unknown[] }>(),
  /** Told of every set of diagnostics. */
  diagnosed: new EventEmitter<readonly Diagnostic[]>(),
  /** Every provider of completions, the newest last. */
  completions: [] as {
    provideCompletionItems(
      document: unknown,
      position: Position,
      token: object,
    ): Promise<readonly unknown[] | undefined>;
  }[],
  completion: undefined as
    | {
        provideCompletionItems(
          document: unknown,
          position: Position,
        ): Promise<readonly unknown[] | undefined>;
      }
    | undefined,
};

const silent = new EventEmitter<never>().event;
const nothing = (): Disposable => new Disposable(() => undefined);

export const languages = {
  createDiagnosticCollection: (): object => ({
    set: (_: Uri, found: readonly Diagnostic[]) => hands.diagnosed.fire(found),
    delete: () => undefined,
    dispose: () => undefined,
  }),
  registerCompletionItemProvider: (_: unknown, provider: typeof hands.completion): Disposable => {
    hands.completion = provider;
    if (provider) hands.completions.push(provider);
    return nothing();
  },
  registerHoverProvider: nothing,
  setTextDocumentLanguage: (): Promise<void> => Promise.resolve(),
};

export const workspace = {
  textDocuments: [],
  onDidOpenTextDocument: silent,
  onDidCloseTextDocument: silent,
  onWillSaveTextDocument: silent,
  onDidChangeTextDocument: hands.changed.event,
  getConfiguration: (): object => ({
    get: (name: string, fallback: unknown) => (name === 'confirmSave' ? 'never' : fallback),
  }),
};

export const window = {
  withProgress: (_: unknown, task: (...given: readonly unknown[]) => Promise<unknown>): Promise<unknown> =>
    task({ report: nothing }, { isCancellationRequested: false, onCancellationRequested: nothing }),
};

export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };

export const l10n = { t: (text: string): string => text };

export const env = { language: 'en' };
