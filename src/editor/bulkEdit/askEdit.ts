import * as vscode from 'vscode';
import { valuesAt, type EditStep, type FieldChange, type SpecEdit } from '../../resource/editSpec.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { identityOf, identityValue } from '../../resource/listAlignment.js';
import { hideSecrets, secretFieldsOf, type IsSecretField } from '../../resource/secretFields.js';
import type { PlaceStep, SpecPlace } from '../../schema/specPlaces.js';
import { askInTurn } from '../shell/askInTurn.js';
import { askValue } from '../shell/askValue.js';
import { judgeBy } from '../../schema/schemaJudges.js';
import { schemaProblems } from '../language/schemaProblems.js';
import { shownValue } from '../changes/saveConfirmation.js';
import { askChoice, askField, type Answer, type Choice, type Place } from '../shell/questions.js';
import type { BulkScope } from './bulkScope.js';
import { changeChoices, changesOf, stepsText } from './editWords.js';
import { presentValues, presentWords } from './presentValues.js';

const SHOWN_CHARACTERS = 60;

/** What is known when the questions begin. */
export interface EditQuestions {
  readonly scope: BulkScope;
  readonly place: SpecPlace;
  /** The specs as they are now. */
  readonly specs: readonly unknown[];
}

/** One question: which members of a list, which key of a map, what becomes of the field, and with which value. */
type Question =
  | { readonly kind: 'step'; readonly at: number; readonly step: PlaceStep }
  | { readonly kind: 'what' }
  | { readonly kind: 'value' };

/** Answers so far: of steps by their index, then what becomes of the field and its value. */
interface Answers {
  readonly steps: Map<number, string>;
  what: FieldChange['kind'] | undefined;
  value: string | undefined;
}

/**
 * Asks what becomes of a field: whose, where the field is below lists and maps; set, left out, or with another member; and
 * with which value, which the schema has to allow. Goes `back` to the choice of the field. `undefined` when the person
 * stopped.
 */
export async function askEdit(questions: EditQuestions): Promise<SpecEdit | 'back' | undefined> {
  const answers: Answers = { steps: new Map(), what: undefined, value: undefined };
  const asked = await askInTurn(
    () => openQuestions(questions, answers),
    async (question, { step, totalSteps }) => {
      // The first question of all is the choice of the field.
      const place: Place = {
        title: titleOf(questions, answers),
        step: step + 1,
        totalSteps: totalSteps + 1,
      };
      const answer = await ask(questions, answers, question, place);
      if (answer?.kind !== 'value') return answer;
      if (question.kind === 'step') answers.steps.set(question.at, answer.value);
      else if (question.kind === 'what') answers.what = answer.value as FieldChange['kind'];
      else answers.value = answer.value;
      return answer;
    },
  );
  if (asked !== 'answered') return asked;
  return { steps: resolvedSteps(questions, answers), change: changeOf(questions, answers) };
}

function openQuestions(questions: EditQuestions, answers: Answers): readonly Question[] {
  const { place } = questions;
  const steps = place.steps.flatMap((step, at): Question[] =>
    step.kind === 'entry' || (step.kind === 'members' && memberNames(questions, answers, at))
      ? [{ kind: 'step', at, step }]
      : [],
  );
  const kinds = changesOf(place);
  const what = answers.what ?? kinds[0];
  return [
    ...steps,
    ...(kinds.length > 1 ? [{ kind: 'what' as const }] : []),
    ...(what === 'remove' ? [] : [{ kind: 'value' as const }]),
  ];
}

function ask(
  questions: EditQuestions,
  answers: Answers,
  question: Question,
  place: Place,
): Promise<Answer | undefined> {
  switch (question.kind) {
    case 'step':
      return question.step.kind === 'entry'
        ? askKey(questions, answers, question.at, place)
        : askMembers(questions, answers, question.at, place);
    case 'what':
      return askChoice(
        place,
        presentText(questions, answers) ?? '',
        changeChoices(questions.place, presentAt(questions, answers)),
        answers.what,
      );
    case 'value':
      return askNewValue(questions, answers, place);
  }
}

/** All members of a list, or those of one name. */
function askMembers(
  questions: EditQuestions,
  answers: Answers,
  at: number,
  place: Place,
): Promise<Answer | undefined> {
  const { names = [] } = memberNames(questions, answers, at) ?? {};
  const all: Choice = {
    value: '',
    label: vscode.l10n.t('All items'),
    detail: '',
    icon: 'checklist',
  };
  return askChoice(
    place,
    vscode.l10n.t('Select the items of the list to change'),
    [
      all,
      ...names.map(({ json, value, count }) => ({
        value: json,
        label: shownValue(value, SHOWN_CHARACTERS),
        description: vscode.l10n.t('in {0} of {1}', count, questions.specs.length),
        detail: '',
        icon: 'symbol-field',
      })),
    ],
    answers.steps.get(at),
  );
}

