/**
 * The messages between the panel's host side and its browser side. Both sides parse what they get, so neither trusts
 * the other. Everything here is data: texts are already localised, and nothing is markup.
 */
import * as v from 'valibot';

const object = <const E extends v.ObjectEntries>(entries: E) => v.pipe(v.object(entries), v.readonly());
const list = <const S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.readonly());

/** How something looks: an icon's shape and a colour. The words beside it say the same. */
const tone = v.picklist(['neutral', 'ok', 'busy', 'waiting', 'warning', 'error']);

/** A moment as the API wrote it (ISO 8601); absent when the API gave none that can be read. */
const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

const statusView = object({ tone, text: v.string() });

const headerView = object({
  /** What a person calls it; the identifier when it has no name of its own. */
  name: v.string(),
  id: v.string(),
  /** The account's label. */
  account: v.string(),
  /** The path's segments above the identifier. */
  path: list(v.string()),
  schemaVersion: v.string(),
  status: v.optional(statusView),
});

/** Whether what is shown still follows the cloud. */
const liveView = object({
  /** `live`: polled fast; `idle`: polled slowly; `offline`: the last reading failed. */
  state: v.picklist(['loading', 'live', 'idle', 'offline']),
  /** When it was last read; when offline, since when it can't be. */
  at: v.optional(moment),
});

const failureAction = v.picklist(['retry', 'signIn', 'showLog']);

const failureView = object({ heading: v.string(), message: v.string(), actions: list(failureAction) });

const valueView = object({
  text: v.string(),
  /** Characters that were left out because the value is too long to show. */
  omitted: v.number(),
});

/** A part of two long texts: in both, or only in the later or the earlier one. */
const textPart = object({ text: v.string(), change: v.picklist(['same', 'added', 'removed']) });

const diffRow = object({
  /** Stable over updates. */
  key: v.string(),
  /** The field's path inside its group. */
  field: v.string(),
  /**
   * `same`: asked and real agree; `actual`: only the cloud sets it, nothing is asked; `unreported`: asked, and the actual
   * state has no such field; `different`: both have it, in forms that mean no pending change.
   */
  change: v.picklist(['added', 'removed', 'changed', 'same', 'actual', 'unreported', 'different']),
  /** What is real. */
  before: v.optional(valueView),
  /** What is asked. */
  after: v.optional(valueView),
  /** Of two long texts, the words that differ, from `before` to `after`. */
  words: v.optional(list(textPart)),
});

const diffGroup = object({ key: v.string(), title: v.string(), rows: list(diffRow) });

const specView = object({
  /**
   * `pending`: something is asked that is not yet real; `inSync`: nothing is; `plain`: the resource has no desired
   * state apart from its actual one, every row is `same`.
   */
  kind: v.picklist(['pending', 'inSync', 'plain']),
  title: v.string(),
  summary: v.string(),
  /** How the title is meant; `neutral` has no icon. */
  tone,
  counts: object({ added: v.number(), removed: v.number(), changed: v.number() }),
  groups: list(diffGroup),
  /** What the actual state has in a form of its own; each row's field is its whole path. Absent when there is none. */
  differently: v.optional(object({ title: v.string(), note: v.string(), rows: list(diffRow) })),
});

const stepRow = object({ key: v.string(), name: v.string(), tone, status: v.string() });

/** One thing that is known of an entry beside what its row says: a time, or a text. */
const factRow = object({ name: v.string(), at: v.optional(moment), text: v.optional(v.string()) });

const timelineRow = object({
  key: v.string(),
  /** `change`: a change of the spec that was saved here, or found to be there. */
  kind: v.picklist(['task', 'event', 'change']),
  /** The key of the row that brought it about, its own where it began by itself. */
  thread: v.string(),
  /** When the thread began, in milliseconds since the epoch. The newest thread comes first. */
  beganAt: v.number(),
  /** Its place in the thread, which begins with 0. */
  place: v.number(),
  tone,
  title: v.string(),
  /** The status in words; for an event, how what it is named after went; for a change, what came of it. */
  status: v.optional(v.string()),
  message: v.optional(v.string()),
  at: v.optional(moment),
  /** When a task was queued, began and ended; without an end while it goes on. */
  span: v.optional(object({ queued: v.optional(moment), from: moment, to: v.optional(moment) })),
  /** How long it took, localised; absent while it runs. */
  duration: v.optional(v.string()),
  steps: list(stepRow),
  errors: list(v.string()),
  /** What it changed, each field with its whole path. */
  fields: list(diffRow),
  facts: list(factRow),
  /** Present when the task can be opened as a document. */
  taskId: v.optional(v.string()),
  /** Present when the task goes on only once a person has answered it. */
  waitingTaskId: v.optional(v.string()),
});

const timelineView = object({
  /** Stands in place of rows while there are none. */
  empty: object({ title: v.string(), hint: v.string() }),
  /** Those that are new or different since the last message; all of them when `isWhole`. */
  rows: list(timelineRow),
  isWhole: v.boolean(),
  /** The keys of rows that are no more. */
  gone: list(v.string()),
  /** Whether there is more than was read: it is read when somebody gets there. */
  older: v.picklist(['none', 'more', 'reading', 'failed']),
  /** Why the older part couldn't be read. */
  olderFailure: v.optional(v.string()),
});

const panelView = object({
  /** The resource's place, `/<account>/<segment>…`; the panel keeps it to come back after a reload. */
  place: v.string(),
  header: headerView,
  live: liveView,
  /** The last reading's failure; what was read before stays beside it. */
  failure: v.optional(failureView),
  /** Absent until it was read once. */
  spec: v.optional(specView),
  /** Absent until it was read once, and for resources that have no history. */
  timeline: v.optional(timelineView),
  /** Spoken by screen readers whenever it changes. */
  announcement: v.string(),
});

