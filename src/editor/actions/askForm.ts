import * as vscode from 'vscode';
import type { FormAnswers } from '../../resource/actionRequest.js';
import type { FormField } from '../../schema/actionForm.js';
import { readAnswer, typedText } from '../../schema/fieldAnswer.js';
import { askChoice, askChoices, askField, type Answer, type Choice, type Place } from '../questions.js';
import { fieldProblemText } from './fieldProblemText.js';

export interface FormQuestions {
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Whether a field's value is not to be read over a shoulder. */
  readonly isSecret: (field: FormField) => boolean;
}

/** A question: one field, or which of the optional ones are set at all. */
type Question = FormField | 'optional';

/**
 * Asks for what is required, then which optional fields are to be set, then for those, each question with a way back to
 * the one before it. A nested field that was chosen is among the answers with an empty text. `undefined` when the person
 * stopped.
 */
export async function askForm({ title, fields, isSecret }: FormQuestions): Promise<FormAnswers | undefined> {
  const required = fields.filter((field) => field.isRequired);
  const optional = fields.filter((field) => !field.isRequired);
  const answers = new Map<FormField, string>();
  let chosen: readonly FormField[] = [];
  const questions = (): readonly Question[] => [
    ...required,
    ...(optional.length > 0 ? ['optional' as const] : []),
    ...chosen.filter(({ input }) => input.kind !== 'nested'),
  ];
  for (let at = 0; at < questions().length;) {
    const question = questions()[at];
    if (question === undefined) break;
    const place = { title, step: at + 1, totalSteps: questions().length };
    if (question === 'optional') {
      const answer = await askOptional(place, optional, chosen);
      if (!answer) return undefined;
      if (answer.kind === 'value') chosen = answer.value;
      at += answer.kind === 'back' ? -1 : 1;
      continue;
    }
    const answer = await askOne({ ...place, title: `${title} · ${question.name}` }, question, {
      before: answers.get(question),
      isSecret: isSecret(question),
    });
    if (!answer) return undefined;
    if (answer.kind === 'value') answers.set(question, answer.value);
    at += answer.kind === 'back' ? -1 : 1;
  }
  return new Map([...required, ...chosen].map((field) => [field, answers.get(field) ?? ''] as const));
}

async function askOptional(
  place: Place,
  fields: readonly FormField[],
  chosen: readonly FormField[],
): Promise<Answer<readonly FormField[]> | undefined> {
  const placeholder = vscode.l10n.t('What else to set; what is not ticked is left to the API');
  const choices = fields.map((field) => ({
    value: keyOf(field),
    label: field.name,
    description: factsOf(field),
    detail: field.description?.replaceAll(/\s+/g, ' ') ?? '',
  }));
  const answer = await askChoices(place, placeholder, choices, new Set(chosen.map(keyOf)));
  if (answer?.kind !== 'value') return answer;
  return { kind: 'value', value: fields.filter((field) => answer.value.includes(keyOf(field))) };
}

interface Earlier {
  /** What was answered before a step back led here again. */
  readonly before: string | undefined;
  readonly isSecret: boolean;
}

async function askOne(
  place: Place,
  field: FormField,
  { before, isSecret }: Earlier,
): Promise<Answer | undefined> {
  const known = before ?? field.preset;
  const { input } = field;
  const placeholder = promptOf(field);
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
    placeholder:
      field.example === undefined || isSecret ? '' : vscode.l10n.t('For example {0}', field.example),
    value: before === 'null' ? '' : typedText(known),
    isSecret,
    complaint: undefined,
    problem: (typed) => {
      const read = readAnswer(field, typed);
      return read.kind === 'problem' ? fieldProblemText(read.problem) : undefined;
    },
  });
  if (answer?.kind !== 'value') return answer;
  const read = readAnswer(field, answer.value);
  return read.kind === 'json' ? { kind: 'value', value: read.json } : undefined;
}

/** The field's own name, with what the document says of it. */
function promptOf({ name, description, isNullable, input }: FormField): string {
  const words = description === undefined ? name : `${name}: ${description.replaceAll(/\s+/g, ' ')}`;
  const isTyped = input.kind === 'text' || input.kind === 'number';
  return isNullable && isTyped ? vscode.l10n.t('{0} (may be left empty)', words) : words;
}

function factsOf({ isDeprecated, input, preset }: FormField): string {
  return [
    ...(isDeprecated ? [vscode.l10n.t('deprecated')] : []),
    ...(preset === undefined ? [] : [vscode.l10n.t('default {0}', typedText(preset))]),
    ...(input.kind === 'nested' ? [vscode.l10n.t('opens a request file')] : []),
  ].join(' · ');
}

function toChoice({ label, json }: { readonly label: string; readonly json: string }): Choice {
  return { value: json, label, detail: '' };
}

function jsonItems(json: string | undefined): readonly string[] {
  const value: unknown = json === undefined || json === '' ? [] : JSON.parse(json);
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : [];
}

/** Fields of two places may have one name. */
function keyOf({ place, name }: FormField): string {
  return `${place} ${name}`;
}
