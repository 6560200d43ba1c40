import * as vscode from 'vscode';
import type { Connection } from '../connections/connections.js';
import { askTwoVersions } from './askTwoVersions.js';
import { chooseRead } from './chooseRead.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { showDifferences } from './showDifferences.js';
import type { ComparisonReports } from './report/comparisonReports.js';

/** Asks for a section and two schema versions, and opens a report of what differs between them. */
export async function compareVersions(
  connection: Connection,
  versions: SchemaVersions,
  reports: Pick<ComparisonReports, 'show'>,
): Promise<void> {
  const { schemas } = connection;
  const section = await chooseRead(vscode.l10n.t('Select the section to compare'), (signal) =>
    schemas.sections(signal).then((sections) => sections.map(({ path }) => ({ label: path }))),
  );
  if (section === undefined) return;
  const asked = await askTwoVersions(connection, versions);
  if (!asked) return;
  const [before, after] = [asked.before.version, asked.after.version];
  await showDifferences(connection, reports, { before, after }, section.label);
}
