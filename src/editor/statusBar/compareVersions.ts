import * as vscode from 'vscode';
import { compareDocuments } from '../../schema/compare.js';
import { knownVersions } from '../../schema/versions.js';
import { abortSignal } from '../abortSignal.js';
import type { Connection } from '../connections.js';
import { comparisonText } from './comparisonText.js';
import { versionsOfSettings } from './versionFacts.js';
import type { VersionTexts } from './versionTexts.js';

/** Asks for a section and two schema versions, and opens what differs between them as a document. */
export async function compareVersions(connection: Connection, texts: VersionTexts): Promise<void> {
  const { api, schemas } = connection;
  const section = await choose(
    vscode.l10n.t('Which section do you want to compare?'),
    schemas.sections().then((sections) => sections.map(({ path }) => path)),
  );
  if (section === undefined) return;
  const known = knownVersions(api, versionsOfSettings()).then((all) => all.map(({ version }) => version));
  const before = await choose(
    vscode.l10n.t('From which schema version?'),
    known.then((versions) => [...versions].reverse()),
  );
  if (before === undefined) return;
  const after = await choose(
    vscode.l10n.t('To which schema version?'),
    known.then((versions) => versions.filter((version) => version !== before)),
  );
  if (after === undefined) return;
  const text = await vscode.window.withProgress(
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
      const differences = compareDocuments(earlier.document, later.document);
      return comparisonText([{ section, versions: [before, after], differences }]);
    },
  );
  await texts.show(`${section} v${before} → v${after}`, text);
}

/** The list shows that it is being read until it is there. Throws what reading it threw. */
async function choose(title: string, items: Promise<readonly string[]>): Promise<string | undefined> {
  const stop = new vscode.CancellationTokenSource();
  // VS Code would show the failure itself, in words of its own, and go on waiting.
  const failed = items.then(
    () => new Promise<never>(() => undefined),
    (failure: unknown) => {
      stop.cancel();
      throw failure;
    },
  );
  const list = items.then(
    (all) => all,
    () => [],
  );
  return Promise.race([vscode.window.showQuickPick(list, { title }, stop.token), failed]);
}
