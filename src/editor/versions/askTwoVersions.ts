import * as vscode from 'vscode';
import type { Connection } from '../connections/connections.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { chooseRead } from './chooseRead.js';
import { versionLabel } from './versionName.js';
import { howKnown } from './versionRows.js';

export interface VersionItem extends vscode.QuickPickItem {
  /** `undefined` is the default. */
  readonly version: string | undefined;
}

/** Asks for two different schema versions; `undefined` when one of them wasn't chosen. Throws what finding them out throws. */
export async function askTwoVersions(
  { account, api, schemas }: Connection,
  versions: SchemaVersions,
): Promise<{ readonly before: VersionItem; readonly after: VersionItem } | undefined> {
  const known = async (signal: AbortSignal): Promise<readonly VersionItem[]> => {
    await versions.namedBy(account.id).probe(api, schemas, signal);
    return [undefined, ...versions.known(account.id)].map((one) => ({
      label: versionLabel(one?.version),
      version: one?.version,
      ...(one && { detail: howKnown(one) }),
    }));
  };
  const before = await chooseRead(vscode.l10n.t('Select the schema version to compare from'), known);
  if (before === undefined) return undefined;
  const after = await chooseRead(vscode.l10n.t('Select the schema version to compare to'), async (signal) =>
    (await known(signal)).filter(({ version }) => version !== before.version),
  );
  return after && { before, after };
}
