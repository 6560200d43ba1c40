import type { l10n } from 'vscode';
import type { DiffRow, TimelineRow } from '../../protocol.js';
import { markdownCode, markdownText } from '../../schema/markdown.js';
import { displayLine } from '../../resource/displayText.js';

type Localizer = Pick<typeof l10n, 't'>;

interface Shown {
  /** In their order; what others brought about comes right below these. */
  readonly rows: readonly TimelineRow[];
  /** How many more are shown that are left out here. */
  readonly others: number;
}

/** A history as a list for a ticket, its times in UTC. Nothing in it can pose as markup. */
export function historyMarkdown(name: string, { rows, others }: Shown, l10n: Localizer): string {
  return [
    `**${markdownText(displayLine(name))}**`,
    '',
    ...rows.flatMap((row) => linesOf(row, row.place === 0 ? '' : '  ', l10n)),
    ...(others > 0 ? ['', l10n.t('Entries that aren’t in this copy: {0}', others)] : []),
    '',
  ].join('\n');
}

function linesOf(row: TimelineRow, indent: string, l10n: Localizer): readonly string[] {
  const { at, title, status, duration, message, errors, fields, steps } = row;
  const time = at === undefined ? [] : [`${at.slice(0, 19).replace('T', ' ')} UTC`];
  const words = [status, duration].filter((word) => word !== undefined).map(markdownText);
  const failed = steps.filter(({ tone }) => tone === 'error');
  const said = message === undefined ? [] : [oneLine(message)];
  return [
    `${indent}- ${[...time, `**${markdownText(title)}**`, words.join(' · ')].filter(Boolean).join(' ')}`,
    ...[
      ...said,
      ...failed.map((step) => l10n.t('Step {0}: {1}', markdownText(step.name), markdownText(step.status))),
      ...errors.map(oneLine),
      ...fields.map((field) => fieldLine(field, l10n)),
    ].map((line) => `${indent}  - ${line}`),
  ];
}

function fieldLine({ field, before, after }: DiffRow, l10n: Localizer): string {
  const value = (text: string | undefined): string => (text === undefined ? '∅' : markdownCode(text));
  return l10n.t('{0}: {1}', markdownCode(field), `${value(before?.text)} → ${value(after?.text)}`);
}

function oneLine(text: string): string {
  return markdownText(text.replace(/\s+/gu, ' '));
}
