import type { l10n } from 'vscode';
import type { FailureView, HeaderView, LiveView, PanelView, TimelineView } from '../../protocol.js';
import { endedTask } from '../../resource/endedTasks.js';
import { joinHistory, type PlacedEntry } from '../../resource/history.js';
import type { TimelineEntry } from '../../resource/timeline.js';
import { displayLine, displayText } from '../../resource/displayText.js';
import { attentionViews } from './attentionView.js';
import { DrawnFields } from './drawnFields.js';
import { DrawnRows } from './drawnRows.js';
import type { PanelFacts, PanelFailure, PanelReading } from './panelFacts.js';
import { withoutIgnored } from './panelReading.js';
import { comparedGroups, specView } from './specView.js';
import { conditionView, resourceStatusView } from '../shell/statusText.js';
import { timelineView } from './timelineView.js';

type Localizer = Pick<typeof l10n, 't'>;

/**
 * Everything the panel shows, from what is known now. The same facts give the same view, with all rows of the history; those that
 * are `drawn` already keep their identity, and so do its `fields`.
 */
export function panelView(
  facts: PanelFacts,
  l10n: Localizer,
  drawn: DrawnRows = new DrawnRows(),
  fields: DrawnFields = new DrawnFields(),
): PanelView {
  const { failure } = facts;
  const reading = facts.reading && withoutIgnored(facts.reading, facts.ignored);
  const header = headerView(facts, l10n);
  const isGone = failure?.isGone === true && reading !== undefined;
  const entries = historyOf(facts, isGone);
  const timeline = entries && reading && timelineView(entries, reading, { drawn, older: facts.older, l10n });
  return {
    place: facts.place,
    header,
    live: liveView(facts),
    attention: isGone ? [] : attentionViews(facts, l10n),
    ...(failure && { failure: failureView(failure, reading !== undefined, l10n) }),
    ...(reading && {
      spec: specView(
        reading,
        l10n,
        { isLive: facts.isLive, isGone, locale: facts.locale },
        fields.draw(fieldSources(facts), () => comparedGroups(reading, l10n, facts.edited)),
      ),
    }),
    ...(timeline && { timeline }),
    announcement: announcement(facts, header, timeline, l10n),
  };
}

/** All that the fields of a spec are made of. */
function fieldSources({ reading, ignored, edited }: PanelFacts): readonly unknown[] {
  return [
    ...[reading?.targetSpec, reading?.currentState, reading?.comparison, reading?.fixed],
    ...[ignored, edited],
  ];
}

/** What the cloud says and what is known here; `undefined` where neither keeps anything. */
function historyOf(
  { reading, changes = [], actions = [] }: PanelFacts,
  isGone: boolean,
): readonly PlacedEntry[] | undefined {
  if (!reading?.history && changes.length === 0 && actions.length === 0) return undefined;
  const history = reading?.history ?? [];
  return joinHistory(isGone ? history.map(ended) : history, changes, actions);
}

function ended(entry: TimelineEntry): TimelineEntry {
  return entry.kind === 'task' ? { ...entry, task: endedTask(entry.task) } : entry;
}

function headerView(
  { segments, path, reading, failure, accountLabel, schemaVersion, locale }: PanelFacts,
  l10n: Localizer,
): HeaderView {
  const id = segments.at(-1) ?? '';
  const isGone = failure?.isGone === true && reading !== undefined;
  const status = isGone
    ? resourceStatusView('DELETED', l10n)
    : reading && conditionView(reading.condition, l10n, locale);
  return {
    name: displayLine(reading?.displayName || id),
    id: displayLine(id),
    account: displayLine(accountLabel),
    path: (path ?? segments.slice(0, -1)).map((segment) => displayLine(segment)),
    schemaVersion: schemaVersion === undefined ? l10n.t('account’s default') : displayLine(schemaVersion),
    ...(status && { status }),
    ...(reading && !isGone && detailsOf(reading)),
  };
}

/** What of a resource is worth a glance, and what can be done with it. */
function detailsOf({
  keyFacts: facts = [],
  tags = {},
  hasActions = false,
}: PanelReading): Pick<HeaderView, 'facts' | 'tags' | 'canAct'> {
  const tagged = Object.entries(tags).map(([key, value]) =>
    displayLine(value === '' ? key : `${key}=${value}`),
  );
  return {
    ...(facts.length > 0 && {
      facts: facts.map(({ name, value }) => ({ name: displayLine(name), value: displayLine(value) })),
    }),
    ...(tagged.length > 0 && { tags: tagged }),
    ...(hasActions && { canAct: true }),
  };
}

/** A resource that was there and is no longer known has come to its end; nothing is wrong with that. */
function failureView(failure: PanelFailure, wasRead: boolean, l10n: Localizer): FailureView {
  if (failure.isGone && wasRead) {
    return {
      heading: l10n.t('Resource not found'),
      message: l10n.t('The resource was deleted or isn’t in this schema version.'),
      // Refresh, in the header, does the same.
      actions: [],
    };
  }
  return {
    heading: l10n.t('Couldn’t read the resource'),
    message: displayText(failure.message),
    actions: [...failure.actions],
  };
}

/** Whether what is shown still follows the cloud. */
export function liveView({ failure, reading, isLive }: PanelFacts): LiveView {
  if (failure && !(failure.isGone && reading))
    return { state: 'offline', at: new Date(failure.since).toISOString() };
  if (!reading) return { state: 'loading' };
  const state = failure ? 'gone' : isLive ? 'live' : 'idle';
  return { state, at: new Date(reading.readAt).toISOString() };
}

/** What a screen reader should say when it changes: the failure, else the status, what failed, and how far the newest task is. */
function announcement(
  { failure, reading }: PanelFacts,
  { name, status }: HeaderView,
  timeline: TimelineView | undefined,
  l10n: Localizer,
): string {
  if (failure) return displayText(failure.message);
  const task = timeline?.rows.find(({ kind, tone }) => kind === 'task' && tone === 'busy');
  return [
    ...(status ? [l10n.t('{0}: {1}.', name, status.text)] : []),
    ...(reading?.failedTask
      ? [`${l10n.t('{0} has failed', displayLine(reading.failedTask.type ?? reading.failedTask.id))}.`]
      : []),
    ...(task && task.steps.length > 0
      ? [
          l10n.t(
            '{0}: {1} of {2} steps done.',
            task.title,
            task.steps.filter(({ tone }) => tone === 'ok').length,
            task.steps.length,
          ),
        ]
      : []),
  ].join(' ');
}
