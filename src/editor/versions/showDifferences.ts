import * as vscode from 'vscode';
import type { SchemaSource } from '../../schema/schemaSource.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection } from '../connections/connections.js';
import { comparisonText, comparisonTitle, type ComparedVersions } from './comparisonText.js';
import {
  comparedSections,
  sectionsAt,
  versionDifference,
  type SectionsAtVersion,
} from './versionDifferences.js';
import type { VersionTexts } from './versionTexts.js';

/**
 * Compares one section at two schema versions, or those that are in use and a few others, and opens what differs as a document.
 * Throws what reading the documents throws, the API's refusal of a version among it.
 */
export async function showDifferences(
  { schemas }: Pick<Connection, 'schemas'>,
  texts: Pick<VersionTexts, 'show'>,
  versions: ComparedVersions,
  section?: string,
): Promise<void> {
  const title = [...(section === undefined ? [] : [section]), comparisonTitle(versions)].join(' ');
  const text = await vscode.window.withProgress(
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
        existingAt(schemas, paths, versions.before, signal),
        existingAt(schemas, paths, versions.after, signal),
      ]);
      const { sections } = await versionDifference(from, to, signal);
      const compared = comparisonText(versions, sections);
      if (paths.length === all.length) return compared;
      return `${compared}\n${vscode.l10n.t('{0} of {1} sections were compared.', paths.length, all.length)}\n`;
    },
  );
  await texts.show(title, text);
}

async function allPaths(schemas: SchemaSource, signal: AbortSignal): Promise<readonly string[]> {
  return (await schemas.sectionsAt('default', signal)).map(({ path }) => path);
}

/** As `sectionsAt`; when no section has the version, the first says why. */
async function existingAt(
  schemas: SchemaSource,
  paths: readonly string[],
  version: string | undefined,
  signal: AbortSignal,
): Promise<SectionsAtVersion> {
  const found = await sectionsAt(schemas, paths, version, signal);
  const [first] = paths;
  if (found.size === 0 && first !== undefined) await schemas.sectionAt(first, version ?? 'default', signal);
  return found;
}
