import type { l10n } from 'vscode';
import type { StatusView, Tone } from '../../protocol.js';
import { ENDED } from '../../resource/endedTasks.js';
import { displayLine } from './displayText.js';

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
    case 'DELETED':
      return { tone: 'neutral', text: l10n.t('deleted') };
    case 'ERROR':
      return { tone: 'error', text: l10n.t('in error') };
    case 'SUSPENDED':
      return { tone: 'warning', text: l10n.t('suspended') };
    case 'OUT_OF_SYNC':
      return { tone: 'warning', text: l10n.t('out of sync') };
    default:
      return { tone: 'neutral', text: displayLine(status) };
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
