import type { SchemaVersion } from './versions.js';

/** What changed with one schema version, as an API document tells it. */
export interface ChangelogEntry {
  readonly version: SchemaVersion;
  /** The day of its publication, `YYYY-MM-DD`; `undefined` when it is not told. */
  readonly publishedOn: string | undefined;
  /** Markdown, without the heading. */
  readonly text: string;
}

const HEADING = /^(#{1,6})\s+(.*)$/;
const VERSION = /^\[?v?(\d{1,9}\.\d{1,9})\]?(?![\w.])/i;

/**
 * The changelog in a document's description: headings that begin with a version, often with a day beside it. Which form it has
 * is not documented, so whatever else stands there is left alone; without such headings there is none.
 */
export function readChangelog(description: string | undefined): readonly ChangelogEntry[] {
  const entries: { version: string; publishedOn: string | undefined; level: number; lines: string[] }[] = [];
  let open: (typeof entries)[number] | undefined;
  for (const line of (description ?? '').split(/\r?\n/)) {
    const [, marks = '', title = ''] = HEADING.exec(line.trim()) ?? [];
    const version = VERSION.exec(title)?.[1];
    if (version !== undefined) {
      open = { version, publishedOn: dayIn(title), level: marks.length, lines: [] };
      entries.push(open);
    } else if (open && marks !== '' && marks.length <= open.level) {
      open = undefined;
    } else {
      open?.lines.push(line);
    }
  }
  return entries.map(({ version, publishedOn, lines }) => ({
    version,
    publishedOn,
    text: lines.join('\n').trim(),
  }));
}

function dayIn(title: string): string | undefined {
  const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(title)?.[0];
  return day !== undefined && isDay(day) ? day : undefined;
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