/** The panel's own words. `{0}` stands where a value or a time goes. */
const panelTexts = object({
  editSpec: v.string(),
  refresh: v.string(),
  openJson: v.string(),
  copyId: v.string(),
  copied: v.string(),
  retry: v.string(),
  signIn: v.string(),
  showLog: v.string(),
  loading: v.string(),
  identifier: v.string(),
  account: v.string(),
  path: v.string(),
  schemaVersion: v.string(),
  status: v.string(),
  live: v.string(),
  idle: v.string(),
  offline: v.string(),
  specHeading: v.string(),
  actual: v.string(),
  asked: v.string(),
  added: v.string(),
  removed: v.string(),
  changed: v.string(),
  actualOnly: v.string(),
  notReported: v.string(),
  allFields: v.string(),
  filterFields: v.string(),
  collapseAll: v.string(),
  expandAll: v.string(),
  unchangedFields: v.string(),
  noFieldMatches: v.string(),
  copyMarkdown: v.string(),
  showAll: v.string(),
  showLess: v.string(),
  omittedCharacters: v.string(),
  timelineHeading: v.string(),
  change: v.string(),
  changedFields: v.string(),
  details: v.string(),
  copyEntry: v.string(),
  filterHistory: v.string(),
  filterType: v.string(),
  filterStatus: v.string(),
  everyType: v.string(),
  tasksOnly: v.string(),
  eventsOnly: v.string(),
  changesOnly: v.string(),
  everyStatus: v.string(),
  busyOnly: v.string(),
  waitingOnly: v.string(),
  doneOnly: v.string(),
  failuresOnly: v.string(),
  clearFilters: v.string(),
  noneMatch: v.string(),
  shownOf: v.string(),
  newEntry: v.string(),
  newEntries: v.string(),
  today: v.string(),
  yesterday: v.string(),
  readingOlder: v.string(),
  olderFailed: v.string(),
  wholeHistory: v.string(),
  becauseOf: v.string(),
  timeAxis: v.string(),
  timeAxisHelp: v.string(),
  zoomIn: v.string(),
  zoomOut: v.string(),
  fit: v.string(),
  severalEntries: v.string(),
  shownRange: v.string(),
  openTask: v.string(),
  answerTask: v.string(),
  task: v.string(),
  event: v.string(),
  steps: v.string(),
  errors: v.string(),
  staleHint: v.string(),
  noHistory: v.string(),
});

const hostMessage = v.variant('kind', [
  v.object({ kind: v.literal('texts'), locale: v.string(), texts: panelTexts }),
  v.object({ kind: v.literal('view'), view: panelView }),
  /** It was read again, and nothing else is different. */
  v.object({ kind: v.literal('live'), live: liveView }),
]);

const panelMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('refresh') }),
  v.object({ kind: v.literal('editSpec') }),
  v.object({ kind: v.literal('openJson') }),
  v.object({ kind: v.literal('openTask'), taskId: v.string() }),
  v.object({ kind: v.literal('answerTask'), taskId: v.string() }),
  v.object({ kind: v.literal('copyId') }),
  v.object({ kind: v.literal('readOlder') }),
  v.object({ kind: v.literal('copyChanges') }),
  v.object({ kind: v.literal('copyEntry'), key: v.string() }),
  v.object({ kind: v.literal('signIn') }),
  v.object({ kind: v.literal('showLog') }),
]);

const panelState = object({
  place: v.string(),
  allFields: v.boolean(),
  /** How far the page was scrolled down, in CSS pixels. */
  scrollTop: v.number(),
});

/** How something looks: an icon's shape and a colour. */
export type Tone = v.InferOutput<typeof tone>;
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
/** A value as text, cut when it is too long. */
export type ValueView = v.InferOutput<typeof valueView>;
/** A part of two long texts. */
export type TextPart = v.InferOutput<typeof textPart>;
/** One field: what is real and what is asked. */
export type DiffRow = v.InferOutput<typeof diffRow>;
/** The fields of one object. */
export type DiffGroup = v.InferOutput<typeof diffGroup>;
/** The diff of desired and actual. */
export type SpecView = v.InferOutput<typeof specView>;
/** One thing that is known of an entry beside what its row says. */
export type FactRow = v.InferOutput<typeof factRow>;
/** One step of a task. */
export type StepRow = v.InferOutput<typeof stepRow>;
/** One task, event or change of the spec. */
export type TimelineRow = v.InferOutput<typeof timelineRow>;
/** What happened to the resource, as far as it is new since the last message. */
export type TimelineView = v.InferOutput<typeof timelineView>;
/** Everything the panel shows of one resource at one moment. */
export type PanelView = v.InferOutput<typeof panelView>;
/** The panel's own words, localised. */
export type PanelTexts = v.InferOutput<typeof panelTexts>;
/** From the extension host to the panel. */
export type HostMessage = v.InferOutput<typeof hostMessage>;
/** From the panel to the extension host. */
export type PanelMessage = v.InferOutput<typeof panelMessage>;
/** What a panel keeps of itself over a reload of the window. */
export type PanelState = v.InferOutput<typeof panelState>;

/** A message of the host, or `undefined` when it is none. Never throws. */
export function parseHostMessage(message: unknown): HostMessage | undefined {
  return parsed(hostMessage, message);
}

/** A message of the panel, or `undefined` when it is none. Never throws. */
export function parsePanelMessage(message: unknown): PanelMessage | undefined {
  return parsed(panelMessage, message);
}

/** A panel's kept state, or `undefined` when it is none. Never throws. */
export function parsePanelState(state: unknown): PanelState | undefined {
  return parsed(panelState, state);
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T | undefined {
  const result = v.safeParse(schema, input);
  return result.success ? result.output : undefined;
}
