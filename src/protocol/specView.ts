import * as v from 'valibot';
import { tone } from './look.js';
import { list, longList, object } from './parsing.js';

export const valueView = object({
  text: v.string(),
  /** Characters that were left out because the value is too long to show. */
  omitted: v.number(),
});

/** A part of two long texts: in both, or only in the later or the earlier one. */
const textPart = object({ text: v.string(), change: v.picklist(['same', 'added', 'removed']) });

export const diffRow = object({
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
  /** Of what was added what the same value was called before; of what was removed what it is called now. */
  renamed: v.optional(v.string()),
  /** Of a list whose members are in another order, which of them were moved, in words. */
  moved: v.optional(list(v.string())),
  /** Whether its values are hidden, all or in part. */
  isSecret: v.optional(v.boolean()),
  /**
   * What else is true of it. `fixed`: only a creation can set it; `edited`: the open document says otherwise than what it was
   * opened with; `outdated`: the spec was changed since then; `conflict`: both, to different values; `ignored`: the user doesn't
   * want to see its difference.
   */
  marks: v.optional(list(v.picklist(['conflict', 'edited', 'outdated', 'fixed', 'ignored']))),
  /** Of what is `edited` or `outdated`: what the document was opened with, and what it says. */
  edit: v.optional(object({ base: v.optional(valueView), mine: v.optional(valueView) })),
});

const diffGroup = object({ key: v.string(), title: v.string(), rows: list(diffRow) });

export const specView = object({
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
  groups: longList(diffGroup),
  /** Whether no task is under way that would carry out what is pending. */
  isDrifted: v.optional(v.boolean()),
  /** What it means that fields are `different`. Absent when none is. */
  differently: v.optional(v.string()),
});

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
