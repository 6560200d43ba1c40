import * as vscode from 'vscode';
import type { SendingReport } from '../../resource/applying.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { isDangerous } from '../../resource/specDiff.js';
import { abortSignal } from '../shell/abortSignal.js';
import { applyWithProgress, orderText, outcomeText } from '../changes/applyWords.js';
import { confirmsHarm } from '../shell/questions.js';
import { listWriteOnly } from '../changes/saveConfirmation.js';
import type { BulkEdits, BulkRow } from './bulkEdits.js';
import { nameOf } from './bulkSides.js';
import { editText } from './editWords.js';
import { showError, showInformation, showProgress, showWarning } from '../shell/messages.js';

const NAMED = 10;

/** What a person may want after the report of a bulk edit. */
type NextStep = 'readAgain' | 'goOn' | 'report' | undefined;

/**
 * Sends what is ticked after a last question, one resource after the other, and says how it ended; again when the person
 * leaves out what failed. `showReport` opens the whole of it.
 */
export async function applyBulkEdit(edits: BulkEdits, showReport: () => Promise<void>): Promise<void> {
  if (edits.pending.length === 0 || edits.isSending || !(await confirm(edits))) return;
  for (;;) {
    const report = await send(edits);
    const step = await showResult(report);
    if (step === 'readAgain') await readAgain(edits, report.failed);
    if (step === 'report') await showReport();
    if (step !== 'goOn') return;
  }
}

/** Reads rows again and checks them, so that what was corrected can be sent. */
export function readAgain(edits: BulkEdits, rows: readonly BulkRow[]): Thenable<void> {
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Refreshing'),
      cancellable: true,
    },
    (progress, token) => edits.readAgain(rows, abortSignal(token), stepsIn(progress)),
  );
}

async function confirm({ pending, prepared }: BulkEdits): Promise<boolean> {
  if (!prepared) return false;
  const dangerous = pending.filter(
    ({ verdict }) => verdict?.kind === 'change' && verdict.changes.some(isDangerous),
  );
  const named = dangerous.slice(0, NAMED).map(nameOf);
  const warnings = pending.flatMap(({ verdict }) =>
    verdict?.kind === 'change' ? listWriteOnly(verdict.wanted, prepared.scope.item) : [],
  );
  const detail = [
    ...new Set(warnings),
    editText(prepared.edit, secretFieldsOf(prepared.scope.item)),
    vscode.l10n.t('Each resource is sent as this preview shows it.'),
    orderText(),
    ...(dangerous.length > 0
      ? [vscode.l10n.t('May remove data: {0}', `${named.join(', ')}${dangerous.length > NAMED ? ', …' : ''}`)]
      : []),
  ].join('\n\n');
  const question =
    pending.length === 1
      ? vscode.l10n.t('Change 1 resource?')
      : vscode.l10n.t('Change {0} resources?', pending.length);
  const [act, keep] = [vscode.l10n.t('Apply'), vscode.l10n.t('Back to Preview')];
  return confirmsHarm({ account: prepared.scope.connection.api.account, question, detail, act, keep });
}

function send(edits: BulkEdits): Thenable<SendingReport<BulkRow>> {
  const title = vscode.l10n.t('Applying the bulk edit');
  return applyWithProgress({ title, count: edits.pending.length, nameOf }, (signal, onProgress) =>
    edits.send(signal, onProgress),
  );
}

/** Reports each step before it is done. */
function stepsIn(
  progress: vscode.Progress<{ readonly message?: string; readonly increment?: number }>,
): (done: number, all: number, label: string) => void {
  return (done, all, label) => {
    progress.report({
      message: vscode.l10n.t('{0} of {1}: {2}', done + 1, all, label),
      increment: done === 0 ? 0 : 100 / all,
    });
  };
}

async function showResult(result: SendingReport<BulkRow>): Promise<NextStep> {
  const { done, failed, unsent } = result;
  const report = vscode.l10n.t('Show Report');
  const outcome = outcomeText(result, nameOf);
  if (!outcome) {
    const sentence =
      done.length === 1
        ? vscode.l10n.t('Changed 1 resource.')
        : vscode.l10n.t('Changed {0} resources.', done.length);
    return (await showInformation(sentence, report)) === report ? 'report' : undefined;
  }
  const readRow = vscode.l10n.t('Refresh');
  const goOn = vscode.l10n.t('Skip and Continue');
  const buttons = [
    ...(failed.length > 0 ? [readRow] : []),
    ...(failed.length > 0 && unsent.length > 0 ? [goOn] : []),
    report,
  ];
  const show = outcome.severity === 'error' ? showError : showWarning;
  const answer = await show(outcome.text, ...buttons);
  if (answer === readRow) return 'readAgain';
  if (answer === goOn) return 'goOn';
  return answer === report ? 'report' : undefined;
}
