/**
 * The messages between the host of a comparison's report and its page. Both sides parse what they get. Everything here is data:
 * texts are already localised, and nothing is markup.
 */
import * as v from 'valibot';
import type { ReportTexts } from './protocol/reportTexts.js';
import { isTexts, list, object, parsed } from './protocol/parsing.js';

export type { ReportTexts } from './protocol/reportTexts.js';

const severity = v.picklist(['breaking', 'risky', 'compatible', 'cosmetic']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const reportRow = object({
  /** Which change of the comparison it is. */
  id: count,
  severity,
  /** Which of the report's kinds it is of. */
  kind: count,
  /** Which of the report's sections it is in. */
  section: count,
  /** Which of the report's groups it is in. */
  group: count,
  /** As people name it: `okms.Key.format`. */
  place: v.string(),
  change: v.picklist(['added', 'removed', 'changed']),
  /** Values that fit a line, as JSON. */
  before: v.optional(v.string()),
  after: v.optional(v.string()),
  reason: v.string(),
  /** What to do; absent when that is nothing. */
  advice: v.optional(v.string()),
  /** Whom it concerns: who sends, who reads, or both. */
  direction: v.optional(v.string()),
  /** The first operations that it reaches, without the one that the place names. */
  operations: list(v.string()),
  moreOperations: count,
  /** What of the user's uses it: files, open specs, requests of this session. */
  users: list(v.string()),
});

const reportView = object({
  title: v.string(),
  /** How many differences there are, by severity, in one sentence. */
  summary: v.string(),
  /** Whether the promise of a version is kept, and what else applies to all of it. */
  notes: list(object({ tone: v.picklist(['neutral', 'ok', 'warning']), text: v.string() })),
  sections: list(object({ name: v.string(), note: v.optional(v.string()) })),
  groups: list(object({ title: v.string(), what: v.string() })),
  kinds: list(v.string()),
  /** Whether `users` were looked for. */
  knowsUsers: v.boolean(),
  /** What breaks for the user, in one sentence. */
  usage: v.optional(v.string()),
  /** The worst first. */
  rows: list(reportRow),
});

const reportHostMessage = v.variant('kind', [
  v.object({ kind: v.literal('texts'), locale: v.string(), texts: v.custom<ReportTexts>(isTexts) }),
  v.object({ kind: v.literal('report'), report: reportView }),
]);

const ids = list(count);

const reportMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('compare'), id: count }),
  v.object({ kind: v.literal('copy'), ids }),
  v.object({ kind: v.literal('export'), ids }),
]);

const reportFilter = object({
  /** Severities that are left out. */
  hidden: list(severity),
  kind: v.optional(count),
  section: v.optional(count),
  onlyUsed: v.boolean(),
  text: v.string(),
});

const reportState = object({
  filter: reportFilter,
  /** How far the page was scrolled down, in CSS pixels. */
  scrollTop: v.number(),
});

/** How bad a change is. */
export type ReportSeverity = v.InferOutput<typeof severity>;
/** One change. */
export type ReportRow = v.InferOutput<typeof reportRow>;
/** Everything that a report shows. */
export type ReportView = v.InferOutput<typeof reportView>;
/** From the extension host to the page. */
export type ReportHostMessage = v.InferOutput<typeof reportHostMessage>;
/** From the page to the extension host. */
export type ReportMessage = v.InferOutput<typeof reportMessage>;
/** Which changes are shown. */
export type ReportFilter = v.InferOutput<typeof reportFilter>;
/** What a page keeps of itself while it is hidden. */
export type ReportState = v.InferOutput<typeof reportState>;

/** A message of the host, or `undefined` when it isn't one. Never throws. */
export function parseReportHostMessage(message: unknown): ReportHostMessage | undefined {
  return parsed(reportHostMessage, message);
}

/** A message of the page, or `undefined` when it isn't one. Never throws. */
export function parseReportMessage(message: unknown): ReportMessage | undefined {
  return parsed(reportMessage, message);
}

/** A page's kept state, or `undefined` when it isn't one. Never throws. */
export function parseReportState(state: unknown): ReportState | undefined {
  return parsed(reportState, state);
}
