import * as vscode from 'vscode';
import { sameAddress, toApiPath } from '../../../resource/address.js';
import type { KeptSpec } from '../../../resource/ownSaves.js';
import { Slices, type Work } from '../../../resource/slices.js';
import { readSpecValue } from '../../../resource/spec.js';
import { describePath, diffSpecs, type SpecChange } from '../../../resource/specDiff.js';
import type { Item } from '../../../schema/catalogue.js';
import type { Connections } from '../../connections/connections.js';
import { documentAt, targetAddress, type CommandTarget } from '../../shell/documentUri.js';
import { openedUri } from '../document/openedUri.js';
import { listChanges } from '../../changes/saveConfirmation.js';
import type { KnownResources } from '../../explorer/knownResources.js';
import { agoText } from '../../shell/agoText.js';
import { stoppable } from '../../shell/stoppable.js';
import { EARLIER_SCHEME, earlierUri, presentSpec, restored, type EarlierSpecs } from './earlierSpecs.js';
import type { Journal } from '../../../resource/journal.js';
import { showInformation, showWarning } from '../../shell/messages.js';
import { closeTabs } from '../../shell/textsInMemory.js';
import { notEdited, replaceText } from '../../shell/writeFileText.js';

export interface RestoreOptions {
  readonly connections: Connections;
  readonly known: Pick<KnownResources, 'nameOf'>;
  readonly journal: Journal;
  readonly earlier: EarlierSpecs;
}

interface EntryPick extends vscode.QuickPickItem {
  readonly entry: KeptSpec;
}

/**
 * Asks which of a resource's earlier specs is meant, shows what restoring it would change, and offers to. Throws what
 * reading the resource throws.
 */
export async function restoreEarlierSpec(options: RestoreOptions, target: CommandTarget): Promise<void> {
  const address = targetAddress(target);
  const connection = address && options.connections.get(address.account);
  if (!address || !connection) return;
  const name = options.known.nameOf(address);
  const entries = await options.journal.entries(address);
  if (entries.length === 0) {
    nothingKept(name);
    return;
  }
  const uri = openDocument(target) ?? openedUri(options.known, address, 'spec');
  const document = await vscode.workspace.openTextDocument(uri);
  const { item } = await connection.schemas.forPath(toApiPath(address));
  const title = vscode.l10n.t('Comparing the earlier specs of {0}…', name);
  const picks = item
    ? await stoppable(title, (signal) => entryPicks(entries, { document, item, signal }))
    : [];
  if (picks.length === 0) {
    nothingKept(name);
    return;
  }
  const picked = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Restore an Earlier Spec of {0}', name),
    placeHolder: vscode.l10n.t('The changes are shown before anything is restored.'),
    matchOnDetail: true,
  });
  if (picked) await preview(options, uri, picked.entry, name);
}

/** Puts an earlier spec that is shown into its document, as an edit that is not saved. */
export async function restoreShown(
  { earlier }: RestoreOptions,
  target: vscode.Uri | undefined,
): Promise<void> {
  const uri = target ?? vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== EARLIER_SCHEME) return;
  const spec = await earlier.at(uri);
  if (!spec) {
    void showWarning(vscode.l10n.t('This earlier spec is no longer available.'));
    return;
  }
  const { document, text, missing } = spec;
  if (!(await replaceText(document, text))) throw notEdited(document.uri);
  await vscode.window.showTextDocument(document, { preview: false });
  await closeTabs((uris) => uris.some((one) => one.toString() === uri.toString()));
  if (missing.length === 0) return;
  void showWarning(
    vscode.l10n.t(
      'Secrets aren’t kept with earlier specs, and these aren’t in the current one: {0}. Enter them before you save.',
      missing.map(describePath).join(', '),
    ),
  );
}

/** The spec document that a command is run on, or one of the same resource that is open. */
function openDocument(target: CommandTarget): vscode.Uri | undefined {
  const address = targetAddress(target);
  const uris = [
    target && 'kind' in target ? undefined : (target ?? vscode.window.activeTextEditor?.document.uri),
    ...vscode.workspace.textDocuments.map((document) => document.uri),
  ];
  return uris.find((uri) => {
    const place = documentAt(uri);
    return place?.view === 'spec' && address !== undefined && sameAddress(place.address, address);
  });
}

interface Listing {
  readonly document: vscode.TextDocument;
  readonly item: Item;
  readonly signal: AbortSignal;
}

/** The lines of the list, none for a spec that the document already shows. Rejects with `CancelledError`. */
async function entryPicks(
  entries: readonly KeptSpec[],
  { document, item, signal }: Listing,
): Promise<readonly EntryPick[]> {
  const slices = new Slices();
  const picks: EntryPick[] = [];
  const present = presentSpec(document);
  for (const entry of entries) {
    const { text } = await restored(entry, document, item);
    const changes = await slices.through(comparing(present, text), signal);
    if (changes.length > 0) picks.push(entryPick(entry, listChanges(changes, item)));
  }
  return picks;
}

function* comparing(present: string, earlier: string): Work<readonly SpecChange[]> {
  const [is, was] = [yield* readSpecValue(present), yield* readSpecValue(earlier)];
  yield;
  return diffSpecs(is, was);
}

function entryPick(entry: KeptSpec, changes: string): EntryPick {
  const time = new Date(entry.at).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return { entry, label: timeText(entry), description: time, detail: changes.replaceAll('\n', ' · ') };
}

function timeText({ at, why }: KeptSpec): string {
  const ago = agoText(at, Date.now(), vscode.env.language);
  return why === 'saved' ? vscode.l10n.t('Saved {0}', ago) : vscode.l10n.t('Seen {0}', ago);
}

async function preview(
  options: RestoreOptions,
  document: vscode.Uri,
  entry: KeptSpec,
  name: string,
): Promise<void> {
  const uri = earlierUri(document, entry);
  const ago = agoText(entry.at, Date.now(), vscode.env.language);
  const title = vscode.l10n.t('{0}: current ↔ {1}', name, ago);
  await vscode.commands.executeCommand('vscode.diff', document, uri, title);
  const restore = vscode.l10n.t('Restore');
  const answer = await showInformation(
    vscode.l10n.t('Restore the earlier spec of {0} that is shown? Nothing is sent before you save.', name),
    restore,
  );
  if (answer === restore) await restoreShown(options, uri);
}

function nothingKept(name: string): void {
  void showInformation(
    vscode.l10n.t(
      'No earlier specs of {0}. Specs are kept for 30 days after you open or save them here.',
      name,
    ),
  );
}
