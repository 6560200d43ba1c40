import type { l10n } from 'vscode';
import type { FactRow, StepRow, TimelineRow, TimelineView } from '../../protocol.js';
import type { ResourceEvent, Task, TaskStep } from '../../resource/envelope.js';
import type { HistoryEntry, PlacedEntry } from '../../resource/history.js';
import { displayLine, displayParagraph, displayText } from '../../resource/displayText.js';
import { durationText } from '../shell/durationText.js';
import { actionRow } from './actionRow.js';
import { changeRow } from './changeRow.js';
import type { DrawnRows, RowContent } from './drawnRows.js';
import type { OlderReading, PanelReading } from './panelFacts.js';
import { eventTone, eventTypeText, taskStatusView } from '../shell/statusText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Steps of one task beyond this are not spelled out. */
const SHOWN_STEPS = 100;

type History = Pick<PanelReading, 'kept' | 'isHistoryRead' | 'opensTasks' | 'hasOlder'>;

/** All rows, in the order given, and what is there while there are none. */
export function timelineView(
  entries: readonly PlacedEntry[],
  history: History,
  { drawn, older, l10n }: { drawn: DrawnRows; older: OlderReading | undefined; l10n: Localizer },
): TimelineView {
  return {
    empty: emptyText(history, l10n),
    rows: drawn.draw(entries, (entry) => content(entry, history.opensTasks, l10n)),
    isWhole: true,
    gone: [],
    ...olderView(history.hasOlder, older),
  };
}

function olderView(
  hasOlder: boolean,
  older: OlderReading | undefined,
): Pick<TimelineView, 'older' | 'olderFailure'> {
  if (!hasOlder) return { older: 'none' };
  if (older?.isReading) return { older: 'reading' };
  if (older?.failure !== undefined) return { older: 'failed', olderFailure: displayText(older.failure) };
  return { older: 'more' };
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

function content(entry: HistoryEntry, opensTasks: boolean, l10n: Localizer): RowContent {
  switch (entry.kind) {
    case 'task':
      return taskRow(entry.task, entry.events, { opensTasks, l10n });
    case 'event':
      return eventRow(entry.event, l10n);
    case 'change':
      return changeRow(entry.change, entry.outcome, l10n);
    case 'action':
      return actionRow(entry.action, entry.outcome, l10n);
  }
}

function taskRow(
  task: Task,
  events: readonly ResourceEvent[],
  { opensTasks, l10n }: { opensTasks: boolean; l10n: Localizer },
): RowContent {
  const status = task.status === undefined ? undefined : taskStatusView(task.status, l10n);
  const duration = durationText(task.startedAt ?? task.createdAt, task.finishedAt, l10n);
  return {
    kind: 'task',
    ...momentOf(task.startedAt ?? task.createdAt ?? task.updatedAt),
    ...spanOf(task),
    tone: status?.tone ?? 'neutral',
    title: displayLine(task.type ?? task.id),
    ...(status && { status: status.text }),
    ...messageOf(task),
    ...(duration !== undefined && { duration }),
    steps: task.progress.slice(0, SHOWN_STEPS).map((step, index) => stepRow(step, index, l10n)),
    errors: task.errors.map(displayText),
    fields: [],
    facts: taskFacts(task, events, l10n),
    ...(opensTasks && { taskId: task.id }),
  };
}

function spanOf(task: Task): Pick<TimelineRow, 'span'> {
  const queued = momentOf(task.createdAt).at;
  const from = momentOf(task.startedAt).at ?? queued;
  const to = momentOf(task.finishedAt).at;
  if (from === undefined) return {};
  return { span: { ...(queued !== undefined && { queued }), from, ...(to !== undefined && { to }) } };
}

function taskFacts(task: Task, events: readonly ResourceEvent[], l10n: Localizer): readonly FactRow[] {
  const waited = durationText(task.createdAt, task.startedAt, l10n);
  return [
    ...momentFact(l10n.t('Queued'), task.createdAt),
    ...momentFact(l10n.t('Started'), task.startedAt),
    ...(waited === undefined ? [] : [{ name: l10n.t('Waited'), text: waited }]),
    ...momentFact(l10n.t('Finished'), task.finishedAt),
    ...textFact(l10n.t('Identifier'), task.id),
    ...textFact(l10n.t('Link'), task.link),
    ...events.map((event) => ({
      name: displayLine(event.type ?? ''),
      ...momentOf(event.createdAt),
      ...(event.message ? { text: displayLine(event.message) } : {}),
    })),
  ];
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

function eventRow(event: ResourceEvent, l10n: Localizer): RowContent {
  const { type, kind, link, createdAt } = event;
  // What leads nowhere is reported in words alone: what was done, and how it went.
  const isNamed = link === undefined && kind !== undefined && kind !== '' && type !== undefined;
  const title = isNamed ? kind : (type ?? kind);
  return {
    kind: 'event',
    ...momentOf(createdAt),
    tone: eventTone(event.normalisedType ?? ''),
    title: title === undefined ? l10n.t('Event') : displayLine(title),
    ...(isNamed && { status: eventTypeText(type, event.normalisedType ?? type, l10n) }),
    ...messageOf(event),
    steps: [],
    errors: [],
    fields: [],
    facts: [
      ...(isNamed ? textFact(l10n.t('Type'), type) : textFact(l10n.t('Kind'), kind)),
      ...textFact(l10n.t('Link'), link),
    ],
  };
}

function messageOf({ message }: Task | ResourceEvent): Pick<TimelineRow, 'message'> {
  return message ? { message: displayParagraph(message) } : {};
}

/** A time that can be read; anything else is not shown as one. */
export function momentOf(text: string | undefined): Pick<TimelineRow, 'at'> {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? {} : { at: date.toISOString() };
}

function momentFact(name: string, text: string | undefined): readonly FactRow[] {
  const { at } = momentOf(text);
  return at === undefined ? [] : [{ name, at }];
}

function textFact(name: string, text: string | undefined): readonly FactRow[] {
  return text ? [{ name, text: displayLine(text) }] : [];
}
