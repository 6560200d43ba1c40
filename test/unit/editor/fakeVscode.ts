/**
 * As much of the editor's API as unit tests and benches touch, in memory and doing nothing that takes time. In the project `unit` it is what
 * `vscode` stands for, and benches are bundled with it; `screen` holds everything that was shown.
 */
import {
  Disposable,
  EventEmitter,
  Position,
  QuickInputButtons,
  Uri,
  type Diagnostic,
  type WorkspaceEdit,
} from '../../support/vscodeValues.js';

export * from '../../support/vscodeValues.js';

/** What a person sees and does: messages with their buttons, the clipboard, context keys and inputs. */
export interface Screen {
  messages: { severity: string; text: string; detail: string | undefined; buttons: readonly string[] }[];
  /** Chooses a button of the next messages; `undefined` closes them. */
  press: (text: string, buttons: readonly string[]) => string | undefined;
  /** Answers the next questions of the sign-in: a value, `back`, or `undefined` for Escape. */
  type: (input: FakeInput) => string | Back | undefined;
  inputs: FakeInput[];
  clipboard: string;
  contexts: Map<string, unknown>;
  settings: Map<string, unknown>;
  commands: Map<string, (...args: readonly unknown[]) => unknown>;
  progress: string[];
  /** What is marked in documents, by their addresses. */
  diagnostics: Map<string, readonly Diagnostic[]>;
  /** What is painted in the editors that can be seen. */
  painted: Map<object, readonly Diagnostic['range'][]>;
  /** Texts of open documents, by their addresses. */
  documents: Map<string, string>;
  /** Documents in editors that can be seen. */
  visible: readonly object[];
  /** What read-only documents show, by their schemes. */
  contents: Map<string, (uri: Uri) => unknown>;
  /** The documents that hold unsaved edits. */
  edited: readonly object[];
  /** What the tabs show. */
  tabs: readonly object[];
  /** What was registered to help in documents, by what it provides. */
  providers: Map<string, object>;
  /** What proposes completions, in the order in which it was registered. */
  completions: readonly object[];
  /** Where files are saved to, when somebody is asked; `undefined` for Escape. */
  saveTo: Uri | undefined;
  /** The workspace's files that a search finds. */
  found: readonly object[];
  /** Files that were written, by their addresses. */
  files: Map<string, Uint8Array>;
  isTrusted: boolean;
  /** Whether a document can be written. */
  canSave: boolean;
  /** The documents that were saved, one after the other. */
  saved: string[];
  /** Paths of the folders that are open. */
  folders: readonly string[];
  /** Panels that were opened. */
  panels: FakePage[];
  /** Items of the bar at the window's foot. */
  statusBar: readonly object[];
}
export const back = Symbol('back');
export type Back = typeof back;

const emptyScreen = (): Screen => ({
  messages: [],
  press: () => undefined,
  type: () => undefined,
  inputs: [],
  clipboard: '',
  contexts: new Map(),
  settings: new Map(),
  commands: new Map(),
  progress: [],
  diagnostics: new Map(),
  painted: new Map(),
  documents: new Map(),
  visible: [],
  contents: new Map(),
  edited: [],
  tabs: [],
  providers: new Map(),
  completions: [],
  found: [],
  saveTo: undefined,
  files: new Map(),
  isTrusted: true,
  canSave: true,
  saved: [],
  folders: [],
  panels: [],
  statusBar: [],
});

export const screen: Screen = emptyScreen();

/** Clears what was shown and forgets the person. */
export function clearScreen(): void {
  Object.assign(screen, emptyScreen());
}

const message =
  (severity: string) =>
  (text: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    const [options] = rest;
    const detail =
      typeof options === 'object' && options !== null && 'detail' in options
        ? String(options.detail)
        : undefined;
    const buttons = rest.filter((button) => typeof button === 'string');
    screen.messages.push({ severity, text, detail, buttons });
    return Promise.resolve(screen.press(text, buttons));
  };

/** A quick pick or an input box, answered by `screen.type` as soon as it is shown. */
export class FakeInput {
  title = '';
  step = 0;
  totalSteps = 0;
  placeholder = '';
  prompt = '';
  value = '';
  password = false;
  validationMessage: string | undefined;
  ignoreFocusOut = false;
  busy = false;
  buttons: readonly unknown[] = [];
  items: readonly {
    readonly value: string;
    readonly label: string;
    readonly description?: string;
    readonly detail: string;
  }[] = [];
  activeItems: readonly unknown[] = [];
  selectedItems: readonly unknown[] = [];
  readonly #accept = new EventEmitter<void>();
  readonly #hide = new EventEmitter<void>();
  readonly #button = new EventEmitter<unknown>();
  readonly #change = new EventEmitter<string>();
  readonly onDidAccept = this.#accept.event;
  readonly onDidHide = this.#hide.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidChangeValue = this.#change.event;
  readonly onDidTriggerItemButton = new EventEmitter<unknown>().event;

