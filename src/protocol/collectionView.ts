import * as v from 'valibot';
import { list, object } from './parsing.js';
import { timelineView } from './timelineView.js';

/** What the loaded resources of a collection, a project or a section are doing. All texts are localised. */
export const collectionView = object({
  /** The row of the tree, and the lists that are loaded below it: the page keeps them to come back after a reload. */
  row: v.string(),
  lists: list(v.string()),
  title: v.string(),
  /** Where they are, and whose they are. */
  place: v.string(),
  /** How many of how many loaded resources are shown. */
  summary: v.string(),
  /** Absent while nothing is being read. */
  progress: v.optional(object({ text: v.string(), done: v.number(), of: v.number() })),
  /** How many resources couldn't be read, in words. */
  failure: v.optional(v.string()),
  /** That there is more to be loaded; absent where all is. */
  more: v.optional(v.string()),
  /** The button that reads those that are at rest, too; absent where none is left. */
  others: v.optional(v.string()),
  timeline: timelineView,
});

/** What the loaded resources of a collection, a project or a section are doing. */
export type CollectionView = v.InferOutput<typeof collectionView>;
