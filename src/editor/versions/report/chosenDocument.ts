import * as vscode from 'vscode';
import type { LoadedSection } from '../../../schema/schemaSource.js';
import { readApiDocumentText } from '../../../resource/apiDocumentText.js';
import type { KnownAccount } from '../../../api/knownAccount.js';
import type { Connections } from '../../connections/connections.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { chooseRead } from '../chooseRead.js';
import type { ComparedDocument } from '../../../schema/comparison/comparison.js';
import { showProgress } from '../../shell/messages.js';

/** An API document that was chosen to be compared. */
export interface ChosenDocument {
  /** What it is called beside another one. */
  readonly name: string;
  readonly document: ComparedDocument;
  /** The section that it is of; `undefined` for a file. */
  readonly section: string | undefined;
}

interface SourceItem extends vscode.QuickPickItem {
  /** `undefined` when none was chosen on the way. Throws what reading the document throws. */
  readonly read?: (section: string | undefined) => Promise<ChosenDocument | undefined>;
}

export interface ChooseDocumentOptions {
  readonly accounts: readonly KnownAccount[];
  readonly connections: Pick<Connections, 'get'>;
}

/** A file that isn't an API document, or can't be read. `message` is for the user. */
export class UnreadableDocument extends Error {}

/** Asks for an API document: an open editor, a file, or a section of an account. `other` is the one that it is compared with. */
export async function chooseDocument(
  title: string,
  other: ChosenDocument | undefined,
  { accounts, connections }: ChooseDocumentOptions,
): Promise<ChosenDocument | undefined> {
  const editors = vscode.workspace.textDocuments.filter(
    (editor) => isApiDocument(editor) && pathOf(editor.uri) !== other?.document.uri,
  );
  const items: readonly SourceItem[] = [
    ...separated(
      vscode.l10n.t('Open editors'),
      editors.map((editor) => ({
        label: `$(file-code) ${nameOf(editor.uri)}`,
        read: () => Promise.resolve(documentOf(editor.uri, editor.getText())),
      })),
    ),
    ...separated(vscode.l10n.t('Files'), [
      { label: vscode.l10n.t('$(folder-opened) Choose a File…'), read: () => chooseFile(title) },
    ]),
    ...separated(
      vscode.l10n.t('Accounts'),
      accounts.map((account) => ({
        label: `$(cloud) ${account.label}`,
        description: account.endpoint.origin,
        read: (known) => chooseSection(account, known, connections),
      })),
    ),
  ];
  const item = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return item?.read?.(other?.section);
}

function separated(label: string, items: readonly SourceItem[]): readonly SourceItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** More of an editor isn't searched for what only an API document has, which is near its beginning. */
const FIRST_CHARACTERS = 2_000;

function isApiDocument(document: vscode.TextDocument): boolean {
  if (!['file', 'untitled', 'vscode-remote', 'vscode-vfs'].includes(document.uri.scheme)) return false;
  const start = document.getText(new vscode.Range(0, 0, 40, 0)).slice(0, FIRST_CHARACTERS);
  return /^\s*["']?openapi["']?\s*:/m.test(start) || /^\s*\{\s*"openapi"\s*:/.test(start);
}

async function chooseFile(title: string): Promise<ChosenDocument | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Compare'),
      filters: { [vscode.l10n.t('API documents')]: ['json', 'yaml', 'yml'] },
    })) ?? [];
  if (!uri) return undefined;
  return documentOf(uri, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function documentOf(uri: vscode.Uri, text: string): ChosenDocument {
  const name = nameOf(uri);
  try {
    const { document, lineOf } = readApiDocumentText(text);
    return { name, section: undefined, document: { document, lineOf, uri: pathOf(uri) } };
  } catch (cause) {
    const message = vscode.l10n.t('{0} isn’t an OpenAPI 3 document in JSON or YAML.', name);
    throw new UnreadableDocument(message, { cause });
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** As code scanning knows a file: by its place in the workspace. */
function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false).split(/[\\/]/).map(encodeURIComponent).join('/');
}

async function chooseSection(
  account: KnownAccount,
  known: string | undefined,
  connections: Pick<Connections, 'get'>,
): Promise<ChosenDocument | undefined> {
  const connection = connections.get(account.id);
  if (!connection) return undefined;
  const { schemas } = connection;
  const chosen = await chooseRead(vscode.l10n.t('Select a section of {0}', account.label), async (signal) => {
    const sections = (await schemas.sections(signal)).map(({ path }) => ({ label: path }));
    // What is compared already is at hand first.
    return sections.sort((a, b) => Number(b.label === known) - Number(a.label === known));
  });
  if (!chosen) return undefined;
  const loaded = await reading(chosen.label, (signal) => schemas.section(chosen.label, signal));
  const version = loaded.asked === 'default' ? '' : ` v${loaded.asked}`;
  const uri = `${loaded.section.split('/').filter(Boolean).map(encodeURIComponent).join('/')}.json`;
  return {
    name: `${account.label}${version}`,
    section: loaded.section,
    document: { document: loaded.document, uri },
  };
}

function reading(
  section: string,
  read: (signal: AbortSignal) => Promise<LoadedSection>,
): Thenable<LoadedSection> {
  const title = vscode.l10n.t('Reading {0}', section);
  const location = vscode.ProgressLocation.Notification;
  return showProgress({ location, title, cancellable: true }, (_progress, token) => read(abortSignal(token)));
}
