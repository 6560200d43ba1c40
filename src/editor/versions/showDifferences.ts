import * as vscode from 'vscode';
import type { SchemaSource } from '../../schema/schemaSource.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection } from '../connections/connections.js';
import type { ComparisonReports } from './report/comparisonReports.js';
import { comparisonTitle, versionComparison, type ComparedVersions } from './versionComparison.js';
import {
  comparedSections,
  existingSectionsAt,
  versionDifference,
} from '../../schema/comparison/versionDifferences.js';
import { showProgress } from '../shell/messages.js';

/**
 * Compares one section at two schema versions, or those that are in use and a few others, and opens a report of what differs.
 * Throws what reading the documents throws, the API's refusal of a version among it.
 */
export async function showDifferences(
  { schemas }: Pick<Connection, 'schemas'>,
  reports: Pick<ComparisonReports, 'show'>,
  versions: ComparedVersions,
  section?: string,
): Promise<void> {
  const title = [...(section === undefined ? [] : [section]), comparisonTitle(versions)].join(' ');
  const comparison = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing {0}', title),
      cancellable: true,
    },
    async (_progress, token) => {
      const signal = abortSignal(token);
      const all = section === undefined ? await allPaths(schemas, signal) : [section];
      const paths = comparedSections(all, schemas.readPaths());
      const [from, to] = await Promise.all([
        existingSectionsAt(schemas, paths, versions.before, signal),
        existingSectionsAt(schemas, paths, versions.after, signal),
      ]);
      const { sections } = await versionDifference(from, to, signal);
      const isPart = paths.length < all.length;
      const text = vscode.l10n.t('{0} of {1} sections were compared.', paths.length, all.length);
      return versionComparison(versions, sections, {
        ...(section !== undefined && { section }),
        notes: isPart ? [{ tone: 'neutral', text }] : [],
      });
    },
  );
  reports.show(comparison);
}

async function allPaths(schemas: SchemaSource, signal: AbortSignal): Promise<readonly string[]> {
  return (await schemas.sectionsAt('default', signal)).map(({ path }) => path);
}