/** A key that is there in some of them, or another. */
async function askKey(
  questions: EditQuestions,
  answers: Answers,
  at: number,
  place: Place,
): Promise<Answer | undefined> {
  const maps = questions.specs.flatMap((spec) => valuesAt(spec, resolvedSteps(questions, answers, at)));
  const keys = presentValues(
    maps.flatMap((map) => (typeof map === 'object' && map !== null ? Object.keys(map) : [])),
  );
  const other = '\u0000';
  if (keys.length > 0) {
    const known = answers.steps.get(at);
    const answer = await askChoice(
      place,
      vscode.l10n.t('Select an entry'),
      [
        ...keys.map(({ value, count }) => ({
          value: String(value),
          label: String(value),
          description: vscode.l10n.t('in {0} of {1}', count, questions.specs.length),
          detail: '',
          icon: 'symbol-key',
        })),
        { value: other, label: vscode.l10n.t('Another…'), detail: '', icon: 'add' },
      ],
      known,
    );
    if (answer?.kind !== 'value' || answer.value !== other) return answer;
  }
  return askField(place, {
    prompt: vscode.l10n.t('The entry’s key'),
    placeholder: '',
    value: answers.steps.get(at) ?? '',
    isSecret: false,
    complaint: undefined,
    problem: (typed) => (typed === '' ? vscode.l10n.t('This field can’t be empty.') : undefined),
  });
}

async function askNewValue(
  questions: EditQuestions,
  answers: Answers,
  place: Place,
): Promise<Answer | undefined> {
  const { place: where } = questions;
  const kind = answers.what ?? changesOf(where)[0];
  const present = presentAt(questions, answers);
  const now = presentText(questions, answers);
  if (kind === 'exclude') {
    return askMember(questions, answers, place);
  }
  const { field, schema } = (kind === 'include' ? where.member : undefined) ?? where;
  const isSecret = secretOf(questions)(pathOf(questions, answers));
  const judge = judgeBy(schema);
  const [only, ...others] = present;
  return askValue(place, field, {
    before:
      answers.value ?? (kind === 'set' && only && others.length === 0 && !isSecret ? only.json : undefined),
    isSecret,
    now,
    nowOf: (json) => {
      const count = present.find((one) => one.json === json)?.count;
      return count === undefined || kind !== 'set'
        ? undefined
        : vscode.l10n.t('in {0} of {1}', count, questions.specs.length);
    },
    check: async (json) => (await schemaProblems(judge, json))[0],
  });
}

/** One of the members that lists have now, by its name where it has one. */
function askMember(questions: EditQuestions, answers: Answers, place: Place): Promise<Answer | undefined> {
  const steps = resolvedSteps(questions, answers);
  const lists = listsAt(questions, steps);
  const named = identityOf(...lists);
  const path = [...pathOf(questions, answers), '0'];
  return askChoice(
    place,
    vscode.l10n.t('Select the item to remove'),
    presentValues(lists.flat()).map(({ json, value, count }) => {
      const name = named === undefined ? undefined : identityValue(value, named);
      const shown = shownValue(hideSecrets(value, secretOf(questions), path), SHOWN_CHARACTERS);
      return {
        value: json,
        label: name === undefined ? shown : String(name),
        description: vscode.l10n.t('in {0} of {1}', count, questions.specs.length),
        detail: name === undefined ? '' : shown,
      };
    }),
    answers.value,
  );
}

function listsAt({ specs }: EditQuestions, steps: readonly EditStep[]): readonly (readonly unknown[])[] {
  return specs
    .flatMap((spec) => valuesAt(spec, steps))
    .filter((list): list is readonly unknown[] => Array.isArray(list) && list.length > 0);
}

function changeOf({ place }: EditQuestions, { what, value = 'null' }: Answers): FieldChange {
  const kind = what ?? changesOf(place)[0] ?? 'set';
  return kind === 'remove' ? { kind } : { kind, json: value };
}

/** The steps up to one, or all, with what was answered of them. */
function resolvedSteps(
  questions: EditQuestions,
  { steps }: Answers,
  end = questions.place.steps.length,
): readonly EditStep[] {
  const { place } = questions;
  return place.steps.slice(0, end).map((step, at): EditStep => {
    if (step.kind === 'field') return step;
    const answer = steps.get(at) ?? '';
    if (step.kind === 'entry') return { kind: 'field', name: answer };
    const { field } = (answer === '' ? undefined : memberNames(questions, { steps }, at)) ?? {};
    return field === undefined ? { kind: 'members' } : { kind: 'members', only: { field, json: answer } };
  });
}

/** What distinguishes the members of all lists at a step, and which there are. */
function memberNames(
  questions: EditQuestions,
  answers: Pick<Answers, 'steps'>,
  at: number,
): { readonly field: string; readonly names: ReturnType<typeof presentValues> } | undefined {
  const before = resolvedSteps(questions, { ...answers, what: undefined, value: undefined }, at);
  const lists = listsAt(questions, before);
  const field = lists.length > 0 ? identityOf(...lists) : undefined;
  if (field === undefined) return undefined;
  return {
    field,
    names: presentValues(lists.flat().map((member) => (isJsonObject(member) ? member[field] : undefined))),
  };
}

function presentAt(questions: EditQuestions, answers: Answers): ReturnType<typeof presentValues> {
  const steps = resolvedSteps(questions, answers);
  return presentValues(questions.specs.flatMap((spec) => valuesAt(spec, steps)));
}

function presentText(questions: EditQuestions, answers: Answers): string | undefined {
  return presentWords(presentAt(questions, answers), secretOf(questions), pathOf(questions, answers));
}

function titleOf(questions: EditQuestions, answers: Answers): string {
  const { scope } = questions;
  const where = stepsText(resolvedSteps(questions, answers));
  return vscode.l10n.t('Edit {0} of {1} Resources: {2}', where, scope.targets.length, scope.title);
}

function secretOf({ scope }: EditQuestions): IsSecretField {
  return secretFieldsOf(scope.item);
}

function pathOf(questions: EditQuestions, answers: Answers): readonly string[] {
  return resolvedSteps(questions, answers).map((step) => (step.kind === 'field' ? step.name : '0'));
}
