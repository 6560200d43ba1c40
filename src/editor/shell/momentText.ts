import * as vscode from 'vscode';

/** A date and time, as APIs write them (RFC 3339). */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A time in the words of the editor's language; `undefined` for what is no time. */
export function momentText(at: string | undefined): string | undefined {
  if (at === undefined || !MOMENT.test(at)) return undefined;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return undefined;
  return formatOf('dateAndTime').format(date);
}

/** A time of today by its hour, an earlier one with its day; `undefined` for what is no time. */
export function sinceText(at: string | undefined): string | undefined {
  const text = momentText(at);
  if (at === undefined || text === undefined) return undefined;
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? formatOf('time').format(date) : text;
}

const STYLES = {
  dateAndTime: { dateStyle: 'short', timeStyle: 'short' },
  time: { timeStyle: 'short' },
} as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than a hundred uses of it, and thousands of rows have a time. */
function formatOf(style: keyof typeof STYLES): Intl.DateTimeFormat {
  const key = `${style} ${vscode.env.language}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(vscode.env.language, STYLES[style]);
  formats.set(key, format);
  return format;
}
