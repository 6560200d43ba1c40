import * as vscode from 'vscode';

interface Named {
  readonly id: string;
  readonly type?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly Named[]>>;
  };
}

/**
 * Registers what the manifest names and as much of everything else as ours does, with nothing behind it: what VS Code takes for an extension
 * of this kind. The numbers are those of a real activation.
 */
export function activate({ extension, subscriptions }: vscode.ExtensionContext): void {
  const times = (count: number, register: (at: number) => vscode.Disposable): void => {
    for (let at = 0; at < count; at += 1) subscriptions.push(register(at));
  };
  const { commands, views } = (extension.packageJSON as Manifest).contributes;
  for (const { command } of commands)
    subscriptions.push(vscode.commands.registerCommand(command, () => undefined));
  const nothing = { getChildren: () => [], getTreeItem: () => new vscode.TreeItem('') };
  for (const { id, type } of Object.values(views).flat())
    subscriptions.push(
      type === 'webview'
        ? vscode.window.registerWebviewViewProvider(id, { resolveWebviewView: () => undefined })
        : vscode.window.createTreeView(id, { treeDataProvider: nothing }),
    );
  registerWindow(extension.id, times);
  registerLanguages(extension.id, times);
}

type Times = (count: number, register: (at: number) => vscode.Disposable) => void;

function registerWindow(id: string, times: Times): void {
  const { window, workspace } = vscode;
  const ignore = (): void => undefined;
  times(1, () => window.createOutputChannel(id, { log: true }));
  times(3, (at) => window.createStatusBarItem(`${id}.${String(at)}`, vscode.StatusBarAlignment.Left));
  times(5, () => window.createTextEditorDecorationType({}));
  times(3, (at) =>
    window.registerWebviewPanelSerializer(`${id}.${String(at)}`, {
      deserializeWebviewPanel: () => Promise.resolve(),
    }),
  );
  times(2, () => window.registerFileDecorationProvider({ provideFileDecoration: () => undefined }));
  times(7, (at) =>
    workspace.registerTextDocumentContentProvider(`peer-${String(at)}`, {
      provideTextDocumentContent: () => '',
    }),
  );
  times(2, (at) => workspace.createFileSystemWatcher(`**/*.peer-${String(at)}`));
  times(13, () => workspace.onDidCloseTextDocument(ignore));
  times(12, () => workspace.onDidChangeTextDocument(ignore));
  times(9, () => workspace.onDidOpenTextDocument(ignore));
  times(8, () => workspace.onDidChangeConfiguration(ignore));
  times(7, () => workspace.onDidSaveTextDocument(ignore));
  times(4, () => workspace.onWillSaveTextDocument(ignore));
  times(5, () => window.onDidChangeActiveTextEditor(ignore));
  times(3, () => window.onDidChangeVisibleTextEditors(ignore));
}

function registerLanguages(id: string, times: Times): void {
  const { languages } = vscode;
  const some = { language: 'json', scheme: id };
  const none = (): undefined => undefined;
  times(11, (at) => languages.createDiagnosticCollection(`${id}.${String(at)}`));
  times(9, () => languages.registerCompletionItemProvider(some, { provideCompletionItems: none }, '"', ':'));
  times(6, () => languages.registerCodeActionsProvider(some, { provideCodeActions: none }));
  times(4, () => languages.registerHoverProvider(some, { provideHover: none }));
  times(3, () => languages.registerCodeLensProvider(some, { provideCodeLenses: none }));
  times(3, () => languages.registerDocumentSymbolProvider(some, { provideDocumentSymbols: none }));
  times(3, () => languages.registerFoldingRangeProvider(some, { provideFoldingRanges: none }));
  times(3, () =>
    languages.registerDocumentFormattingEditProvider(some, { provideDocumentFormattingEdits: none }),
  );
  times(3, () => languages.registerInlayHintsProvider(some, { provideInlayHints: none }));
  times(1, () => languages.registerDefinitionProvider(some, { provideDefinition: none }));
  times(1, () => languages.registerReferenceProvider(some, { provideReferences: none }));
  times(1, () => languages.registerRenameProvider(some, { provideRenameEdits: none }));
  times(1, () => languages.registerSignatureHelpProvider(some, { provideSignatureHelp: none }, '('));
  times(1, () => languages.registerDocumentLinkProvider(some, { provideDocumentLinks: none }));
}