  constructor(readonly kind: 'pick' | 'field') {}

  show(): void {
    screen.inputs.push(this);
    queueMicrotask(() => {
      const typed = screen.type(this);
      if (typed === back) this.#button.fire(QuickInputButtons.Back);
      else if (typed === undefined) this.#hide.fire();
      else {
        this.value = typed;
        this.selectedItems = this.items.filter((item) => item.value === typed);
        this.#change.fire(typed);
        this.#accept.fire();
        // A refused value leaves the input open: the person then gives up.
        if (this.validationMessage !== undefined) this.#hide.fire();
      }
    });
  }
  hide(): void {
    this.#hide.fire();
  }
  dispose(): void {
    this.#accept.dispose();
  }
}

/** A page in a panel or in a view of the side bar, with what it was sent. */
export class FakePage {
  readonly posted: { readonly kind: string }[] = [];
  readonly #message = new EventEmitter<unknown>();
  readonly #dispose = new EventEmitter<void>();
  title = '';
  description = '';
  iconPath: unknown;
  readonly visible = true;
  readonly active = true;
  readonly webview = {
    ...{
      options: {},
      html: '',
      cspSource: 'https://files.test',
      asWebviewUri: (uri: unknown): unknown => uri,
    },
    onDidReceiveMessage: this.#message.event,
    postMessage: (message: string): Promise<boolean> => {
      this.posted.push(JSON.parse(message) as { readonly kind: string });
      return Promise.resolve(true);
    },
  };
  readonly onDidChangeViewState = new EventEmitter<void>().event;
  readonly onDidChangeVisibility = new EventEmitter<void>().event;
  readonly onDidDispose = this.#dispose.event;

  /** What the page's script says. */
  send(message: object): void {
    this.#message.fire(message);
  }
  reveal(): void {
    this.posted.length = 0;
  }
  dispose(): void {
    this.#dispose.fire();
  }
}

export const ViewColumn = { Active: -1, Beside: -2 };

export class TabInputText {
  constructor(readonly uri: object) {}
}
export class TabInputTextDiff {
  constructor(
    readonly original: object,
    readonly modified: object,
  ) {}
}

/** The editors that can be seen are others now. */
export const seeing = new EventEmitter<readonly object[]>();
export const OverviewRulerLane = { Left: 1 };
export const CodeActionKind = { QuickFix: 'quickfix' };
/** The window is in front, or no longer. */
export const focusing = new EventEmitter<{ readonly focused: boolean }>();
/** Another editor is active. */
export const activating = new EventEmitter<object | undefined>();
const tabbing = new EventEmitter<void>();
/** Says that another tab is in front. */
export const changeTabs = (): void => {
  tabbing.fire();
};

