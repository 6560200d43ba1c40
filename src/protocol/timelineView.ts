import * as v from 'valibot';
import { moment, tone } from './look.js';
import { list, longList, object } from './parsing.js';
import { diffRow } from './specView.js';

const stepRow = object({ key: v.string(), name: v.string(), tone, status: v.string() });

/** One thing that is known of an entry beside what its row says: a time, or a text. */
const factRow = object({ name: v.string(), at: v.optional(moment), text: v.optional(v.string()) });

const timelineRow = object({
  key: v.string(),
  /**
   * `change`: a change of the spec that was saved here, or found to be there; `action`: what else was done here; `resource`: a resource
   * among several, at the head of its own entries.
   */
  kind: v.picklist(['task', 'event', 'change', 'action', 'resource']),
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
});

export const timelineView = object({
  /** Shown in place of rows while there are none. */
  empty: object({ title: v.string(), hint: v.string() }),
  /** Those that are new or different since the last message; all of them when `isWhole`. */
  rows: longList(timelineRow),
  isWhole: v.boolean(),
  /** The keys of rows that are no more. */
  gone: longList(v.string()),
  /** Whether there is more than was read: it is read when the user scrolls there. */
  older: v.picklist(['none', 'more', 'reading', 'failed']),
  /** Why the older part couldn't be read. */
  olderFailure: v.optional(v.string()),
});

/** One thing that is known of an entry beside what its row says. */
export type FactRow = v.InferOutput<typeof factRow>;
/** One step of a task. */
export type StepRow = v.InferOutput<typeof stepRow>;
/** One task, event or change of the spec. */
export type TimelineRow = v.InferOutput<typeof timelineRow>;
/** What happened to the resource, as far as it is new since the last message. */
export type TimelineView = v.InferOutput<typeof timelineView>;
