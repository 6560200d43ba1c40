import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { parseVersion, type KnownVersion } from '../../schema/versions.js';
import type { Connection } from '../connections/connections.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { showDifferences } from './showDifferences.js';
import {
  versionRows,
  type VersionButton,
  type VersionFacts,
  type VersionRow,
  type VersionPickerResult,
} from './versionRows.js';
import type { VersionSwitch } from './versionSwitch.js';
import type { ComparisonReports } from './report/comparisonReports.js';
import { showInput } from '../shell/messages.js';

export interface SchemaVersionPickerOptions {
  readonly versions: SchemaVersions;
  readonly versionSwitch: VersionSwitch;
  readonly reports: Pick<ComparisonReports, 'show'>;
  readonly note: (failure: unknown) => void;
}

/** Lists the schema versions that are known, with how each is known, and does with one what the user chooses. */
export async function pickSchemaVersion(
  connection: Connection,
  options: SchemaVersionPickerOptions,
): Promise<void> {
  const { versions, versionSwitch, reports } = options;
  const result = await choose(connection, options);
  switch (result?.kind) {
    case 'pick':
    case 'forget':
      await versionSwitch.to(connection, result);
      break;
    case 'enter': {
      const version = await enterVersion();
      if (version !== undefined) {
        await versionSwitch.to(connection, { kind: 'pick', version, place: 'workspace' });
      }
      break;
    }
    case 'cancel':
      versionSwitch.cancel();
      break;
    case 'differences':
      await showDifferences(connection, reports, {
        before: versions.picked(connection.account.id),
        after: result.version,
      });
      break;
    case undefined:
      break;
  }
}

function enterVersion(): Thenable<string | undefined> {
  return showInput({
    title: vscode.l10n.t('Enter a Schema Version'),
    prompt: vscode.l10n.t('It’s used only if the API accepts it.'),
    placeHolder: '1.0',
    validateInput: (text) =>
      parseVersion(text.trim()) ? undefined : vscode.l10n.t('Enter a version as major.minor, such as 1.0'),
  }).then((text) => text?.trim());
}

/** Shows what is known at once, and what the API names as soon as it does. `undefined` when nothing was chosen. */
async function choose(
  connection: Connection,
  { versions, versionSwitch, note }: SchemaVersionPickerOptions,
): Promise<VersionPickerResult | undefined> {
  const { account, api, schemas } = connection;
  const pick = vscode.window.createQuickPick<VersionRow>();
  const abort = new AbortController();
  pick.title = vscode.l10n.t('Schema version of all requests of {0}', account.label);
  pick.placeholder = vscode.l10n.t('Pick a version, or enter one such as 1.0');
  pick.matchOnDescription = true;
  let shown: readonly KnownVersion[] = [];
  const draw = (): void => {
    shown = belowShown(versions.known(account.id), shown);
    showRows(pick, {
      known: shown,
      standard: versions.namedBy(account.id).standard,
      choice: versions.choice(account.id),
      accountChoice: versions.accountChoice(account.id),
      pending: versionSwitch.pending(account.id),
    });
  };
  draw();
  pick.busy = true;
  pick.show();
  versions
    .namedBy(account.id)
    .probe(api, schemas, abort.signal)
    .then(draw)
    .catch((failure: unknown) => {
      // What is known is shown all the same; picking a version says why the API can't be reached.
      if (!(failure instanceof CancelledError)) note(failure);
    })
    .finally(() => {
      if (!abort.signal.aborted) pick.busy = false;
    });
  try {
    return await new Promise<VersionPickerResult | undefined>((resolve) => {
      pick.onDidChangeValue(draw);
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.result);
      });
      pick.onDidTriggerItemButton(({ button }) => {
        resolve((button as VersionButton).result);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** What is shown stays where it is, so that a click hits what it aims at: what was learned meanwhile comes below. */
function belowShown(known: readonly KnownVersion[], shown: readonly KnownVersion[]): readonly KnownVersion[] {
  const versions = shown.map(({ version }) => version);
  const place = ({ version }: KnownVersion): number =>
    versions.includes(version) ? versions.indexOf(version) : versions.length;
  return [...known].sort((a, b) => place(a) - place(b));
}

/** Draws the lines again; the marked one stays marked. */
function showRows(pick: vscode.QuickPick<VersionRow>, facts: VersionFacts): void {
  const active = JSON.stringify(pick.activeItems[0]?.result);
  pick.items = versionRows(facts, pick.value);
  // While something is typed, VS Code marks the best match.
  if (pick.value !== '') return;
  const marked = pick.items.find(({ result }) => result !== undefined && JSON.stringify(result) === active);
  const current = pick.items.find(({ isCurrent }) => isCurrent);
  const [item] = [marked, current].filter((one) => one !== undefined);
  if (item) pick.activeItems = [item];
}
