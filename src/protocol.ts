/**
 * The messages between the panel's host side and its browser side. Both sides parse what they get, so neither trusts
 * the other. Everything here is data: texts are already localised, and nothing is markup.
 */
import * as v from 'valibot';
import { attentionView } from './protocol/attentionView.js';
import { moment, tone } from './protocol/look.js';
import type { PanelTexts } from './protocol/panelTexts.js';
import { isTexts, list, object, parsed } from './protocol/parsing.js';
import { specView, valueView } from './protocol/specView.js';
import { collectionView } from './protocol/collectionView.js';
import { timelineView } from './protocol/timelineView.js';

export type { CollectionView } from './protocol/collectionView.js';
export type { AttentionView, FormFieldView } from './protocol/attentionView.js';
export type { Tone } from './protocol/look.js';
export type { PanelTexts } from './protocol/panelTexts.js';
export type { DiffGroup, DiffRow, SpecView, TextPart, ValueView } from './protocol/specView.js';
export type { FactRow, StepRow, TimelineRow, TimelineView } from './protocol/timelineView.js';

const statusView = object({ tone, text: v.string() });

const headerView = object({
  /** What a person calls it; the identifier when it has no name. */
  name: v.string(),
  id: v.string(),
  /** The account's label. */
  account: v.string(),
  /** The path's segments above the identifier. */
  path: list(v.string()),
  schemaVersion: v.string(),
  status: v.optional(statusView),
  /** Its plainest fields and its tags. */
  facts: v.optional(list(object({ name: v.string(), value: v.string() }))),
  tags: v.optional(list(v.string())),
  /** Whether there are actions on it. */
  canAct: v.optional(v.boolean()),
});

/** Whether what is shown still follows the cloud. */
const liveView = object({
  /** `live`: polled fast; `idle`: polled slowly; `offline`: the last reading failed; `gone`: the resource is no longer found. */
  state: v.picklist(['loading', 'live', 'idle', 'offline', 'gone']),
  /** When it was read, as far as that was told: a reading that brings nothing new isn't. When offline, since when it can't be. */
  at: v.optional(moment),
});

const failureAction = v.picklist(['retry', 'signIn', 'showLog']);

const failureView = object({ heading: v.string(), message: v.string(), actions: list(failureAction) });

const panelView = object({
  /** The resource's place, `/<account>/<segment>…`; the panel keeps it to come back after a reload. */
  place: v.string(),
  header: headerView,
  live: liveView,
  /** The last reading's failure; what was read before stays beside it. */
  failure: v.optional(failureView),
  /** What needs a person, the most urgent first. */
  attention: list(attentionView),
  /** Absent until it was read once. */
  spec: v.optional(specView),
  /** Whether the fields of the spec are those of the last message, which aren't sent again. */
  keepsFields: v.optional(v.boolean()),
  /** Absent until it was read once, and for resources that have no history. */
  timeline: v.optional(timelineView),
  /** Spoken by screen readers whenever it changes. */
  announcement: v.string(),
});

/** Two documents, field by field: `before` is the left one. */
const comparisonView = object({ title: v.string(), spec: specView });

const hostMessage = v.variant('kind', [
  v.object({ kind: v.literal('texts'), locale: v.string(), texts: v.custom<PanelTexts>(isTexts) }),
  v.object({ kind: v.literal('view'), view: panelView }),
  /** What several resources are doing. */
  v.object({ kind: v.literal('collection'), view: collectionView }),
  /** There is no resource to be shown: why, and what to do. */
  v.object({ kind: v.literal('empty'), title: v.string(), hint: v.string() }),
  /** In place of a resource. */
  v.object({ kind: v.literal('comparison'), comparison: comparisonView }),
  /** Brings the field at a place of the spec into sight; `isAsked`: despite a filter, with the keyboard. */
  v.object({
    kind: v.literal('reveal'),
    path: list(v.union([v.string(), v.number()])),
    isAsked: v.boolean(),
  }),
  /** The values of a field that is hidden, to be shown for a while. */
  v.object({
    kind: v.literal('secret'),
    key: v.string(),
    before: v.optional(valueView),
    after: v.optional(valueView),
  }),
  /** It was read again because the reader wanted that, and nothing is different. */
  v.object({ kind: v.literal('live'), live: liveView }),
]);

const panelMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('refresh') }),
  /** `field`: where the spec is opened, in any spelling of the API. */
  v.object({ kind: v.literal('editSpec'), field: v.optional(v.string()) }),
  v.object({ kind: v.literal('openJson') }),
  v.object({ kind: v.literal('runAction') }),
  v.object({ kind: v.literal('openTask'), taskId: v.string() }),
  /** `answers`: what was typed or chosen, by the keys of the form's fields; several choices one a line. */
  v.object({
    kind: v.literal('answerTask'),
    taskId: v.string(),
    answers: v.optional(v.record(v.string(), v.string())),
  }),
  v.object({ kind: v.literal('runTask'), taskId: v.string() }),
  v.object({ kind: v.literal('copyId') }),
  v.object({ kind: v.literal('readOlder') }),
  v.object({ kind: v.literal('copyChanges'), form: v.picklist(['markdown', 'patch']) }),
  v.object({ kind: v.literal('copyEntry'), key: v.string() }),
  /** `keys`: the entries that are shown, in their order; `others`: how many more are. */
  v.object({ kind: v.literal('copyHistory'), keys: v.array(v.string()), others: v.number() }),
  v.object({ kind: v.literal('copySvg'), svg: v.string() }),
  v.object({ kind: v.literal('revealSecret'), key: v.string() }),
  /** Takes back the rule by which a field's difference is ignored. */
  v.object({ kind: v.literal('stopIgnoring'), key: v.string() }),
  v.object({ kind: v.literal('signIn') }),
  v.object({ kind: v.literal('showLog') }),
  v.object({ kind: v.literal('goToResource') }),
  /** Of several resources: opens the one at whose head a row is, loads more of them, reads those at rest, or stops reading. */
  v.object({ kind: v.literal('openResource'), key: v.string() }),
  v.object({ kind: v.literal('loadMore') }),
  v.object({ kind: v.literal('readOthers') }),
  v.object({ kind: v.literal('stopReading') }),
]);

const panelState = object({
  /** What it shows; of several resources the row of the tree that they are below. */
  place: v.string(),
  allFields: v.boolean(),
  /** One column for each side. */
  sideBySide: v.optional(v.boolean()),
  /** How far the page was scrolled down, in CSS pixels. */
  scrollTop: v.number(),
  /** Of several resources: the lists that were loaded. */
  lists: v.optional(list(v.string())),
  /** What was typed into forms and isn't sent yet, without secrets. */
  answers: v.optional(v.record(v.string(), v.string())),
});

/** A status in words and its look. */
export type StatusView = v.InferOutput<typeof statusView>;
/** Who the resource is. */
export type HeaderView = v.InferOutput<typeof headerView>;
/** Whether what is shown still follows the cloud. */
export type LiveView = v.InferOutput<typeof liveView>;
/** What can be done about a failure. */
export type FailureAction = v.InferOutput<typeof failureAction>;
/** A failed reading, in one sentence. */
export type FailureView = v.InferOutput<typeof failureView>;
/** Everything the panel shows of one resource at one moment. */
export type PanelView = v.InferOutput<typeof panelView>;
/** Two documents, field by field. */
export type ComparisonView = v.InferOutput<typeof comparisonView>;
/** From the extension host to the panel. */
export type HostMessage = v.InferOutput<typeof hostMessage>;
/** From the panel to the extension host. */
export type PanelMessage = v.InferOutput<typeof panelMessage>;
/** What a panel keeps of itself over a reload of the window. */
export type PanelState = v.InferOutput<typeof panelState>;

/** A message of the host, or `undefined` for anything else. Never throws. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  return parsed(hostMessage, message);
}

/** A message of the panel, or `undefined` for anything else. Never throws. */
export function parsePanelMessage(message: unknown): PanelMessage | undefined {
  return parsed(panelMessage, message);
}

/** A panel's kept state, or `undefined` for anything else. Never throws. */
export function parsePanelState(state: unknown): PanelState | undefined {
  return parsed(panelState, state);
}
