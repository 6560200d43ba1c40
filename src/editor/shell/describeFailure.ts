import * as vscode from 'vscode';
import { ApiError } from '../../api/errors.js';
import { failureKind, type FailureKind } from '../../api/failureKind.js';
import { ChangedMeanwhile } from '../../resource/writeSpec.js';
import { TooLargeAtOnce, TooLargeForSpec } from '../../resource/jsonTree.js';
import { TooLargeForYaml } from '../../resource/yamlText.js';
import { tooLargeAtOnce, tooLargeForSpec, tooLargeForYaml } from './problemSentences.js';
import { displayLine, withoutLinks } from '../../resource/displayText.js';
import { conflictWords, wordsOf } from './failureWords.js';

/** What a message may offer besides closing it. */
export type FailureAction = 'retry' | 'signIn' | 'pickVersion' | 'safeguards' | 'showLog' | 'copyDetails';

export interface FailureDescription {
  /** What failed, why, and what to do; localised, in one line. */
  readonly message: string;
  readonly actions: readonly FailureAction[];
}

/** Longer sentences of the API are cut; the log has them whole. */
const SAID_CHARACTERS = 600;

/**
 * A failure in words for a person: why, in the API's own sentence where it said one, and what to do. `what` names what was
 * being done: "Saving the spec". `neededActions` are the IAM actions that the request takes, for an API that refuses it
 * without naming any.
 */
export function describeFailure(
  error: unknown,
  what?: string,
  neededActions: readonly string[] = [],
): FailureDescription {
  // No answer of the API is at fault, and trying again is in vain.
  if (error instanceof TooLargeForYaml) return { message: tooLargeForYaml(), actions: [] };
  if (error instanceof TooLargeForSpec) return { message: tooLargeForSpec(), actions: [] };
  if (error instanceof TooLargeAtOnce) return { message: tooLargeAtOnce(), actions: [] };
  const kind = failureKind(error);
  const { reason, step } = error instanceof ChangedMeanwhile ? conflictWords() : wordsOf(kind, neededActions);
  const said = saidBy(error);
  const parts = [
    what === undefined ? '' : vscode.l10n.t('{0} failed.', what),
    kind.kind === 'refused' ? refusedSentence(said, kind.fields) : reason,
    kind.kind === 'refused' || said === undefined ? '' : apiSays(said),
    step ?? '',
  ];
  return {
    message: withoutLinks(parts.filter((part) => part !== '').join(' ')),
    actions: [...firstAction(kind), 'showLog', 'copyDetails'],
  };
}

/** What the API said of its refusal, as a sentence of ours that quotes it; `undefined` when it said nothing. */
export function quotedRefusal(error: unknown): string | undefined {
  const said = saidBy(error);
  return said === undefined ? undefined : apiSays(said);
}

function apiSays(said: string): string {
  return vscode.l10n.t('The API says: “{0}”', /[.!?…]$/.test(said) ? said : `${said}.`);
}

/** In one line, without what reorders or hides text. VS Code makes links of some texts, and the API is to make none. */
function saidBy(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.said === undefined) return undefined;
  return withoutLinks(displayLine(error.said, { limit: SAID_CHARACTERS }));
}

function refusedSentence(said: string | undefined, fields: readonly string[]): string {
  if (said === undefined) return vscode.l10n.t('The API rejected the request and gave no reason.');
  const unsaid = fields.filter((field) => !said.includes(field));
  return unsaid.length === 0
    ? vscode.l10n.t('The API rejected the request: {0}', said)
    : vscode.l10n.t('The API rejected the request: {0} ({1})', said, unsaid.join(', '));
}

function firstAction({ kind }: FailureKind): readonly FailureAction[] {
  switch (kind) {
    case 'credential':
    case 'keyRights':
      return ['signIn'];
    case 'version':
      return ['pickVersion'];
    case 'readOnlyAccount':
      return ['safeguards'];
    case 'rights':
    case 'cursor':
    case 'refused':
    case 'conflict':
    case 'expired':
    case 'unsendable':
    case 'cancelled':
      // The same request would get the same answer.
      return [];
    default:
      return ['retry'];
  }
}
