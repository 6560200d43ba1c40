import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import type { Connection } from '../connections.js';
import { changelogText, comparisonText } from './comparisonText.js';
import type { SchemaVersions } from './schemaVersions.js';
import { gatherFacts, type VersionFacts } from './versionFacts.js';
import { versionName } from './versionName.js';
import { versionRows, type VersionButton, type VersionRow, type VersionWish } from './versionRows.js';
import { today, type VersionSightings } from './versionSightings.js';
import type { VersionSwitch } from './versionSwitch.js';
import type { VersionTexts } from './versionTexts.js';

export interface SchemaVersionPickerOptions {
  readonly versions: SchemaVersions;
  readonly sightings: VersionSightings;
  readonly versionSwitch: VersionSwitch;
  readonly texts: VersionTexts;
  readonly reportFailure: (failure: unknown) => void;
  readonly note: (failure: unknown) => void;
}

/** Lists the schema versions that exist, with what is known of each, and does with one what somebody wishes. */
export async function pickSchemaVersion(
  connection: Connection,
  options: SchemaVersionPickerOptions,
): Promise<void> {
  const { versions, sightings, versionSwitch, texts } = options;
  const { id } = connection.account;
  const facts: VersionFacts = {
    known: [],
    choice: versions.choice(id),
    accountChoice: versions.accountChoice(id),
    pending: versionSwitch.pending(id),
    differences: new Map(),
    compared: { sections: 0, of: 0 },
    changes: [],
    sightings: sightings.of(id),
    today: today(),
  };
  const wish = await choose(connection, facts, options);
  switch (wish?.kind) {
    case 'pick':
    case 'forget':
      await versionSwitch.to(connection, wish);
      break;
    case 'cancel':
      versionSwitch.cancel();
      break;
    case 'changelog':
      await texts.show(
        vscode.l10n.t('Changelog of v{0}', wish.version),
        changelogText(wish.version, facts.changes),
      );
      break;
    case 'differences':
      await texts.show(
        `${versionName(facts.choice?.version)} → v${wish.version}`,
        comparisonText(facts.differences.get(wish.version)?.sections ?? []),
      );
      break;
    case undefined:
      break;
  }
}

/** Shows the choices, with what is known of each as soon as it is known. `undefined` when nothing was chosen. */
async function choose(
  connection: Connection,
  facts: VersionFacts,
  { reportFailure, note }: SchemaVersionPickerOptions,
): Promise<VersionWish | undefined> {
  const pick = vscode.window.createQuickPick<VersionRow>();
  const abort = new AbortController();
  pick.title = vscode.l10n.t('Schema version of all requests of {0}', connection.account.label);
  pick.placeholder = vscode.l10n.t('Pick a version, or type one such as 1.0');
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.show();
  const told = (): void => {
    showRows(pick, facts);
  };
  told();
  gatherFacts(connection, { facts, told, note, signal: abort.signal })
    .catch((failure: unknown) => {
      if (!(failure instanceof CancelledError)) reportFailure(failure);
    })
    .finally(() => {
      if (!abort.signal.aborted) pick.busy = false;
    });
  try {
    return await new Promise<VersionWish | undefined>((resolve) => {
      pick.onDidChangeValue(told);
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.wish);
      });
      pick.onDidTriggerItemButton(({ button }) => {
        resolve((button as VersionButton).wish);
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

/** Draws the lines again; the marked one stays marked. */
function showRows(pick: vscode.QuickPick<VersionRow>, facts: VersionFacts): void {
  const active = JSON.stringify(pick.activeItems[0]?.wish);
  pick.items = versionRows(facts, pick.value);
  // While something is typed, VS Code marks the best match.
  if (pick.value !== '') return;
  const marked = pick.items.find(({ wish }) => wish !== undefined && JSON.stringify(wish) === active);
  const current = pick.items.find(({ isCurrent }) => isCurrent);
  const [item] = [marked, current].filter((one) => one !== undefined);
  if (item) pick.activeItems = [item];
}
