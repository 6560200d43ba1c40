import type { l10n } from 'vscode';
import type { SpecView } from '../../protocol.js';
import { reasonsOfTask, type Condition } from '../../resource/condition.js';
import { displayLine } from '../../resource/displayText.js';
import type { SpecChange } from '../../resource/specDiff.js';
import type { PanelReading } from './panelFacts.js';
import { MOST_SHOWN } from './panelReading.js';
import { conditionView } from '../shell/statusText.js';

type Localizer = Pick<typeof l10n, 't'>;
type Verdict = Pick<SpecView, 'tone' | 'title' | 'summary'>;

/** What is known beside the last reading. */
export interface Circumstances {
  /** A task is under way. */
  readonly isLive: boolean;
  /** The API knows the resource no longer. */
  readonly isGone: boolean;
  /** BCP 47 tag, for times. */
  readonly locale: string;
}

/**
 * The one sentence about the whole: whether the resource is what its spec asks for. It never says more than the API does:
 * fields that agree are not "up to date" when the resource is gone, when its newest task failed, or when its status says
 * otherwise.
 */
export function verdict(reading: PanelReading, circumstances: Circumstances, l10n: Localizer): Verdict {
  const found = shortVerdict(reading, circumstances, l10n);
  if (!reading.pendingCounts || circumstances.isGone) return found;
  const limit = l10n.t(
    'The resource is too large to show whole. Only fields that differ are listed, up to {0} of a kind.',
    MOST_SHOWN,
  );
  return { ...found, summary: [found.summary, limit].filter((text) => text !== '').join(' ') };
}

function shortVerdict(reading: PanelReading, circumstances: Circumstances, l10n: Localizer): Verdict {
  // That it is gone is said above.
  if (circumstances.isGone)
    return { tone: 'neutral', title: l10n.t('There is nothing to compare.'), summary: '' };
  return (
    waitingVerdict(reading, l10n) ?? failedVerdict(reading, l10n) ?? comparison(reading, circumstances, l10n)
  );
}

/** Whether a task has a part of its own above, which says what it says. */
function isOnTop({ needsPerson }: PanelReading, id: string | undefined): boolean {
  return needsPerson.some(({ task }) => task.id === id);
}

function waitingVerdict(reading: PanelReading, l10n: Localizer): Verdict | undefined {
  const { condition } = reading;
  if (condition.kind !== 'waitingForYou') return undefined;
  const { task } = condition;
  const message = task?.message && !isOnTop(reading, task.id) ? [displayLine(task.message)] : [];
  return {
    tone: 'waiting',
    title: l10n.t('Waiting for your input'),
    summary: [
      task
        ? l10n.t('{0} continues after you answer it.', displayLine(task.type ?? task.id))
        : l10n.t('The task continues after you answer.'),
      ...message,
    ].join(' '),
  };
}

/** A task that failed, in the history or as the resource itself says; or a status that says so without any task. */
function failedVerdict(reading: PanelReading, l10n: Localizer): Verdict | undefined {
  const { failedTask, condition, targetSpec, ignored = [] } = reading;
  const task = failedTask ?? (condition.kind === 'failed' ? condition.task : undefined);
  if (!task) return undefined;
  const known = failedTask ? reasonsOfTask(failedTask) : condition.reasons;
  const reasons = isOnTop(reading, task.id) ? [] : known;
  return {
    tone: 'error',
    title: l10n.t('{0} has failed', displayLine(task.type ?? task.id)),
    summary: [
      ...(targetSpec === undefined ? [] : [fieldsSummary(pendingCount(reading), ignored.length, l10n)]),
      ...(reasons.length === 0 ? [] : [l10n.t('The task says: {0}', displayLine(reasons.join(' ')))]),
    ].join(' '),
  };
}

function comparison(reading: PanelReading, { isLive, locale }: Circumstances, l10n: Localizer): Verdict {
  const { targetSpec, comparison: compared, condition, isStateOnly, ignored = [] } = reading;
  const { different, unreported } = compared;
  const pending = pendingCount(reading);
  if (isStateOnly) {
    return {
      tone: 'neutral',
      title: l10n.t('This resource only has a current state.'),
      summary: l10n.t('It has no spec, so there is nothing to compare.'),
    };
  }
  if (targetSpec === undefined) {
    return {
      tone: 'neutral',
      title: l10n.t('This resource has no separate spec.'),
      summary: l10n.t('Changes apply immediately, so there is nothing to compare.'),
    };
  }
  if (pending > 0) {
    const many = l10n.t('{0} pending changes', pending);
    return {
      tone: 'waiting',
      title: pending === 1 ? l10n.t('1 pending change') : many,
      summary: fieldsSummary(pending, ignored.length, l10n),
    };
  }
  if (condition.status === 'DELETING' && (isLive || condition.kind === 'atWork')) {
    return {
      tone: 'busy',
      title: l10n.t('Being deleted'),
      summary: l10n.t('The resource is being deleted. Its spec no longer applies.'),
    };
  }
  const isComparable = different.length === 0 && unreported.length === 0;
  if (isLive || condition.kind === 'atWork') {
    return {
      tone: 'busy',
      title: l10n.t('Up to date; task still running'),
      summary: isComparable
        ? ignored.length > 0
          ? l10n.t(
              'No other field differs, but a task is still running. Ignored differences: {0}.',
              ignored.length,
            )
          : l10n.t('The current state matches the spec, but a task is still running.')
        : l10n.t('No comparable field differs, but a task is still running.'),
    };
  }
  return agreement(condition, { isComparable, ignored, locale }, l10n);
}

/** Nothing is pending and nothing is under way: it is up to date unless its condition speaks against it. */
function agreement(
  condition: Condition,
  { isComparable, ignored, locale }: Agreement,
  l10n: Localizer,
): Verdict {
  const { kind } = condition;
  if (kind === 'done') {
    const summary = isComparable
      ? fieldsSummary(0, ignored.length, l10n)
      : l10n.t('The API reports that the resource is up to date.');
    return { tone: 'ok', title: l10n.t('Up to date'), summary };
  }
  const { tone, text } = conditionView(condition, l10n, locale) ?? { tone: 'waiting', text: '' };
  const title = l10n.t('No differences, but the resource is {0}', text);
  if (kind === 'planned') {
    return { tone, title, summary: l10n.t('A task is planned but hasn’t started.') };
  }
  if (kind === 'failed') return { tone, title, summary: l10n.t('See the history below.') };
  const summary = l10n.t('No task is running, but the resource isn’t ready. See the history below.');
  return { tone, title, summary };
}

function pendingCount({ comparison: { pending }, pendingCounts: counts }: PanelReading): number {
  return counts ? counts.added + counts.removed + counts.changed : pending.length;
}

interface Agreement {
  readonly isComparable: boolean;
  readonly ignored: readonly SpecChange[];
  readonly locale: string;
}

function fieldsSummary(changes: number, ignored: number, l10n: Localizer): string {
  if (changes > 0) return l10n.t('Requested but not yet applied.');
  return ignored === 0
    ? l10n.t('The current state matches the spec.')
    : l10n.t('No other field differs. Ignored differences: {0}.', ignored);
}
