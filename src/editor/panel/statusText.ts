import type { StatusView, Tone } from '../../protocol.js';
import { displayLine } from './displayText.js';
import type { Translate } from './translate.js';

/** A `resourceStatus` in words. The set is open: one that is not known here is shown as it came. */
export function resourceStatusView(status: string, t: Translate): StatusView {
  switch (status) {
    case 'READY':
      return { tone: 'ok', text: t('ready') };
    case 'CREATING':
      return { tone: 'busy', text: t('being created') };
    case 'UPDATING':
      return { tone: 'busy', text: t('being updated') };
    case 'DELETING':
      return { tone: 'busy', text: t('being deleted') };
    case 'ERROR':
      return { tone: 'error', text: t('in error') };
    case 'SUSPENDED':
      return { tone: 'warning', text: t('suspended') };
    case 'OUT_OF_SYNC':
      return { tone: 'warning', text: t('out of sync') };
    default:
      return { tone: 'neutral', text: displayLine(status) };
  }
}

/** A task's or a step's status in words; an open set as well. */
export function taskStatusView(status: string, t: Translate): StatusView {
  switch (status) {
    case 'DONE':
      return { tone: 'ok', text: t('done') };
    case 'RUNNING':
      return { tone: 'busy', text: t('running') };
    case 'PENDING':
      return { tone: 'waiting', text: t('pending') };
    case 'SCHEDULED':
      return { tone: 'waiting', text: t('scheduled') };
    case 'ERROR':
      return { tone: 'error', text: t('failed') };
    default:
      return { tone: 'neutral', text: displayLine(status) };
  }
}

/** The tone of an event, from a word of its type or kind that means success, failure or start in either spelling. */
export function eventTone(type: string): Tone {
  if (/error|fail/iu.test(type)) return 'error';
  if (/success/iu.test(type)) return 'ok';
  return 'neutral';
}
