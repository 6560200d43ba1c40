import * as vscode from 'vscode';
import type { RunResult } from '../../../scratchpad/run.js';
import { displayLine } from '../../../resource/displayText.js';
import { problemText } from '../problemText.js';
import type { SendOutcome } from './run.js';

/** How a run is marked: shape and colour say the same. */
export type RunMark = 'sending' | 'passed' | 'failed' | 'stopped';

export function markOf(outcome: SendOutcome | undefined): RunMark {
  if (!outcome) return 'sending';
  if (outcome.kind === 'refused') return 'failed';
  if (outcome.kind !== 'answered') return outcome.kind;
  return outcome.verdict.isPassed ? 'passed' : 'failed';
}

/** A run in a few words, for the end of its request's line: “200 · 84 ms · 12 items”. */
export function runText(outcome: SendOutcome | undefined): string {
  if (!outcome) return vscode.l10n.t('Sending…');
  if (outcome.kind === 'stopped') return vscode.l10n.t('Canceled.');
  if (outcome.kind === 'refused') return outcome.problems.slice(0, 1).map(problemText).join('');
  if (outcome.kind === 'failed') return displayLine(outcome.sentence, { limit: 120 });
  const { result, verdict } = outcome;
  const unmet = verdict.verdicts.filter(({ isMet }) => !isMet).length;
  const [page, items] = [result.firstPage ?? 1, itemsOf(result)];
  return [
    String(result.response.status),
    `${String(Math.round(result.response.durationMs))} ms`,
    ...(page > 1 ? [vscode.l10n.t('page {0}', page)] : []),
    ...(items === undefined
      ? []
      : [items === 1 ? vscode.l10n.t('1 item') : vscode.l10n.t('{0} items', items)]),
    ...(unmet > 0 ? [vscode.l10n.t('{0} of {1} expectations not met', unmet, verdict.verdicts.length)] : []),
  ].join(' · ');
}

function itemsOf({ pages, items, response }: RunResult): number | undefined {
  const isAccepted = response.status >= 200 && response.status < 300;
  return pages?.items ?? (isAccepted ? items : undefined);
}
