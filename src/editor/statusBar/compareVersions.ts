import * as vscode from 'vscode';
import { compareDocuments, countWays, type SchemaDifference } from '../../schema/compare.js';
import { knownVersions } from '../../schema/versions.js';
import { abortSignal } from '../abortSignal.js';
import type { Connection } from '../connections.js';

/** Asks for a section and two schema versions, and opens what differs between them as a document. */
export async function compareVersions(connection: Connection | undefined): Promise<void> {
  if (!connection) return;
  const { api, schemas } = connection;
  const sections = await schemas.sections();
  const extra = vscode.workspace.getConfiguration('ovhApi').get<string[]>('schemaVersions', []);
  const known = (await knownVersions(api, extra)).map(({ version }) => version);
  const section = await vscode.window.showQuickPick(
    sections.map(({ path }) => path),
    { title: vscode.l10n.t('Which section do you want to compare?') },
  );
  if (section === undefined) return;
  const before = await vscode.window.showQuickPick([...known].reverse(), {
    title: vscode.l10n.t('From which schema version?'),
  });
  if (before === undefined) return;
  const after = await vscode.window.showQuickPick(
    known.filter((version) => version !== before),
    { title: vscode.l10n.t('To which schema version?') },
  );
  if (after === undefined) return;
  const differences = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing v{0} and v{1} of {2}', before, after, section),
      cancellable: true,
    },
    async (_progress, token) => {
      const signal = abortSignal(token);
      const [earlier, later] = await Promise.all([
        schemas.sectionAt(section, before, signal),
        schemas.sectionAt(section, after, signal),
      ]);
      return compareDocuments(earlier.document, later.document);
    },
  );
  const content = comparisonText(section, before, after, differences);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: true });
}

/** What differs, as Markdown: what may break a program first, then by operation. */
export function comparisonText(
  section: string,
  before: string,
  after: string,
  differences: readonly SchemaDifference[],
): string {
  const breaking = differences.filter(({ isBreaking }) => isBreaking);
  const other = differences.filter(({ isBreaking }) => !isBreaking);
  const part = (title: string, list: readonly SchemaDifference[]): readonly string[] =>
    list.length === 0 ? [] : ['', `## ${title} (${String(list.length)})`, '', ...list.map(line)];
  return `${[
    `# ${section}: v${before} → v${after}`,
    '',
    differences.length === 0
      ? vscode.l10n.t('Nothing differs.')
      : vscode.l10n.t(
          '{0} differences, {1} of which may break a program.',
          countWays(differences).all,
          countWays(differences).breaking,
        ),
    ...part(vscode.l10n.t('May break a program'), breaking),
    ...part(vscode.l10n.t('Other differences'), other),
  ].join('\n')}\n`;
}

function line({ kind, subject, operation, field, aspect, before, after }: SchemaDifference): string {
  const sign = { added: '+', removed: '−', changed: '~' }[kind];
  const place = field === '' ? '' : ` ${subject} \`${field}\``;
  const shown = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
  const change = aspect === undefined ? '' : `: ${aspect} ${shown(before)} → ${shown(after)}`;
  return `- ${sign} \`${operation}\`${place}${change}`;
}
