import * as vscode from 'vscode';
import { compareInSlices } from '../../../schema/comparison/compareDocuments.js';
import { abortSignal } from '../../shell/abortSignal.js';
import {
  chooseDocument,
  UnreadableDocument,
  type ChooseDocumentOptions,
  type ChosenDocument,
} from './chosenDocument.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { ComparisonReports } from './comparisonReports.js';
import { showError, showProgress } from '../../shell/messages.js';

/**
 * Asks for two API documents, each an editor, a file or a section of an account, and opens a report of what differs. Throws what reading
 * a section throws.
 */
export async function compareApiDocuments(
  options: ChooseDocumentOptions,
  reports: Pick<ComparisonReports, 'show'>,
): Promise<void> {
  try {
    const before = await chooseDocument(
      vscode.l10n.t('Select the API document to compare, the earlier one first'),
      undefined,
      options,
    );
    if (!before) return;
    const after = await chooseDocument(
      vscode.l10n.t('Select the API document to compare {0} with', before.name),
      before,
      options,
    );
    if (after) reports.show(await compared(before, after));
  } catch (failure) {
    if (!(failure instanceof UnreadableDocument)) throw failure;
    void showError(failure.message);
  }
}

function compared(before: ChosenDocument, after: ChosenDocument): Thenable<Comparison> {
  const [from, to] = distinctNames(before, after);
  const title = `${from} → ${to}`;
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing {0}', title),
      cancellable: true,
    },
    async (_progress, token) => {
      const { document: old } = before.document;
      const { document: current } = after.document;
      const changes = await compareInSlices(old, current, abortSignal(token), { now: Date.now() });
      const name = after.section ?? before.section ?? after.name;
      const section = { name, before: before.document, after: after.document, changes };
      return { title, names: [from, to], sections: [section], notes: [] };
    },
  );
}

/** Two documents of the same name are distinguished by what else is known of them. */
function distinctNames(before: ChosenDocument, after: ChosenDocument): readonly [string, string] {
  if (before.name !== after.name) return [before.name, after.name];
  const long = ({ name, section, document }: ChosenDocument): string =>
    section === undefined ? decodeURIComponent(document.uri) : `${name} ${section}`;
  return [long(before), long(after)];
}
