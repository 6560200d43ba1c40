import type { l10n } from 'vscode';
import type { CollectionView, TimelineRow, TimelineView } from '../../protocol.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { Condition } from '../../resource/condition.js';
import { displayLine, displayText } from '../../resource/displayText.js';
import type { PlacedEntry } from '../../resource/history.js';
import type { ItemNode } from '../../resource/tree/nodes.js';
import { conditionView } from '../shell/statusText.js';
import type { DrawnRows } from './drawnRows.js';
import type { PanelFailure } from './panelFacts.js';
import type { RestoredLists } from './restoredLists.js';
import { timelineView } from './timelineView.js';
import { unread, type WatchedState } from './watchedState.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Of one resource among many, only the newest entries are shown; its own panel has all. */
const NEWEST = 20;

/** Everything that the view of several resources is made of. */
export interface CollectionFacts extends Pick<CollectionView, 'row' | 'lists'> {
  readonly title: string;
  readonly place: string;
  readonly items: readonly ItemNode[];
  /** What was read of them; `undefined` of those that weren't read yet. */
  readonly stateOf: (address: ResourceAddress) => WatchedState | undefined;
  readonly progress: { readonly done: number; readonly of: number } | undefined;
  /** How far the reading of lists is that were loaded before a reload, and why it went no further. */
  readonly restoring?: Pick<RestoredLists, 'progress' | 'failure'> | undefined;
  /** The names of the lists that have more. */
  readonly unfinished: readonly string[];
  /** BCP 47 tag, for times. */
  readonly locale: string;
}

/** Whether a resource is worth a look: it is converging, failed or waiting, as far as is known of it. */
export function needsLook(node: ItemNode, state: WatchedState | undefined): boolean {
  const condition = state?.reading?.condition ?? node.member.condition;
  return condition !== undefined && condition.kind !== 'done';
}

/** What the resources are doing, each at the head of its own entries. The same facts give rows that keep their identity. */
export function collectionView(facts: CollectionFacts, l10n: Localizer, drawn: DrawnRows): CollectionView {
  const { row, lists, title, place, items, stateOf, progress, unfinished } = facts;
  const shown = items.filter((node) => needsLook(node, stateOf(node.address)));
  // Those that were read in any state, and those that settled while they were followed.
  const read = items.filter((node) => stateOf(node.address)?.reading !== undefined);
  const groups = [...new Set([...shown, ...read])].map((node) =>
    groupOf(node, stateOf(node.address) ?? unread),
  );
  const failures = items.flatMap((node) => stateOf(node.address)?.failure ?? []);
  const left = items.length - new Set([...read, ...shown]).size - failures.length;
  const history = { kept: 'both', isHistoryRead: true, opensTasks: false, hasOlder: false } as const;
  const timeline = timelineView(
    groups.flatMap(({ entries }) => entries),
    history,
    {
      ...{ drawn, older: undefined, l10n },
    },
  );
  return {
    ...{ row, lists },
    title: displayLine(title),
    place: displayLine(place),
    summary: l10n.t(
      'Loaded resources that are converging, failed or waiting: {0} of {1}',
      shown.length,
      items.length,
    ),
    ...progressView(facts, l10n),
    ...failureView(facts, failures, l10n),
    ...(unfinished.length > 0 && {
      more: l10n.t('More resources can be loaded: {0}', unfinished.map((one) => displayLine(one)).join(', ')),
    }),
    ...(left > 0 && !progress && { others: l10n.t('Also Read Those Up to Date ({0})', left) }),
    timeline: {
      ...timeline,
      empty: emptyText(items, l10n),
      rows: [...drawn.keep(groups.map((group) => headRow(group, facts, l10n))), ...timeline.rows],
    },
  };
}

function emptyText(items: CollectionFacts['items'], l10n: Localizer): TimelineView['empty'] {
  if (items.length === 0) {
    return {
      title: l10n.t('No resources are loaded.'),
      hint: l10n.t('Expand this row in the Resources view to load them.'),
    };
  }
  return {
    title: l10n.t('Nothing is converging, failed or waiting.'),
    hint: l10n.t('All loaded resources are up to date.'),
  };
}

function progressView({ progress, restoring }: CollectionFacts, l10n: Localizer): Partial<CollectionView> {
  const lists = restoring?.progress;
  if (lists) return { progress: { ...lists, text: l10n.t('Lists read: {0} of {1}', lists.done, lists.of) } };
  if (!progress) return {};
  return {
    progress: { ...progress, text: l10n.t('Resources read: {0} of {1}', progress.done, progress.of) },
  };
}

function failureView(
  { restoring, title }: CollectionFacts,
  failures: readonly PanelFailure[],
  l10n: Localizer,
): Partial<CollectionView> {
  if (restoring?.failure !== undefined) {
    return {
      failure: l10n.t('Couldn’t read {0}: {1}', displayLine(title), displayText(restoring.failure)),
    };
  }
  if (failures.length === 0) return {};
  const first = displayText(failures[0]?.message ?? '');
  return { failure: l10n.t('Couldn’t read {0} of them: {1}', failures.length, first) };
}

/** The key of the row at the head of a resource's entries. */
export function headKey(address: ResourceAddress): string {
  return `resource ${addressKey(address)}`;
}

interface Group {
  readonly node: ItemNode;
  readonly state: WatchedState;
  readonly condition: Condition | undefined;
  readonly beganAt: number;
  readonly entries: readonly PlacedEntry[];
}

function groupOf(node: ItemNode, state: WatchedState): Group {
  const { reading } = state;
  const thread = headKey(node.address);
  const newest = (reading?.history ?? []).slice(0, NEWEST);
  const times = newest.map(({ at }) => Date.parse(at ?? '')).filter((at) => !Number.isNaN(at));
  const beganAt = times.length === 0 ? 0 : Math.max(...times);
  return {
    ...{ node, state, beganAt },
    condition: reading?.condition ?? node.member.condition,
    entries: newest.map((entry, index) => ({
      // Keys are a resource's own.
      entry: { ...entry, key: `${thread} ${entry.key}` },
      ...{ thread, beganAt, place: index + 1 },
    })),
  };
}

function headRow(
  { node, state, condition, beganAt }: Group,
  { locale }: CollectionFacts,
  l10n: Localizer,
): TimelineRow {
  const { address, member } = node;
  const status = condition && conditionView(condition, l10n, locale);
  const id = address.segments.at(-1) ?? '';
  const key = headKey(address);
  return {
    ...{ key, kind: 'resource', thread: key, beganAt, place: 0 },
    tone: status?.tone ?? 'neutral',
    title: displayLine(state.reading?.displayName || member.label || id),
    ...(status && { status: status.text }),
    ...(state.failure && { message: displayText(state.failure.message) }),
    ...{ steps: [], errors: [], fields: [] },
    facts: [
      { name: l10n.t('Identifier'), text: displayLine(id) },
      { name: l10n.t('Path'), text: displayLine(`/${address.segments.join('/')}`) },
    ],
  };
}
