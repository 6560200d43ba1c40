import * as vscode from 'vscode';
import type { FormFieldView } from '../../protocol.js';
import type { FormAnswers } from '../../resource/actionRequest.js';
import type { ResourceAddress } from '../../resource/address.js';
import type { Task } from '../../resource/envelope.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { taskAddress } from '../../resource/taskAnswer.js';
import type { FormField } from '../../schema/actionForm.js';
import { answerForm, type AnswerForm } from '../../schema/answerForm.js';
import { typedText } from '../../schema/fieldAnswer.js';
import type { Connections } from '../connections/connections.js';
import { readTyped } from '../shell/askValue.js';
import { displayLine } from '../../resource/displayText.js';
import { answerable } from './waitingTasks.js';

/**
 * What a waiting task needs to be given, as a form; `undefined` where the account is signed out, or nothing describes the inputs.
 * Rejects with what reading the task and the API document throws.
 */
export async function taskForm(
  connections: Pick<Connections, 'get'>,
  address: ResourceAddress,
  task: Task,
  signal: AbortSignal,
): Promise<readonly FormFieldView[] | undefined> {
  const connection = connections.get(address.account);
  const found = connection && (await answerable(connection, taskAddress(address, task), signal));
  if (!found) return undefined;
  const form = answerForm(found.document, found.operation, found.reading);
  const isSecret = isSecretIn(form);
  return form.hasInputs
    ? [...form.places].map(([field, place]) => fieldView(field, keyOf(place), isSecret(field)))
    : undefined;
}

/** Which fields of an answer's form hold secrets. */
export function isSecretIn(form: AnswerForm): (field: FormField) => boolean {
  const isSecret = secretFieldsOf(form);
  return (field) => isSecret(form.places.get(field) ?? [field.name]);
}

/** What was typed into a form, as far as it is right. */
export interface TypedAnswers {
  readonly answers: FormAnswers;
  /** Whether nothing is missing and nothing is wrong: only then it can be sent without another question. */
  readonly isComplete: boolean;
}

/** Reads what was typed into a form of `taskForm`. A field that is not required and was left empty is not sent. */
export function typedAnswers(form: AnswerForm, typed: Readonly<Record<string, string>>): TypedAnswers {
  const answers = new Map<FormField, string>();
  let isComplete = true;
  for (const [field, place] of form.places) {
    const key = keyOf(place);
    const text = Object.hasOwn(typed, key) ? typed[key] : undefined;
    if (text === undefined || text === '') {
      if (field.isRequired) isComplete = false;
      continue;
    }
    const json = jsonOf(field, text);
    if (json === undefined) isComplete = false;
    else answers.set(field, json);
  }
  return { answers, isComplete };
}

/** The JSON text of what was typed; of choices it comes as that. `undefined` when it is no value of the field. */
function jsonOf(field: FormField, text: string): string | undefined {
  const { input, isNullable } = field;
  if (input.kind === 'choice' || input.kind === 'choices') {
    const known = input.choices.map(({ json }) => json);
    if (input.kind === 'choice')
      return known.includes(text) || (isNullable && text === 'null') ? text : undefined;
    const picked = text.split('\n');
    return picked.every((json) => known.includes(json)) ? `[${picked.join(',')}]` : undefined;
  }
  const read = readTyped(field, text);
  return read.kind === 'json' ? read.json : undefined;
}

function keyOf(place: readonly string[]): string {
  return JSON.stringify(place);
}

function fieldView(field: FormField, key: string, isSecret: boolean): FormFieldView {
  const { name, description, isRequired, isNullable, input, preset, example } = field;
  const isPicked = input.kind === 'choice' || input.kind === 'choices';
  const nothing =
    input.kind === 'choice' && isNullable ? [{ label: vscode.l10n.t('Nothing'), value: 'null' }] : [];
  const choices = isPicked
    ? input.choices.map(({ label, json }) => ({ label: displayLine(label), value: json }))
    : [];
  return {
    key,
    name: displayLine(name),
    ...(description !== undefined && { description: displayLine(description) }),
    isRequired,
    input: isSecret && !isPicked ? 'secret' : input.kind === 'nested' ? 'json' : input.kind,
    choices: [...choices, ...nothing],
    ...(preset !== undefined && { preset: isPicked ? preset : typedText(preset) }),
    ...(example !== undefined && !isSecret && { example: displayLine(example) }),
  };
}
