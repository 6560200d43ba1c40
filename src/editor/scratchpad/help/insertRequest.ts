import * as vscode from 'vscode';
import { CancelledError } from '../../../api/errors.js';
import type { Operation } from '../../../schema/catalogue.js';
import type { LoadedSection } from '../../../schema/schemaSource.js';
import {
  searchable,
  searchOperations,
  type SearchableOperation,
} from '../../../scratchpad/help/searchOperations.js';
import { requestSkeleton } from '../../../scratchpad/help/requestSkeleton.js';
import { insertBlocks } from '../../../scratchpad/requestBlocks.js';
import type { Connection } from '../../connections/connections.js';
import { retirementWord } from '../../shell/retirementText.js';
import { notEdited } from '../../shell/writeFileText.js';
import { openRequestFile } from '../openRequestFile.js';
import { LANGUAGE } from '../requestDocuments.js';
import { withPlaceholders } from './placeholders.js';

interface Row extends vscode.QuickPickItem {
  readonly operation?: Operation;
}

export interface InsertRequestOptions {
  readonly connection: Pick<Connection, 'schemas'>;
  readonly note: (failure: unknown) => string;
}

/**
 * Lets a person look for an operation among those of all sections, and puts a request of it behind the one at the cursor; into a new
 * file where no request file is open. Throws what reading the sections throws.
 */
export async function insertRequest(options: InsertRequestOptions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const picked = await pickOperation(options);
  if (!picked) return;
  const block = requestSkeleton(picked.section.document, picked.operation);
  if (editor?.document.languageId !== LANGUAGE) {
    await openRequestFile('');
    await insertAt(vscode.window.activeTextEditor, block);
    return;
  }
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  await insertAt(editor, block);
}

async function insertAt(
  editor: vscode.TextEditor | undefined,
  block: ReturnType<typeof requestSkeleton>,
): Promise<void> {
  if (!editor) return;
  const { document, selection } = editor;
  const { offset, text } = insertBlocks(document.getText(), document.offsetAt(selection.active), [block]);
  const position = document.positionAt(offset);
  if (!(await editor.insertSnippet(snippetOf(text), position))) throw notEdited(document.uri);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The identifiers and the values of the request line become places to fill in. */
function snippetOf(text: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  for (const line of text.split(/(?<=\n)/)) {
    if (/^[A-Z]+ \//.test(line)) withPlaceholders(snippet, line);
    else snippet.appendText(line);
  }
  return snippet;
}

function pickOperation(
  options: InsertRequestOptions,
): Promise<{ readonly operation: Operation; readonly section: LoadedSection } | undefined> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Insert Request');
  pick.placeholder = vscode.l10n.t('Words of the path or the description');
  const reading = new AbortController();
  const found = new Map<Operation, LoadedSection>();
  let all: readonly SearchableOperation[] = [];
  let failed = 0;
  const show = (): void => {
    pick.items = rowsOf(searchOperations(all, pick.value), failed, pick.busy);
  };
  pick.onDidChangeValue(show);
  pick.busy = true;
  pick.show();
  const take = (section: LoadedSection): void => {
    for (const operation of section.catalogue.operations) found.set(operation, section);
    all = [...all, ...searchable(section.catalogue.operations)];
    show();
  };
  const read = readSections(options, reading.signal, take, () => {
    failed += 1;
  }).finally(() => {
    pick.busy = false;
    if (!reading.signal.aborted) show();
  });
  return new Promise((resolve, reject) => {
    read.catch((failure: unknown) => {
      pick.dispose();
      reject(failure instanceof Error ? failure : new Error(String(failure)));
    });
    pick.onDidAccept(() => {
      const operation = pick.activeItems[0]?.operation;
      const section = operation && found.get(operation);
      if (!operation || !section) return;
      resolve({ operation, section });
      pick.hide();
    });
    pick.onDidHide(() => {
      reading.abort();
      resolve(undefined);
      pick.dispose();
    });
  });
}

/** Reads all sections, each reported as it comes; one that can't be read is noted and counted. */
async function readSections(
  { connection, note }: InsertRequestOptions,
  signal: AbortSignal,
  take: (section: LoadedSection) => void,
  fail: () => void,
): Promise<void> {
  try {
    const sections = await connection.schemas.sections(signal);
    await Promise.all(
      sections.map(async ({ path }) => {
        try {
          const section = await connection.schemas.section(path, signal);
          if (!signal.aborted) take(section);
        } catch (failure) {
          if (failure instanceof CancelledError) return;
          note(failure);
          fail();
        }
      }),
    );
  } catch (failure) {
    if (!(failure instanceof CancelledError)) throw failure;
  }
}

/** All rows are shown, since what is typed has been looked for already. */
function rowsOf(operations: readonly Operation[], failed: number, isReading: boolean): readonly Row[] {
  const rows = operations.map((operation): Row => {
    const { method, path, summary, description } = operation;
    const word = retirementWord(operation);
    const labels = [...operation.badges.map(({ label }) => label), ...(word === undefined ? [] : [word])];
    const [line = ''] = (description ?? '').split('\n', 1);
    return {
      label: `${method} ${path}`,
      description: [summary ?? '', ...labels].filter((part) => part !== '').join(' · '),
      ...(line === '' || line === summary ? {} : { detail: line }),
      alwaysShow: true,
      operation,
    };
  });
  if (failed > 0) {
    const label = vscode.l10n.t('{0} sections couldn’t be read. See the log for the reason.', failed);
    rows.push({ label: `$(warning) ${label}`, alwaysShow: true });
  } else if (rows.length === 0 && !isReading) {
    rows.push({ label: vscode.l10n.t('No operation has all of these words.'), alwaysShow: true });
  }
  return rows;
}
