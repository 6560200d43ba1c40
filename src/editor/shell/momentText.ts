import * as vscode from 'vscode';

/** A date and time, as APIs write them (RFC 3339). */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A time in the words of the editor's language; `undefined` for what is no time. */
export function momentText(at: string | undefined): string | undefined {
  if (at === undefined || !MOMENT.test(at)) return undefined;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return undefined;
  return date.toLocaleString(vscode.env.language, { dateStyle: 'short', timeStyle: 'short' });
}

/** A time of today by its hour, an earlier one with its day; `undefined` for what is no time. */
export function sinceText(at: string | undefined): string | undefined {
  const text = momentText(at);
  if (at === undefined || text === undefined) return undefined;
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? date.toLocaleTimeString(vscode.env.language, { timeStyle: 'short' }) : text;
}
