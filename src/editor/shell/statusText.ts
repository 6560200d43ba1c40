import type { l10n } from 'vscode';
import type { StatusView, Tone } from '../../protocol.js';
import type { Condition } from '../../resource/condition.js';
import { ENDED } from '../../resource/endedTasks.js';
import { displayLine } from '../../resource/displayText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** A `resourceStatus` in words. The set is open: one that is not known here is shown as it came. */
export function resourceStatusView(status: string, l10n: Localizer): StatusView {
  switch (status) {
    case 'READY':
      return { tone: 'ok', text: l10n.t('ready') };
    case 'CREATING':
      return { tone: 'busy', text: l10n.t('being created') };
    case 'UPDATING':
      return { tone: 'busy', text: l10n.t('being updated') };
    case 'DELETING':
      return { tone: 'busy', text: l10n.t('being deleted') };
    case 'DELIVERING':
    case 'DISABLING':
    case 'REMOVING':
      return { tone: 'busy', text: displayLine(status) };
    case 'DELETED':
      return { tone: 'neutral', text: l10n.t('deleted') };
    case 'ERROR':
      return { tone: 'error', text: l10n.t('in error') };
    case 'SUSPENDED':
      return { tone: 'warning', text: l10n.t('suspended') };
    case 'EXPIRED':
      return { tone: 'warning', text: l10n.t('expired') };
    case 'OUT_OF_SYNC':
      return { tone: 'warning', text: l10n.t('out of sync') };
    default:
      return { tone: 'neutral', text: displayLine(status) };
  }
}

/**
 * How a resource does, in words: its status, unless a task says more.
 * @param locale BCP 47 tag, for the time that something is planned for.
 * @param now milliseconds since the epoch.
 */
export function conditionView(
  { kind, status, word, task }: Pick<Condition, 'kind' | 'status' | 'word' | 'task'>,
  l10n: Localizer,
  locale: string,
  now: number = Date.now(),
): StatusView | undefined {
  const own = status === undefined ? undefined : resourceStatusView(status, l10n);
  switch (kind) {
    case 'done':
      return own;
    case 'atWork':
      if (own?.tone === 'error') return { tone: 'error', text: l10n.t('in error, task running') };
      return own?.tone === 'busy' ? own : { tone: 'busy', text: l10n.t('task running') };
    case 'waitingForYou':
      return { tone: 'waiting', text: l10n.t('waiting for your input') };
    case 'planned': {
      // A time that has passed says when it was planned, not when it begins.
      const at = new Date(task?.startedAt ?? '');
      if (!(at.getTime() > now)) return { tone: 'waiting', text: l10n.t('scheduled') };
      const when = at.toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' });
      return { tone: 'waiting', text: l10n.t('scheduled for {0}', when) };
    }
    case 'failed':
      return own?.tone === 'error' ? own : { tone: 'error', text: l10n.t('task failed') };
    case 'unsettled':
      return word === status ? own : { tone: 'neutral', text: displayLine(word ?? '') };
  }
}

/** A task's or a step's status in words; an open set as well. */
export function taskStatusView(status: string, l10n: Localizer): StatusView {
  switch (status) {
    case 'DONE':
      return { tone: 'ok', text: l10n.t('done') };
    case 'RUNNING':
      return { tone: 'busy', text: l10n.t('running') };
    case 'PENDING':
      return { tone: 'waiting', text: l10n.t('pending') };
    case 'SCHEDULED':
      return { tone: 'waiting', text: l10n.t('scheduled') };
    case 'WAITING_USER_INPUT':
      return { tone: 'waiting', text: l10n.t('waiting for your input') };
    case 'ERROR':
      return { tone: 'error', text: l10n.t('failed') };
    case ENDED:
      return { tone: 'neutral', text: l10n.t('ended') };
    default:
      return { tone: 'neutral', text: displayLine(status) };
  }
}

/** The tone of an event, from a word that says success or failure in its type; types are an open set. */
export function eventTone(normalisedType: string): Tone {
  if (/ERROR|FAIL/u.test(normalisedType)) return 'error';
  return normalisedType.includes('SUCCESS') ? 'ok' : 'neutral';
}

/** An event's type in words, beside what the event is about; an open set as well. */
export function eventTypeText(type: string, normalisedType: string, l10n: Localizer): string {
  switch (normalisedType) {
    case 'TASK_START':
      return l10n.t('started');
    case 'TASK_SUCCESS':
      return l10n.t('done');
    case 'TASK_ERROR':
      return l10n.t('failed');
    default:
      return displayLine(type);
  }
}
