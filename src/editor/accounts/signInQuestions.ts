import * as vscode from 'vscode';
import { askInTurn } from '../shell/askInTurn.js';
import { askChoice, askField } from '../shell/questions.js';
import type { Answer, Place } from '../shell/questions.js';
import {
  answer,
  draftEndpoint,
  fieldProblem,
  isSecretField,
  signInSteps,
  stepToMend,
} from '../../api/signInSteps.js';
import type { FailedAt, FieldName, SignInDraft, SignInStep } from '../../api/signInSteps.js';
import { fieldText, methodChoices, problemText, regionChoices, rightsChoices } from './signInText.js';
import type { EnvironmentHint } from './signInText.js';

/** Why a try failed, and what has to be typed again. */
export interface Complaint {
  readonly sentence: string;
  readonly failedAt: FailedAt;
}

export interface SignInQuestions {
  readonly title: string;
  /** What is known already: after a failure, or of an account that signs in again. */
  readonly draft: SignInDraft;
  /** The endpoint is settled: an account signs in again. */
  readonly fixedEndpoint: boolean;
  /** Why the last try failed: the questions begin where it can be fixed. */
  readonly complaint: Complaint | undefined;
  readonly environment: EnvironmentHint;
  readonly openUrl: (url: string) => void;
}

/** Asks what it takes to sign in, one question at a time, back and forth; `undefined` when the user gave up. */
export async function askSignIn(questions: SignInQuestions): Promise<SignInDraft | undefined> {
  let { draft } = questions;
  let complaint = questions.complaint;
  const fixed = { endpoint: questions.fixedEndpoint };
  const asked = await askInTurn(
    () => signInSteps(draft, fixed),
    async (step, turn) => {
      // Alone, before anybody knows how many questions follow, a number says nothing.
      const { step: at, totalSteps } = step.kind === 'method' ? { step: 0, totalSteps: 0 } : turn;
      const place = { title: stepTitle(questions.title, step, draft), step: at, totalSteps };
      const given = await ask(step, place, { ...questions, draft, complaint });
      complaint = undefined;
      if (given?.kind === 'value') draft = answer(draft, step, given.value);
      return given;
    },
    complaint ? stepToMend(signInSteps(draft, fixed), complaint.failedAt) : 0,
  );
  return asked === 'answered' ? draft : undefined;
}

/** Once something is typed or refused, the box shows neither its prompt nor its placeholder: the title says it all. */
function stepTitle(title: string, step: SignInStep, draft: SignInDraft): string {
  const endpoint = draftEndpoint(draft);
  const about = step.kind === 'field' ? fieldText(step.name).prompt : undefined;
  const where = endpoint && step.kind !== 'region' ? new URL(endpoint.origin).host : undefined;
  return [title, where, about].filter((part) => part !== undefined).join(' · ');
}

function ask(step: SignInStep, place: Place, questions: SignInQuestions): Promise<Answer | undefined> {
  const { draft } = questions;
  switch (step.kind) {
    case 'method':
      return askChoice(
        place,
        vscode.l10n.t('How do you want to sign in?'),
        methodChoices(questions.environment),
        draft.method,
      );
    case 'region':
      return askChoice(
        place,
        vscode.l10n.t('Select the region of your account'),
        regionChoices(),
        draft.region,
      );
    case 'rights':
      return askChoice(
        place,
        vscode.l10n.t('What can this editor do with your account? You confirm it on the OVHcloud website.'),
        rightsChoices(),
        draft.rights,
      );
    case 'field':
      return askField(place, {
        ...fieldText(step.name),
        value: draft.fields[step.name] ?? '',
        isSecret: isSecretField(step.name),
        complaint: questions.complaint?.sentence,
        problem: (typed) => {
          const problem = fieldProblem(step.name, typed);
          return problem && problemText(problem);
        },
        link: linkOf(step.name, questions),
      });
  }
}

/** Where keys are made: the pages that the official clients' own guides name, on the account's own endpoint. */
function linkOf(
  name: FieldName,
  { draft, openUrl }: SignInQuestions,
): { readonly tooltip: string; readonly open: () => void } | undefined {
  const origin = draftEndpoint(draft)?.origin;
  if (name !== 'applicationKey' || origin === undefined) return undefined;
  if (draft.method === 'signature') {
    return {
      tooltip: vscode.l10n.t('Create the three keys on the OVHcloud website'),
      open: () => {
        openUrl(`${origin}/createToken/`);
      },
    };
  }
  return {
    tooltip: vscode.l10n.t('Create an application key and secret on the OVHcloud website'),
    open: () => {
      openUrl(`${origin}/createApp/`);
    },
  };
}
