import * as vscode from 'vscode';
import { isJsonObject } from '../../../api/jsonObject.js';
import { documentOf } from '../../shell/documentOf.js';
import { jsonFaults } from '../../../resource/jsonTree.js';
import { mergingSpecTexts } from '../../../resource/merge.js';
import { rewritingSpec } from '../../../resource/rewriteSpec.js';
import { atOnce, Slices, type Work } from '../../../resource/slices.js';
import type { SpecBase } from '../../../resource/specBase.js';
import { asJson, inFormat, type SpecFormat } from '../../shell/specFormat.js';
import { CLOUD_SCHEME, type SpecSnapshots } from '../document/specSnapshots.js';

/** VS Code's own, which its Git extension calls; not every editor that is built on VS Code has it. */
const OPEN_MERGE_EDITOR = '_open.mergeEditor';

/** Whether this editor can show three texts and what is made of them. */
export async function hasMergeEditor(): Promise<boolean> {
  return (await vscode.commands.getCommands(false)).includes(OPEN_MERGE_EDITOR);
}

/** What a tab of the merge editor shows: the stable API has no type for it. */
interface MergeTab {
  readonly base: vscode.Uri;
  readonly input1: vscode.Uri;
  readonly input2: vscode.Uri;
  readonly result: vscode.Uri;
}

export function isMerge(input: unknown): input is MergeTab {
  return isJsonObject(input) && input.result instanceof vscode.Uri;
}

/** An edited document, what it was made on and what the cloud made of that. */
export interface MergeSides {
  /** The document's address. */
  readonly uri: vscode.Uri;
  readonly base: SpecBase;
  readonly theirs: SpecBase;
  readonly format: SpecFormat;
}

/**
 * Puts the merge into the document and opens VS Code's merge editor, whose result is the document itself. Returns the
 * document's text, which VS Code saves automatically while it opens the merge editor: the user hasn't decided to send it.
 * `undefined` where the document is no spec at the moment: it stays as it is.
 */
export async function mergeInEditor(
  snapshots: SpecSnapshots,
  sides: MergeSides,
): Promise<string | undefined> {
  const { uri: output, base, theirs, format } = sides;
  const shown = await showMerged(sides);
  if (!shown) return undefined;
  const side = (name: 'base' | 'theirs' | 'mine', text: string): vscode.Uri =>
    snapshots.add(output.path, name, text);
  await vscode.commands.executeCommand(OPEN_MERGE_EDITOR, {
    base: side('base', inFormat(base.text, format)),
    input1: { uri: side('theirs', inFormat(theirs.text, format)), title: vscode.l10n.t('Cloud Now') },
    input2: { uri: side('mine', shown.before), title: vscode.l10n.t('Your Edit') },
    output,
  });
  return shown.after;
}

/** Puts the merge into the document and opens what sending it would change. Returns whether the document shows it. */
export async function reviewMerge(snapshots: SpecSnapshots, sides: MergeSides): Promise<boolean> {
  const shown = await showMerged(sides);
  await compareWithCloud(snapshots, sides);
  return shown !== undefined;
}

/** Opens what the next save is judged against beside the document. */
export async function compareWithCloud(
  snapshots: SpecSnapshots,
  { uri, base, theirs, format }: MergeSides,
): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    snapshots.add(uri.path, 'theirs', inFormat(theirs.text, format)),
    uri,
    vscode.l10n.t('{0}: cloud ↔ your edit', base.displayName),
  );
}

/** Closes the merges that a document was the result of, once it was sent. They stay where it is closed or saved again before that. */
export async function closeMerges(
  snapshots: SpecSnapshots,
  { uri, getText }: Pick<vscode.TextDocument, 'uri' | 'getText'>,
): Promise<void> {
  const isResult = (other: vscode.Uri): boolean => other.toString() === uri.toString();
  for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
    const { input } = tab;
    if (isMerge(input) && isResult(input.result)) {
      if (!(await settle(snapshots, input, getText()))) return;
      await vscode.window.tabGroups.close(tab, true);
    } else if (input instanceof vscode.TabInputTextDiff && isResult(input.modified)) {
      if (input.original.scheme === CLOUD_SCHEME) await vscode.window.tabGroups.close(tab, true);
    }
  }
}

/**
 * Leaves no conflict in a merge, as VS Code would ask before it closes one: its sides show what was sent. Waits until the merge editor
 * has compared them, and resolves to `false` where its result is closed or saved again first.
 */
async function settle(
  snapshots: SpecSnapshots,
  { base, input1, input2, result }: MergeTab,
  sent: string,
): Promise<boolean> {
  const sides = [base, input1, input2];
  const linesOf = (text: string): string => text.replaceAll('\r\n', '\n');
  const isShown = (side: vscode.Uri): boolean =>
    linesOf(documentOf(side)?.getText() ?? sent) === linesOf(sent);
  const isSettled = await new Promise<boolean>((resolve) => {
    const end = (areShown: boolean): void => {
      subscription.dispose();
      resolve(areShown);
    };
    const look = (): void => {
      if (sides.every(isShown)) end(true);
    };
    const leave = ({ uri }: vscode.TextDocument): void => {
      if (uri.toString() === result.toString()) end(false);
    };
    const { onDidChangeTextDocument, onDidCloseTextDocument, onWillSaveTextDocument } = vscode.workspace;
    const subscription = vscode.Disposable.from(
      onDidChangeTextDocument(look),
      onDidCloseTextDocument(leave),
      onDidCloseTextDocument(look),
      onWillSaveTextDocument(({ document }) => {
        leave(document);
      }),
    );
    for (const side of sides) snapshots.set(side, sent);
    look();
  });
  // VS Code looks for links where it compares texts, one after the other.
  if (isSettled) await vscode.commands.executeCommand('vscode.executeLinkProvider', input1);
  return isSettled;
}

/**
 * Merges into the document as it is now, which may say more than when the save began, by one edit that leaves comments
 * alone and that one undo takes back. Returns its texts before and after; `undefined` where it is no spec at the moment.
 */
async function showMerged(
  sides: MergeSides,
): Promise<{ readonly before: string; readonly after: string } | undefined> {
  const { uri } = sides;
  const document = await vscode.workspace.openTextDocument(uri);
  for (let tries = 1; ; tries += 1) {
    const before = document.getText();
    const slices = tries < MOST_TRIES ? new Slices() : undefined;
    const work = mergedInto(before, sides);
    const merged = slices ? await slices.through(work) : atOnce(work);
    // What was typed meanwhile is to be merged, too.
    if (document.getText() !== before) continue;
    if (merged === undefined) return undefined;
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(new vscode.Position(0, 0), document.positionAt(before.length));
    edit.replace(uri, all, merged);
    if (!(await vscode.workspace.applyEdit(edit))) return undefined;
    return { before, after: document.getText() };
  }
}

/** If the user keeps typing while a large spec is merged, the last try waits for the end of it. */
const MOST_TRIES = 5;

/** A document's text with the cloud's changes in it; `undefined` while it says no spec. */
function* mergedInto(text: string, { base, theirs, format }: MergeSides): Work<string | undefined> {
  const { json } = asJson(text, format);
  if (json === undefined || (yield* jsonFaults(json)).length > 0) return undefined;
  const ancestor = base.ancestor ?? base.text;
  const merging = mergingSpecTexts({ base: ancestor, theirs: theirs.text, mine: json, wins: 'mine' });
  const { text: merged } = yield* merging;
  return yield* rewritingSpec(text, format, merged);
}
