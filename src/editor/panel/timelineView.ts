import type { l10n } from 'vscode';
import type { StepRow, TimelineRow, TimelineView } from '../../protocol.js';
import { displayLine, displayParagraph, displayText } from './displayText.js';
import { durationText } from './durationText.js';
import type { PanelEvent, PanelHistoryEntry, PanelTask } from './panelFacts.js';
import { eventTone, taskStatusView } from './statusText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Older rows are only counted. */
const SHOWN_ROWS = 400;

/** Steps of one task beyond this are not spelled out. */
const SHOWN_STEPS = 100;

/** Tasks and events as rows, in the order given (the newest first). */
export function timelineView(entries: readonly PanelHistoryEntry[], l10n: Localizer): TimelineView {
  const rows = entries.map((entry) =>
    entry.kind === 'task' ? taskRow(entry.task, l10n) : eventRow(entry.event, l10n),
  );
  return { rows: distinct(rows).slice(0, SHOWN_ROWS), omittedRows: Math.max(0, rows.length - SHOWN_ROWS) };
}

function taskRow(task: PanelTask, l10n: Localizer): TimelineRow {
  const status = task.status === undefined ? undefined : taskStatusView(task.status, l10n);
  const from = task.startedAt ?? task.createdAt;
  const duration = durationText(from, task.finishedAt, l10n);
  return {
    key: `task:${task.id}`,
    kind: 'task',
    tone: status?.tone ?? 'neutral',
    title: displayLine(task.type ?? task.id),
    ...(status && { status: status.text }),
    ...messageOf(task),
    ...momentOf(from),
    ...(duration !== undefined && { duration }),
    steps: task.progress.slice(0, SHOWN_STEPS).map((step, index) => stepRow(step, index, l10n)),
    errors: task.errors.map(displayText),
    taskId: task.id,
  };
}

function stepRow(step: PanelTask['progress'][number], index: number, l10n: Localizer): StepRow {
  const status = step.status === undefined ? undefined : taskStatusView(step.status, l10n);
  return {
    // Steps keep their order; a name may come twice.
    key: String(index),
    name: displayLine(step.name),
    tone: status?.tone ?? 'neutral',
    status: status?.text ?? '',
  };
}

function eventRow(event: PanelEvent, l10n: Localizer): TimelineRow {
  const title = event.type ?? event.kind;
  return {
    key: `event:${JSON.stringify([event.createdAt, event.type, event.kind, event.message])}`,
    kind: 'event',
    tone: eventTone(event.type ?? ''),
    title: title === undefined ? l10n.t('Event') : displayLine(title),
    ...messageOf(event),
    ...momentOf(event.createdAt),
    steps: [],
    errors: [],
  };
}

function messageOf({ message }: PanelTask | PanelEvent): Pick<TimelineRow, 'message'> {
  return message ? { message: displayParagraph(message) } : {};
}

/** A time that can be read; anything else is not shown as one. */
function momentOf(text: string | undefined): Pick<TimelineRow, 'at'> {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? {} : { at: date.toISOString() };
}

/** Two events may be equal in everything; the older one is told apart by counting from the end, where nothing moves. */
function distinct(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const seen = new Map<string, number>();
  return rows
    .toReversed()
    .map((row) => {
      const count = seen.get(row.key) ?? 0;
      seen.set(row.key, count + 1);
      return count === 0 ? row : { ...row, key: `${row.key}#${String(count)}` };
    })
    .toReversed();
}
