/**
 * The messages between the host of a list's table and its page. Both sides parse what they get. Everything here is data: texts are
 * already localised, and nothing is markup.
 */
import * as v from 'valibot';
import type { TableTexts } from './protocol/tableTexts.js';
import { tone } from './protocol/look.js';
import { isTexts, list, object, parsed } from './protocol/parsing.js';

export type { TableTexts } from './protocol/tableTexts.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const cell = v.nullable(v.union([v.string(), v.number(), v.boolean()]));

const tableRow = object({
  name: v.string(),
  /** What distinguishes it from another of the same name. */
  detail: v.optional(v.string()),
  status: v.optional(object({ tone, text: v.string() })),
  /** The last part of its path; absent for a row without an address. */
  segment: v.optional(v.string()),
  urn: v.optional(v.string()),
  /** In the order of the columns. */
  cells: list(cell),
});

const tableColumn = object({ key: v.string(), title: v.string() });

const tableHead = object({
  /** Where the page comes back to after a reload: the account's id and the list's path. */
  account: v.string(),
  segments: list(v.string()),
  title: v.string(),
  /** The account, and what was requested of the API. */
  notes: list(v.string()),
  /** What can be done with a member, as words for menus. */
  words: v.string(),
  hasStatus: v.boolean(),
  /** The columns that are shown, after the name and the status. */
  columns: list(tableColumn),
  /** All columns that can be shown. */
  choice: list(tableColumn),
});

const tableState = object({
  /** What is being read: nothing, the first or a further page, or all of them. */
  reading: v.picklist(['nothing', 'page', 'all']),
  hasMore: v.boolean(),
  /** Why the list couldn't be read on. */
  failure: v.optional(v.string()),
});

const tableHostMessage = v.variant('kind', [
  v.object({ kind: v.literal('texts'), locale: v.string(), texts: v.custom<TableTexts>(isTexts) }),
  v.object({ kind: v.literal('head'), head: tableHead }),
  /** Rows from a place on, and how many there are in all. */
  v.object({ kind: v.literal('rows'), from: count, rows: list(tableRow), total: count }),
  v.object({ kind: v.literal('row'), at: count, row: tableRow }),
  v.object({ kind: v.literal('state'), state: tableState }),
]);

const tableMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('more') }),
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('stop') }),
  v.object({ kind: v.literal('refresh') }),
  v.object({ kind: v.literal('open'), at: count }),
  v.object({ kind: v.literal('columns'), keys: list(v.string()) }),
  v.object({ kind: v.literal('copy'), format: v.picklist(['csv', 'markdown']), rows: list(count) }),
]);

const tableSort = object({
  /** A column's key; `name` and `status` for the first two. */
  by: v.string(),
  isDescending: v.boolean(),
});

const tablePageState = object({
  account: v.string(),
  segments: list(v.string()),
  text: v.string(),
  sort: v.optional(tableSort),
  /** How far the table was scrolled down, in CSS pixels. */
  scrollTop: v.number(),
});

/** One member of the list. */
export type TableRow = v.InferOutput<typeof tableRow>;
/** What is in one cell. */
export type TableCell = v.InferOutput<typeof cell>;
export type TableColumn = v.InferOutput<typeof tableColumn>;
/** What a table is of, and its columns. */
export type TableHead = v.InferOutput<typeof tableHead>;
/** How far the list was read. */
export type TableState = v.InferOutput<typeof tableState>;
/** By what the rows are sorted. */
export type TableSort = v.InferOutput<typeof tableSort>;
/** From the extension host to the page. */
export type TableHostMessage = v.InferOutput<typeof tableHostMessage>;
/** From the page to the extension host. */
export type TableMessage = v.InferOutput<typeof tableMessage>;
/** What a page keeps of itself while it is hidden, and over a reload. */
export type TablePageState = v.InferOutput<typeof tablePageState>;

/** A message of the host, or `undefined` when it isn't one. Never throws. */
export function parseTableHostMessage(message: unknown): TableHostMessage | undefined {
  return parsed(tableHostMessage, message);
}

/** A message of the page, or `undefined` when it isn't one. Never throws. */
export function parseTableMessage(message: unknown): TableMessage | undefined {
  return parsed(tableMessage, message);
}

/** A page's kept state, or `undefined` when it isn't one. Never throws. */
export function parseTablePageState(state: unknown): TablePageState | undefined {
  return parsed(tablePageState, state);
}
