/** VS Code's values that do nothing by themselves, in memory: what takes its place in unit tests and in benches adds what acts. */
type Listener<T> = (event: T) => unknown;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  readonly #end: () => unknown;
  constructor(end: () => unknown) {
    this.#end = end;
  }
  static from(...parts: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }
  dispose(): void {
    this.#end();
  }
}

export class CancellationError extends Error {}
export class CancellationTokenSource {
  readonly token = { isCancellationRequested: false, onCancellationRequested: (): undefined => undefined };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
  dispose(): void {
    this.cancel();
  }
}
export class ThemeColor {
  constructor(readonly id: string) {}
}
export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}
/** Markdown as it was put together, without the escapes of the editor. */
export class MarkdownString {
  constructor(public value = '') {}
  appendText(text: string): this {
    this.value += text;
    return this;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendCodeblock(code: string, language: string): this {
    this.value += `\`\`\`${language}\n${code}\n\`\`\`\n`;
    return this;
  }
}
export class FileDecoration {
  constructor(
    readonly badge: string,
    readonly tooltip: string | undefined,
    readonly color: ThemeColor,
  ) {}
}
export class TreeItem {
  [property: string]: unknown;
  constructor(
    readonly label: string,
    readonly collapsibleState?: number,
  ) {}
}
export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
  with(line = this.line, character = this.character): Position {
    return new Position(line, character);
  }
}
export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...parts: readonly [Position, Position] | readonly [number, number, number, number]) {
    const [first, second] = parts;
    this.start = typeof first === 'number' ? new Position(first, Number(second)) : first;
    this.end = typeof second === 'number' ? new Position(Number(parts[2]), Number(parts[3])) : second;
  }
  isEqual({ start, end }: Range): boolean {
    return [this.start, this.end, start, end].every(({ line, character }, index, all) => {
      const other = all[(index + 2) % 4];
      return line === other?.line && character === other.character;
    });
  }
}
export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
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
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export class FileSystemError extends Error {
  constructor(
    readonly code: string,
    said: unknown,
  ) {
    super(said instanceof Error ? said.message : String(said));
  }
  static readonly Unavailable = (said: unknown): FileSystemError => new FileSystemError('Unavailable', said);
  static readonly FileNotFound = (said: unknown): FileSystemError =>
    new FileSystemError('FileNotFound', said);
  static readonly NoPermissions = (said: unknown): FileSystemError =>
    new FileSystemError('NoPermissions', said);
}
export const FileType = { Unknown: 0, File: 1, Directory: 2 };
export const FilePermission = { Readonly: 1 };
export const FileChangeType = { Changed: 1, Created: 2, Deleted: 3 };
/** As much of an address as documents need. */
export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query: string,
  ) {}
  static from({ scheme, path = '', query = '' }: { scheme: string; path?: string; query?: string }): Uri {
    return new Uri(scheme, path, query);
  }
  static joinPath(uri: Uri, ...names: readonly string[]): Uri {
    return uri.with({ path: [uri.path.replace(/\/$/, ''), ...names].join('/') });
  }
  static parse(text: string): Uri {
    const [, scheme = '', path = '', query = ''] = /^(.*?):(.*?)(?:\?(.*))?$/.exec(text) ?? [];
    return new Uri(scheme, path, query);
  }
  with({ scheme, path, query }: { scheme?: string; path?: string; query?: string }): Uri {
    return new Uri(scheme ?? this.scheme, path ?? this.path, query ?? this.query);
  }
  toString(): string {
    return `${this.scheme}:${this.path}${this.query === '' ? '' : `?${this.query}`}`;
  }
}
export class CodeAction {
  constructor(
    readonly title: string,
    readonly kind: string,
  ) {}
}

/** Edits that take the place of a whole text. */
export class WorkspaceEdit {
  readonly texts = new Map<string, string>();
  replace(uri: Uri, _range: Range, text: string): void {
    this.texts.set(uri.toString(), text);
  }
}
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 };
export const TreeItemCheckboxState = { Unchecked: 0, Checked: 1 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 };
export const QuickInputButtons = { Back: { iconPath: 'back' } };

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

export class Hover {
  constructor(readonly contents: unknown) {}
}

export const CompletionItemKind = { Property: 9, Value: 11, EnumMember: 19, Snippet: 14, Color: 15 };
export const CompletionItemTag = { Deprecated: 1 };
export class CodeLens {
  constructor(
    readonly range: Range,
    readonly command: { readonly title: string; readonly tooltip?: string },
  ) {}
}

/** What an outline is made of. */
export const SymbolKind = {
  Module: 1,
  Array: 17,
  Object: 18,
  String: 14,
  Number: 15,
  Boolean: 16,
  Variable: 12,
};

export class DocumentSymbol {
  children: DocumentSymbol[] = [];

  constructor(
    readonly name: string,
    readonly detail: string,
    readonly kind: number,
    readonly range: unknown,
    readonly selectionRange: unknown,
  ) {}
}

export class FoldingRange {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}