export const window = {
  activeTextEditor: undefined,
  onDidChangeActiveTextEditor: activating.event,
  onDidChangeWindowState: focusing.event,
  showSaveDialog: (options: { defaultUri?: Uri }): Promise<Uri | undefined> => {
    screen.messages.push({
      ...{ severity: 'save', text: String(options.defaultUri), detail: undefined, buttons: [] },
    });
    return Promise.resolve(screen.saveTo);
  },
  get visibleTextEditors(): readonly object[] {
    return screen.visible.map((document) => ({
      document,
      setDecorations: (_: unknown, ranges: readonly Diagnostic['range'][]) =>
        screen.painted.set(document, ranges),
    }));
  },
  onDidChangeVisibleTextEditors: seeing.event,
  createWebviewPanel: (): FakePage => {
    const page = new FakePage();
    screen.panels.push(page);
    return page;
  },
  registerWebviewPanelSerializer: (): Disposable => new Disposable(() => undefined),
  createTextEditorDecorationType: (): Disposable => new Disposable(() => undefined),
  tabGroups: {
    get all(): readonly object[] {
      return [{ tabs: screen.tabs.map((input) => ({ input })) }];
    },
    close: (tabs: object): Promise<boolean> => {
      const closed = [tabs].flat() as readonly { readonly input: object }[];
      screen.tabs = screen.tabs.filter((input) => !closed.some((tab) => tab.input === input));
      return Promise.resolve(true);
    },
    onDidChangeTabs: tabbing.event,
    onDidChangeTabGroups: tabbing.event,
  },
  showErrorMessage: message('error'),
  showWarningMessage: message('warning'),
  showInformationMessage: message('information'),
  setStatusBarMessage: (text: string): Disposable => {
    screen.messages.push({ severity: 'status', text, detail: undefined, buttons: [] });
    return new Disposable(() => undefined);
  },
  showTextDocument: (): Promise<object> => Promise.resolve({}),
  createStatusBarItem: (): object => {
    const item = { isShown: false };
    screen.statusBar = [...screen.statusBar, item];
    const show = (isShown: boolean) => () => {
      item.isShown = isShown;
    };
    return Object.assign(item, { show: show(true), hide: show(false), dispose: show(false) });
  },
  createQuickPick: (): FakeInput => new FakeInput('pick'),
  createInputBox: (): FakeInput => new FakeInput('field'),
  showInputBox: (options: { value: string }): Promise<string> => Promise.resolve(options.value),
  showQuickPick: (): Promise<undefined> => Promise.resolve(undefined),
  registerFileDecorationProvider: (): Disposable => new Disposable(() => undefined),
  createTreeView: (): object =>
    Object.assign(new Disposable(() => undefined), {
      visible: false,
      onDidChangeVisibility: () => new Disposable(() => undefined),
    }),
  withProgress: (
    options: { title: string },
    task: (progress: { report: (step: { message: string }) => void }, token: object) => Promise<unknown>,
  ): Promise<unknown> => {
    screen.progress.push(options.title);
    const report = (step: { message: string }): unknown => screen.progress.push(step.message);
    return task({ report }, { isCancellationRequested: false, onCancellationRequested: () => undefined });
  },
};

const providerOf =
  (kind: string) =>
  (_: unknown, provider: object): Disposable => {
    screen.providers.set(kind, provider);
    return new Disposable(() => screen.providers.delete(kind));
  };

/** Problems of a document were told. */
export const diagnosing = new EventEmitter<readonly Diagnostic[]>();

export const languages = {
  registerCompletionItemProvider: (_: unknown, provider: object): Disposable => {
    screen.completions = [...screen.completions, provider];
    return new Disposable(() => {
      screen.completions = screen.completions.filter((one) => one !== provider);
    });
  },
  registerHoverProvider: providerOf('hover'),
  setTextDocumentLanguage: (): Promise<void> => Promise.resolve(),
  registerDefinitionProvider: providerOf('definition'),
  registerReferenceProvider: providerOf('reference'),
  registerRenameProvider: providerOf('rename'),
  registerCodeLensProvider: (): Disposable => new Disposable(() => undefined),
  registerDocumentFormattingEditProvider: providerOf('formatting'),
  registerDocumentSymbolProvider: providerOf('symbols'),
  registerFoldingRangeProvider: providerOf('folding'),
  registerCodeActionsProvider: providerOf('codeActions'),
  createDiagnosticCollection: (): object => ({
    set: (uri: Uri, found: readonly Diagnostic[]) => {
      screen.diagnostics.set(uri.toString(), found);
      diagnosing.fire(found);
    },
    delete: (uri: Uri) => screen.diagnostics.delete(uri.toString()),
    dispose: () => {
      screen.diagnostics.clear();
    },
  }),
};

export const env = {
  language: 'en',
  clipboard: {
    writeText: (text: string): Promise<void> => {
      screen.clipboard = text;
      return Promise.resolve();
    },
  },
};

export const commands = {
  getCommands: (): Promise<readonly string[]> => Promise.resolve([...screen.commands.keys()]),
  registerCommand: (name: string, run: (...args: readonly unknown[]) => unknown): Disposable => {
    screen.commands.set(name, run);
    return new Disposable(() => screen.commands.delete(name));
  },
  executeCommand: (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    if (name === 'setContext') screen.contexts.set(String(args[0]), args[1]);
    return Promise.resolve(screen.commands.get(name)?.(...args));
  },
};

