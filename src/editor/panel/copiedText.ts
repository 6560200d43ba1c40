import type { l10n as l10nOfVsCode } from 'vscode';
import { jsonText } from '../../resource/exactNumber.js';
import type { HistoryEntry } from '../../resource/history.js';
import { jsonPatch } from '../../resource/jsonPatch.js';
import { describePath } from '../../resource/specDiff.js';
import { changesMarkdown } from './changesMarkdown.js';
import type { ComparedFields, PanelFacts } from './panelFacts.js';
import { fieldKey, specFields, type SpecField } from './specFields.js';

/** What can be copied of one field of a panel. */
export type FieldPart = 'path' | 'current' | 'requested';
/** How all that is pending can be copied. */
export type ChangesForm = 'markdown' | 'patch';

/** What has fields that can be copied: a resource's panel, or a comparison. */
export interface FieldHost {
  copyField(key: string, part: FieldPart): void;
  copyChanges(form: ChangesForm): void;
}

/** The field of a panel that has a key; `undefined` when a newer reading has no such field. */
export function fieldOf(
  { reading, edited }: Pick<PanelFacts, 'edited'> & { readonly reading: ComparedFields | undefined },
  key: string,
): SpecField | undefined {
  return reading && specFields(reading, edited).find((field) => fieldKey(field) === key);
}

/** A part of a field as text: a string bare, anything else as JSON. Secrets in it are dots. */
export function fieldText(field: SpecField, part: FieldPart): string {
  if (part === 'path') return describePath(field.path);
  const value = part === 'current' ? field.before : (field.after ?? field.before);
  return typeof value === 'string' ? value : jsonText(value);
}

/** What is asked of a resource and not yet real, for a ticket or a script. Secrets in it are dots. */
export function changesText(
  name: string,
  { comparison: { pending }, currentState, targetSpec }: ComparedFields,
  form: ChangesForm,
  l10n: Pick<typeof l10nOfVsCode, 't'>,
): string {
  if (form === 'markdown') return changesMarkdown(name, pending, l10n);
  const steps = jsonPatch(pending, currentState, targetSpec).map((step) => `  ${jsonText(step)}`);
  return steps.length === 0 ? '[]\n' : `[\n${steps.join(',\n')}\n]\n`;
}

/** An entry as the API says it, or what was kept here of a change. */
export function entryJson(entry: HistoryEntry | undefined): string {
  if (!entry) return '';
  const { kind } = entry;
  const copied =
    kind === 'task'
      ? entry.task
      : kind === 'event'
        ? entry.event
        : kind === 'change'
          ? entry.change
          : entry.action;
  return JSON.stringify(copied, undefined, 2);
}
