import * as vscode from 'vscode';

/** What the editor says at a place of a document, by the same commands that the editor's own surface runs. */

/** The position of `|` in a text, and the text without it. */
export function marked(text: string): { readonly text: string; readonly offset: number } {
  return { text: text.replace('|', ''), offset: text.indexOf('|') };
}

/** Replaces all of a document's text. */
export async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, wholeOf(document), text);
  await vscode.workspace.applyEdit(edit);
}

export function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
}

/** Writes a text with a `|` into a document and returns what is proposed there, in the order that it is shown in. */
export async function proposals(
  document: vscode.TextDocument,
  withMark: string,
): Promise<readonly vscode.CompletionItem[]> {
  const { text, offset } = marked(withMark);
  await write(document, text);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  const order = (item: vscode.CompletionItem): string => item.sortText ?? labelOf(item);
  return [...list.items].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** What is told of a proposal. */
export function wordsOf(item: vscode.CompletionItem | undefined): string {
  const documentation = item?.documentation;
  return typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
}

/** The labels of what is proposed. */
export async function labels(document: vscode.TextDocument, withMark: string): Promise<readonly string[]> {
  return (await proposals(document, withMark)).map(labelOf);
}

/** The labels of what is proposed, and what would be written for those that are proposed by a name. */
export async function labelsAndValues(
  document: vscode.TextDocument,
  withMark: string,
): Promise<readonly string[]> {
  return (await proposals(document, withMark)).flatMap((item) => [labelOf(item), ...valueOf(item)]);
}

function valueOf({ label }: vscode.CompletionItem): readonly string[] {
  return typeof label === 'string' || label.description === undefined ? [] : [label.description];
}

/** What is told of the first place of a word. */
export async function hoverText(document: vscode.TextDocument, word: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(document.getText().indexOf(word)),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : JSON.stringify(content)))
    .join('\n');
}

/** What ours says of a document. */
export function problems(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'OVHcloud API');
}

/** Each problem with the text that it marks, from the top to the bottom: VS Code promises no order. */
export function problemTexts(document: vscode.TextDocument): readonly string[] {
  const inOrder = problems(document).toSorted((a, b) => a.range.start.compareTo(b.range.start));
  return inOrder.map(({ message, range }) => `${document.getText(range)}: ${message}`);
}

export async function fixes(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    wholeOf(document),
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Makes the fix of that title. @throws Error when it is not offered. */
export async function mend(document: vscode.TextDocument, title: string): Promise<void> {
  const offered = await fixes(document);
  const fix = offered.find((one) => one.title === title);
  if (!fix?.edit) throw new Error(`${title} is not among: ${offered.map((one) => one.title).join(', ')}`);
  await vscode.workspace.applyEdit(fix.edit);
}

/** The outline, each name before those below it. */
export async function outline(document: vscode.TextDocument): Promise<readonly string[]> {
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  const names = ({ name, children }: vscode.DocumentSymbol): readonly string[] => [
    name,
    ...children.flatMap(names),
  ];
  return symbols.flatMap(names);
}

/** The first and the last line of each fold, from 0. */
export async function folds(document: vscode.TextDocument): Promise<readonly (readonly [number, number])[]> {
  const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
    'vscode.executeFoldingRangeProvider',
    document.uri,
  );
  return ranges.map(({ start, end }) => [start, end] as const);
}

/** The text as the formatter makes it. */
export async function format(document: vscode.TextDocument): Promise<void> {
  const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
    'vscode.executeFormatDocumentProvider',
    document.uri,
    { tabSize: 2, insertSpaces: true },
  );
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits ?? []);
  await vscode.workspace.applyEdit(edit);
}
