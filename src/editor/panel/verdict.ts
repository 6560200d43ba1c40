import type { l10n } from 'vscode';
import type { SpecView } from '../../protocol.js';
import { displayLine } from './displayText.js';
import type { PanelReading } from './panelFacts.js';
import { resourceStatusView } from './statusText.js';

type Localizer = Pick<typeof l10n, 't'>;
type Verdict = Pick<SpecView, 'tone' | 'title' | 'summary'>;

/** What is known beside the last reading. */
export interface Circumstances {
  /** A task is under way. */
  readonly isLive: boolean;
  /** The API knows the resource no longer. */
  readonly isGone: boolean;
}

/**
 * The one sentence about the whole: whether the resource is what its spec asks for. It never says more than the API does:
 * fields that agree are not "in sync" when the resource is gone, when its newest task failed, or when its status says
 * otherwise.
 */
export function verdict(reading: PanelReading, { isLive, isGone }: Circumstances, l10n: Localizer): Verdict {
  if (isGone) {
    const summary = l10n.t('There is nothing left to compare.');
    return { tone: 'neutral', title: l10n.t('No longer there'), summary };
  }
  const { failedTask, targetSpec } = reading;
  const compared = comparison(reading, isLive, l10n);
  if (!failedTask) return compared;
  const [error] = failedTask.errors;
  return {
    tone: 'error',
    title: l10n.t('{0} has failed', displayLine(failedTask.type ?? failedTask.id)),
    summary: [
      ...(targetSpec === undefined ? [] : [fieldsSummary(reading.changes.length, l10n)]),
      ...(error === undefined ? [] : [l10n.t('The task says: {0}', displayLine(error))]),
    ].join(' '),
  };
}

function comparison(
  { targetSpec, changes, status }: PanelReading,
  isLive: boolean,
  l10n: Localizer,
): Verdict {
  if (targetSpec === undefined) {
    return {
      tone: 'neutral',
      title: l10n.t('This resource has no desired state of its own.'),
      summary: l10n.t('What is saved is real at once, so there is nothing to compare.'),
    };
  }
  if (changes.length > 0) {
    const many = l10n.t('{0} pending changes', changes.length);
    return {
      tone: 'waiting',
      title: changes.length === 1 ? l10n.t('1 pending change') : many,
      summary: fieldsSummary(changes.length, l10n),
    };
  }
  if (isLive && status === 'DELETING') {
    return {
      tone: 'busy',
      title: l10n.t('Being deleted'),
      summary: l10n.t('It is being deleted; what its spec asks for no longer counts.'),
    };
  }
  if (isLive) {
    return {
      tone: 'busy',
      title: l10n.t('In sync so far'),
      summary: l10n.t('The actual state is what the spec asks for; the cloud is still at work.'),
    };
  }
  return agreement(status, l10n);
}

/** All fields agree and nothing is under way: it is in sync unless its status speaks against it. */
function agreement(status: string | undefined, l10n: Localizer): Verdict {
  if (status === 'ERROR' || status === 'OUT_OF_SYNC') {
    const { tone, text } = resourceStatusView(status, l10n);
    return {
      tone,
      title: l10n.t('No field differs, yet it is {0}', text),
      summary: l10n.t('The history below may say why.'),
    };
  }
  return { tone: 'ok', title: l10n.t('In sync'), summary: fieldsSummary(0, l10n) };
}

function fieldsSummary(changes: number, l10n: Localizer): string {
  return changes === 0
    ? l10n.t('The actual state is what the spec asks for.')
    : l10n.t('Asked for in the spec, not yet in the actual state.');
}
