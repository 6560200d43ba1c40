import * as vscode from 'vscode';
import type { FormChoice, FormField } from '../../schema/actionForm.js';
import { readAnswer, typedText } from '../../schema/fieldAnswer.js';
import { askChoice, askChoices, askField, type Answer, type Choice, type Place } from './questions.js';
import { fieldProblemText } from './fieldProblemText.js';
import { labelText } from './labelText.js';

/** What is known of a value before the user is asked for it. */
export interface Earlier {
  /** What was answered before a step back led here again. */
  readonly before: string | undefined;
  readonly isSecret: boolean;
  /** What is there now, in words. */
  readonly now?: string | undefined;
  /** The same of one value, by its JSON text. */
  readonly nowOf?: (json: string) => string | undefined;
  /** A sentence when a value is not allowed for a reason that its field alone does not tell. */
  readonly check?: (json: string) => Promise<string | undefined> | string | undefined;
}

/**
 * Asks for a field's value, as a choice or in one line; one that has no simple question is typed as JSON. Answers with the
 * value's JSON text.
 */
export async function askValue(
  place: Place,
  field: FormField,
  { before, isSecret, now, nowOf, check }: Earlier,
): Promise<Answer | undefined> {
  // What was chosen, or goes without saying, may be marked among choices; only what was typed is in a line.
  const known = before ?? field.preset;
  const { input } = field;
  const placeholder = now === undefined ? promptOf(field) : `${promptOf(field)} · ${now}`;
  const toChoice = ({ label, json }: FormChoice): Choice => {
    const description = nowOf?.(json);
    return { value: json, label, detail: '', ...(description === undefined ? {} : { description }) };
  };
  if (input.kind === 'choice') {
    const nothing = field.isNullable ? [{ label: vscode.l10n.t('Nothing'), json: 'null' }] : [];
    return askChoice(place, placeholder, [...input.choices, ...nothing].map(toChoice), known);
  }
  if (input.kind === 'choices') {
    const set = new Set(jsonItems(known));
    const answer = await askChoices(place, placeholder, input.choices.map(toChoice), set);
    return answer?.kind === 'value' ? { kind: 'value', value: `[${answer.value.join(',')}]` } : answer;
  }
  const answer = await askField(place, {
    prompt: placeholder,
    placeholder: isSecret ? '' : hintOf(field),
    value: before === 'null' && input.kind !== 'nested' ? '' : shownText(input, before),
    isSecret,
    complaint: undefined,
    problem: (typed) => {
      const read = readTyped(field, typed);
      return read.kind === 'json' ? check?.(read.json) : read.sentence;
    },
  });
  if (answer?.kind !== 'value') return answer;
  const read = readTyped(field, answer.value);
  return read.kind === 'json' ? { kind: 'value', value: read.json } : undefined;
}

/** What was typed, as a value's JSON text, or why it isn't one. */
export type Typed =
  | { readonly kind: 'json'; readonly json: string }
  | { readonly kind: 'problem'; readonly sentence: string };

/** Reads what was typed for a field that has no choices. */
export function readTyped(field: FormField, typed: string): Typed {
  if (field.input.kind === 'nested') {
    if (isJson(typed)) return { kind: 'json', json: typed.trim() };
    if (field.input.takesText === true && typed.trim() !== '') {
      return { kind: 'json', json: JSON.stringify(typed) };
    }
    return { kind: 'problem', sentence: vscode.l10n.t('Enter JSON, for example ["a", "b"].') };
  }
  const read = readAnswer(field, typed);
  return read.kind === 'json' ? read : { kind: 'problem', sentence: fieldProblemText(read.problem) };
}

/** What could be typed; it isn't a value until it is typed. */
function hintOf({ preset, example }: FormField): string {
  if (preset !== undefined) return vscode.l10n.t('Default: {0}', typedText(preset));
  return example === undefined ? '' : vscode.l10n.t('For example {0}', example);
}

/** An answer as it was typed: of what may be JSON or a text, a text that can't be taken for JSON has no quotes. */
function shownText(input: FormField['input'], json: string | undefined): string {
  if (input.kind !== 'nested') return typedText(json);
  const text = input.takesText === true ? typedText(json) : '';
  return text.trim() === '' || isJson(text) ? (json ?? '') : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The field's own name, with what the document says of it. */
function promptOf({ name, description, isNullable, input }: FormField): string {
  const words = description === undefined ? name : labelText(name, description.replaceAll(/\s+/g, ' '));
  const isTyped = input.kind === 'text' || input.kind === 'number';
  return isNullable && isTyped ? vscode.l10n.t('{0} (may be left empty)', words) : words;
}

function jsonItems(json: string | undefined): readonly string[] {
  const value: unknown = json === undefined || json === '' ? [] : JSON.parse(json);
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : [];
}
