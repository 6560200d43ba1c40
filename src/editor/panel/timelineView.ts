import type { l10n } from 'vscode';
import type { StepRow, TimelineRow, TimelineView } from '../../protocol.js';
import type { ResourceEvent, Task, TaskStep } from '../../resource/envelope.js';
import { taskPhase } from '../../resource/condition.js';
import type { TimelineEntry } from '../../resource/timeline.js';
import { displayLine, displayParagraph, displayText } from '../shell/displayText.js';
import { durationText } from '../shell/durationText.js';
import type { PanelReading } from './panelFacts.js';
import { eventTone, eventTypeText, taskStatusView } from '../shell/statusText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Older rows are only counted. */
const SHOWN_ROWS = 400;

/** Steps of one task beyond this are not spelled out. */
const SHOWN_STEPS = 100;

type History = Pick<PanelReading, 'kept' | 'isHistoryRead' | 'opensTasks'>;

/** Tasks and events as rows, in the order given (the newest first), and what stands there while there are none. */
export function timelineView(
  entries: readonly TimelineEntry[],
  history: History,
  l10n: Localizer,
): TimelineView {
  return {
    empty: emptyText(history, l10n),
    rows: entries.slice(0, SHOWN_ROWS).map((entry) => ({
      key: entry.key,
      ...momentOf(entry.at),
      ...(entry.kind === 'task'
        ? taskRow(entry.task, history.opensTasks, l10n)
        : eventRow(entry.event, l10n)),
    })),
    omittedRows: Math.max(0, entries.length - SHOWN_ROWS),
  };
}

function emptyText({ kept, isHistoryRead }: History, l10n: Localizer): TimelineView['empty'] {
  if (!isHistoryRead && kept !== 'none') {
    return {
      title: l10n.t('Couldn’t read the history.'),
      hint: l10n.t('It’s read again when the resource is refreshed.'),
    };
  }
  return { title: l10n.t('No events yet.'), hint: emptyHint(kept, l10n) };
}

function emptyHint(kept: History['kept'], l10n: Localizer): string {
  switch (kept) {
    case 'both':
      return l10n.t('Tasks and events appear here when the spec changes.');
    case 'events':
      return l10n.t('Events appear here when something happens to the resource.');
    case 'tasks':
    case 'none':
      return l10n.t('Tasks appear here when the cloud works on the resource.');
  }
}

function taskRow(task: Task, opensTasks: boolean, l10n: Localizer): Omit<TimelineRow, 'key'> {
  const status = task.status === undefined ? undefined : taskStatusView(task.status, l10n);
  const duration = durationText(task.startedAt ?? task.createdAt, task.finishedAt, l10n);
  return {
    kind: 'task',
    tone: status?.tone ?? 'neutral',
    title: displayLine(task.type ?? task.id),
    ...(status && { status: status.text }),
    ...messageOf(task),
    ...(duration !== undefined && { duration }),
    steps: task.progress.slice(0, SHOWN_STEPS).map((step, index) => stepRow(step, index, l10n)),
    errors: task.errors.map(displayText),
    ...(opensTasks && { taskId: task.id }),
    ...(taskPhase(task.status) === 'waitingForYou' && { waitingTaskId: task.id }),
  };
}

function stepRow(step: TaskStep, index: number, l10n: Localizer): StepRow {
  const status = step.status === undefined ? undefined : taskStatusView(step.status, l10n);
  return {
    // Steps keep their order; a name may come twice.
    key: String(index),
    name: displayLine(step.name),
    tone: status?.tone ?? 'neutral',
    status: status?.text ?? '',
  };
}

function eventRow(event: ResourceEvent, l10n: Localizer): Omit<TimelineRow, 'key'> {
  const { type, kind, link } = event;
  // What leads nowhere is told in words alone: what was done, and how it went.
  const isNamed = link === undefined && kind !== undefined && kind !== '' && type !== undefined;
  const title = isNamed ? kind : (type ?? kind);
  return {
    kind: 'event',
    tone: eventTone(event.normalisedType ?? ''),
    title: title === undefined ? l10n.t('Event') : displayLine(title),
    ...(isNamed && { status: eventTypeText(type, event.normalisedType ?? type, l10n) }),
    ...messageOf(event),
    steps: [],
    errors: [],
  };
}

function messageOf({ message }: Task | ResourceEvent): Pick<TimelineRow, 'message'> {
  return message ? { message: displayParagraph(message) } : {};
}

/** A time that can be read; anything else is not shown as one. */
function momentOf(text: string | undefined): Pick<TimelineRow, 'at'> {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? {} : { at: date.toISOString() };
}
