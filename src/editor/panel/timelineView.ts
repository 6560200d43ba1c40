import type { l10n } from 'vscode';
import type { StepRow, TimelineRow, TimelineView } from '../../protocol.js';
import type { ResourceEvent, Task, TaskStep } from '../../resource/envelope.js';
import { taskPhase } from '../../resource/condition.js';
import type { TimelineEntry } from '../../resource/timeline.js';
import { displayLine, displayParagraph, displayText } from './displayText.js';
import { durationText } from './durationText.js';
import { eventTone, taskStatusView } from './statusText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Older rows are only counted. */
const SHOWN_ROWS = 400;

/** Steps of one task beyond this are not spelled out. */
const SHOWN_STEPS = 100;

/** Tasks and events as rows, in the order given (the newest first). `opensTasks`: whether a task can be opened. */
export function timelineView(
  entries: readonly TimelineEntry[],
  opensTasks: boolean,
  l10n: Localizer,
): TimelineView {
  return {
    rows: entries.slice(0, SHOWN_ROWS).map((entry) => ({
      key: entry.key,
      ...momentOf(entry.at),
      ...(entry.kind === 'task' ? taskRow(entry.task, opensTasks, l10n) : eventRow(entry.event, l10n)),
    })),
    omittedRows: Math.max(0, entries.length - SHOWN_ROWS),
  };
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
  const title = event.type ?? event.kind;
  return {
    kind: 'event',
    tone: eventTone(event.normalisedType ?? ''),
    title: title === undefined ? l10n.t('Event') : displayLine(title),
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
