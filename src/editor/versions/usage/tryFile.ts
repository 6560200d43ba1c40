import * as vscode from 'vscode';
import type { LoadedSection } from '../../../schema/schemaSource.js';
import type { Connection } from '../../connections/connections.js';
import type { SchemaVersions } from '../../connections/schemaVersions.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { chooseRead } from '../chooseRead.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { ComparisonReports } from '../report/comparisonReports.js';
import { existingSectionsAt, versionDifference } from '../../../schema/comparison/versionDifferences.js';
import { versionLabel, versionName } from '../versionName.js';
import { howKnown } from '../versionRows.js';
import { versionComparison } from '../versionComparison.js';
import type { BreakProblems } from './breakProblems.js';
import { fileBreaks } from '../../../scratchpad/usage/fileBreaks.js';
import { isUsingFile, usingFile, type UsingFile } from './workspaceFiles.js';
import { showInformation, showProgress, showWarning } from '../../shell/messages.js';

export interface TryFileOptions {
  readonly versions: SchemaVersions;
  readonly reports: Pick<ComparisonReports, 'show'>;
  readonly problems: Pick<BreakProblems, 'mark'>;
}

/**
 * Asks for a schema version and marks what of a file breaks there. Nothing is sent but for the API documents. Throws what reading them
 * throws, the API's refusal of the version among it.
 */
export async function tryFile(
  connection: Connection,
  target: vscode.Uri | undefined,
  { versions, reports, problems }: TryFileOptions,
): Promise<void> {
  const uri = target ?? vscode.window.activeTextEditor?.document.uri;
  const file = uri && isUsingFile(uri) ? await usingFile(uri) : undefined;
  if (!file) {
    const sentence = vscode.l10n.t(
      'Open a request file or a manifest, then try it at another schema version.',
    );
    void showInformation(sentence);
    return;
  }
  const before = versions.picked(connection.account.id);
  const after = await chooseVersion(connection, versions, before);
  if (!after) return;
  const comparison = await compared(connection, file, { before, after: after.version });
  const broken = problems.mark(comparison, fileBreaks(comparison), file);
  const report = vscode.l10n.t('Show Report');
  const name = versionName(after.version);
  const answer =
    broken.length === 0
      ? await showInformation(
          vscode.l10n.t('No problems found: {0} works with {1}.', file.label, name),
          report,
        )
      : await showWarning(
          broken.length === 1
            ? vscode.l10n.t('1 problem of {0} in {1}. See Problems.', file.label, name)
            : vscode.l10n.t('{2} problems of {0} in {1}. See Problems.', file.label, name, broken.length),
          report,
        );
  if (answer === report) reports.show(comparison);
}

async function chooseVersion(
  { account, api, schemas }: Connection,
  versions: SchemaVersions,
  before: string | undefined,
): Promise<{ readonly version: string | undefined } | undefined> {
  return chooseRead(vscode.l10n.t('Select the schema version to try this file at'), async (signal) => {
    await versions.namedBy(account.id).probe(api, schemas, signal);
    return [undefined, ...versions.known(account.id)]
      .map((one) => ({
        label: versionLabel(one?.version),
        version: one?.version,
        ...(one && { detail: howKnown(one) }),
      }))
      .filter(({ version }) => version !== before);
  });
}

function compared(
  { schemas }: Pick<Connection, 'schemas'>,
  { calls }: UsingFile,
  versions: { readonly before: string | undefined; readonly after: string | undefined },
): Thenable<Comparison> {
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t(
        'Comparing {0}',
        `${versionLabel(versions.before)} → ${versionLabel(versions.after)}`,
      ),
      cancellable: true,
    },
    async (_progress, token) => {
      const signal = abortSignal(token);
      const all = (await schemas.sectionsAt(versions.before ?? 'default', signal)).map(({ path }) => path);
      const used = all.filter((path) =>
        calls.some((call) => call.path === path || call.path.startsWith(`${path}/`)),
      );
      const read = (version: string | undefined): Promise<ReadonlyMap<string, LoadedSection>> =>
        existingSectionsAt(schemas, used, version, signal);
      const [from, to] = await Promise.all([read(versions.before), read(versions.after)]);
      const { sections } = await versionDifference(from, to, signal);
      return versionComparison(versions, sections);
    },
  );
}
