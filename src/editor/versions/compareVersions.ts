import * as vscode from 'vscode';
import type { Connection } from '../connections/connections.js';
import { chooseRead } from './chooseRead.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { showDifferences } from './showDifferences.js';
import { versionLabel } from './versionName.js';
import { howKnown } from './versionRows.js';
import type { ComparisonReports } from './report/comparisonReports.js';

interface VersionItem extends vscode.QuickPickItem {
  /** `undefined` is the default. */
  readonly version: string | undefined;
}

/** Asks for a section and two schema versions, and opens a report of what differs between them. */
export async function compareVersions(
  connection: Connection,
  versions: SchemaVersions,
  reports: Pick<ComparisonReports, 'show'>,
): Promise<void> {
  const { account, api, schemas } = connection;
  const section = await chooseRead(vscode.l10n.t('Which section do you want to compare?'), (signal) =>
    schemas.sections(signal).then((sections) => sections.map(({ path }) => ({ label: path }))),
  );
  if (section === undefined) return;
  const known = async (signal: AbortSignal): Promise<readonly VersionItem[]> => {
    await versions.told(account.id).probe(api, schemas, signal);
    return [undefined, ...versions.known(account.id)].map((one) => ({
      label: versionLabel(one?.version),
      version: one?.version,
      ...(one && { detail: howKnown(one) }),
    }));
  };
  const before = await chooseRead(vscode.l10n.t('From which schema version?'), known);
  if (before === undefined) return;
  const after = await chooseRead(vscode.l10n.t('To which schema version?'), async (signal) =>
    (await known(signal)).filter(({ version }) => version !== before.version),
  );
  if (after === undefined) return;
  await showDifferences(connection, reports, { before: before.version, after: after.version }, section.label);
}
