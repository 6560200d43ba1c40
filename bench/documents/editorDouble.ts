/**
 * As much of the editor's API as the parts that are measured touch, in memory and doing nothing that takes time. It takes
 * VS Code's place when those parts are bundled for a bench.
 */
type Listener<T> = (event: T) => unknown;

export class Disposable {
  constructor(readonly dispose: () => unknown) {}
  static from(...parts: readonly Disposable[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...parts: readonly [Position, Position] | readonly [number, number, number, number]) {
    const [first, second] = parts;
    this.start = typeof first === 'number' ? new Position(first, Number(second)) : first;
    this.end = typeof second === 'number' ? new Position(Number(parts[2]), Number(parts[3])) : second;
  }
}

export class Diagnostic {
  source: string | undefined;
  code: unknown;
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export class CompletionItem {
  constructor(
    readonly label: string,
    readonly kind: number | undefined,
  ) {}
}

export class SnippetString {
  constructor(public value = '') {}
  appendText(text: string): this {
    this.value += text;
    return this;
  }
  appendPlaceholder(text: string): this {
    this.value += `\${${text}}`;
    return this;
  }
}

export class MarkdownString {
  constructor(readonly value = '') {}
  appendText(text: string): MarkdownString {
    // oxlint-disable-next-line house/one-maker-of-markdown -- VS Code's own class, not its user.
    return new MarkdownString(this.value + text);
  }
}

export class Hover {
  constructor(readonly contents: unknown) {}
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query: string,
  ) {}
  static from({ scheme, path = '', query = '' }: { scheme: string; path?: string; query?: string }): Uri {
    return new Uri(scheme, path, query);
  }
  static parse(text: string): Uri {
    const [, scheme = '', path = '', query = ''] = /^(.*?):(.*?)(?:\?(.*))?$/.exec(text) ?? [];
    return new Uri(scheme, path, query);
  }
  with({ path = this.path }: { path?: string }): Uri {
    return new Uri(this.scheme, path, this.query);
  }
  toString(): string {
    return `${this.scheme}:${this.path}${this.query === '' ? '' : `?${this.query}`}`;
  }
}

export class FileSystemError extends Error {
  static readonly Unavailable = (said: unknown): FileSystemError => new FileSystemError(String(said));
  static readonly FileNotFound = FileSystemError.Unavailable;
  static readonly NoPermissions = FileSystemError.Unavailable;
}

export const FileType = { File: 1, Directory: 2 };
export const FilePermission = { Readonly: 1 };
export const FileChangeType = { Changed: 1, Created: 2, Deleted: 3 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const CompletionItemKind = { Property: 9, Value: 11, EnumMember: 19, Snippet: 14, Color: 15 };
export const CompletionItemTag = { Deprecated: 1 };
export const SymbolKind = {};
export const ProgressLocation = { Window: 10, Notification: 15 };
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 };

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