export const configuration = new EventEmitter<{ affectsConfiguration: (name: string) => boolean }>();
export const trust = new EventEmitter<void>();
/** Documents that are about to be saved. */
export const saving = new EventEmitter<{
  readonly document: { readonly uri: object };
  readonly reason: number;
}>();
/** Documents that were saved. */
export const saved = new EventEmitter<object>();
/** Documents whose text changes. */
export const changing = new EventEmitter<{
  readonly document: object;
  readonly contentChanges: readonly object[];
}>();
/** Documents that are opened and closed. */
export const opening = new EventEmitter<{ readonly uri: object }>();
export const closing = new EventEmitter<{ readonly uri: object }>();
export const workspace = {
  fs: {
    readFile: (uri: Uri): Promise<Uint8Array> => {
      const bytes = screen.files.get(uri.toString());
      return bytes ? Promise.resolve(bytes) : Promise.reject(new Error('no such file'));
    },
    writeFile: (uri: Uri, bytes: Uint8Array): Promise<void> => {
      screen.files.set(uri.toString(), bytes);
      return Promise.resolve();
    },
  },
  onDidSaveTextDocument: saved.event,
  onDidChangeTextDocument: changing.event,
  onDidOpenTextDocument: opening.event,
  onDidCloseTextDocument: closing.event,
  get isTrusted(): boolean {
    return screen.isTrusted;
  },
  get workspaceFolders(): readonly object[] {
    return screen.folders.map((fsPath) => ({
      uri: Object.assign(Uri.from({ scheme: 'file', path: fsPath }), { fsPath }),
    }));
  },
  get textDocuments(): readonly object[] {
    return screen.edited.map((uri) => ({
      uri,
      save: () => Promise.resolve(screen.saved.push((uri as Uri).toString()) > 0),
      isDirty: true,
      isClosed: false,
      getText: () => screen.documents.get((uri as Uri).toString()) ?? '',
      positionAt: (offset: number) => new Position(0, offset),
    }));
  },
  findFiles: (_: string, __: undefined, most: number): Promise<readonly object[]> =>
    Promise.resolve(screen.found.slice(0, most)),
  openTextDocument: (uri: Uri): Promise<object> => {
    const getText = (): string => screen.documents.get(uri.toString()) ?? '';
    const save = (): Promise<boolean> => {
      if (screen.canSave) screen.saved.push(uri.toString());
      return Promise.resolve(screen.canSave);
    };
    const isDirty = screen.edited.some((edited) => (edited as Uri).toString() === uri.toString());
    const positionAt = (offset: number): Position => {
      const lines = getText().slice(0, offset).split('\n');
      return new Position(lines.length - 1, lines.at(-1)!.length);
    };
    return Promise.resolve({ uri, version: 1, isDirty, getText, save, positionAt });
  },
  registerFileSystemProvider: (): Disposable => new Disposable(() => undefined),
  registerTextDocumentContentProvider: (
    scheme: string,
    { provideTextDocumentContent }: { provideTextDocumentContent: (uri: Uri) => unknown },
  ): Disposable => {
    screen.contents.set(scheme, provideTextDocumentContent);
    return new Disposable(() => screen.contents.delete(scheme));
  },
  asRelativePath: ({ path }: Uri): string => path.slice(1),
  applyEdit: ({ texts }: WorkspaceEdit): Promise<boolean> => {
    for (const [uri, text] of texts) screen.documents.set(uri, text);
    return Promise.resolve(true);
  },
  onWillSaveTextDocument: saving.event,
  onDidChangeConfiguration: configuration.event,
  onDidGrantWorkspaceTrust: trust.event,
  getConfiguration: (section: string): object => ({
    get: (name: string, fallback?: unknown) => screen.settings.get(`${section}.${name}`) ?? fallback,
    inspect: (name: string) => ({ globalValue: screen.settings.get(`${section}.${name}`) }),
  }),
};

export const l10n = {
  t: (text: string, ...values: readonly unknown[]): string =>
    text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};

/** What a test may replace a part of. */
const replaceable = [
  window,
  window.tabGroups,
  languages,
  env,
  env.clipboard,
  commands,
  workspace,
  workspace.fs,
  l10n,
];
const asMade = replaceable.map((part) => Object.getOwnPropertyDescriptors(part));

/** Makes it as it was before any test: files of tests share it. */
export function openFreshWindow(): void {
  clearScreen();
  for (const emitter of [
    seeing,
    focusing,
    activating,
    diagnosing,
    configuration,
    trust,
    saving,
    saved,
    changing,
    opening,
    closing,
  ])
    emitter.dispose();
  for (const [at, part] of replaceable.entries()) {
    const made = asMade[at] ?? {};
    for (const name of Object.keys(part)) if (!(name in made)) Reflect.deleteProperty(part, name);
    Object.defineProperties(part, made);
  }
}
