import * as vscode from 'vscode';
import type { FormAnswers } from '../../resource/actionRequest.js';
import type { FormField } from '../../schema/actionForm.js';
import { typedText } from '../../schema/fieldAnswer.js';
import { askInTurn } from '../shell/askInTurn.js';
import { askChoices, type Answer, type Place } from '../shell/questions.js';
import { askValue } from '../shell/askValue.js';
import { fieldProblemText } from '../shell/fieldProblemText.js';

export interface FormQuestions {
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Whether a field's value is not to be read over a shoulder. */
  readonly isSecret: (field: FormField) => boolean;
  /** Whether a nested field that was chosen is typed as JSON here; otherwise it is left to a request file. */
  readonly asksNested?: boolean;
  /** What was answered before, where the same form is asked again. */
  readonly before?: FormAnswers | undefined;
}

/** A question: one field, or which of the optional ones are set at all. */
type Question = FormField | 'optional';

/**
 * Asks for what is required, then which optional fields are to be set, then for those, each question with a way back to
 * the one before it. A nested field that was chosen and not requested is among the answers with an empty text. `undefined`
 * when the person stopped.
 */
export async function askForm({
  title,
  fields,
  isSecret,
  asksNested = false,
  before,
}: FormQuestions): Promise<FormAnswers | undefined> {
  const required = fields.filter((field) => field.isRequired);
  const optional = fields.filter((field) => !field.isRequired);
  const answers = new Map(before);
  let chosen: readonly FormField[] = optional.filter((field) => answers.has(field));
  const questions = (): readonly Question[] => [
    ...required,
    ...(optional.length > 0 ? ['optional' as const] : []),
    ...chosen.filter(({ input }) => asksNested || input.kind !== 'nested'),
  ];
  const asked = await askInTurn(questions, async (question, turn) => {
    const place = { title, ...turn };
    if (question === 'optional') {
      const answer = await askOptional(place, { fields: optional, chosen, asksNested });
      if (answer?.kind === 'value') chosen = answer.value;
      return answer;
    }
    const answer = await askValue({ ...place, title: `${title} · ${question.name}` }, question, {
      before: answers.get(question),
      isSecret: isSecret(question),
      // Enter alone is no answer.
      check: (json) =>
        question.isRequired && json === '""' ? fieldProblemText({ code: 'empty', args: [] }) : undefined,
    });
    if (answer?.kind === 'value') answers.set(question, answer.value);
    return answer;
  });
  if (asked !== 'answered') return undefined;
  return new Map([...required, ...chosen].map((field) => [field, answers.get(field) ?? ''] as const));
}

interface OptionalFields {
  readonly fields: readonly FormField[];
  readonly chosen: readonly FormField[];
  readonly asksNested: boolean;
}

async function askOptional(
  place: Place,
  { fields, chosen, asksNested }: OptionalFields,
): Promise<Answer<readonly FormField[]> | undefined> {
  const placeholder = vscode.l10n.t('Optional fields. The API sets the ones you don’t select.');
  const choices = fields.map((field) => ({
    value: keyOf(field),
    label: field.name,
    description: factsOf(field, asksNested),
    detail: field.description?.replaceAll(/\s+/g, ' ') ?? '',
  }));
  const answer = await askChoices(place, placeholder, choices, new Set(chosen.map(keyOf)));
  if (answer?.kind !== 'value') return answer;
  return { kind: 'value', value: fields.filter((field) => answer.value.includes(keyOf(field))) };
}

function factsOf({ isDeprecated, input, preset }: FormField, asksNested: boolean): string {
  return [
    ...(isDeprecated ? [vscode.l10n.t('deprecated')] : []),
    ...(preset === undefined ? [] : [vscode.l10n.t('default {0}', typedText(preset))]),
    ...(input.kind === 'nested' && !asksNested ? [vscode.l10n.t('opens a request file')] : []),
  ].join(' · ');
}

/** Fields of two places may have one name. */
function keyOf({ place, name }: FormField): string {
  return `${place} ${name}`;
}
