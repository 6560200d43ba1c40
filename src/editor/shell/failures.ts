import * as vscode from 'vscode';
import { ApiError, CancelledError, ReadOnlyAccount, type RequestName } from '../../api/errors.js';
import type { SecretValues } from '../../api/secretValues.js';
import { describeFailure, quotedRefusal } from './describeFailure.js';
import type { FailureAction, FailureDescription } from './describeFailure.js';
import { detailsForCopy } from '../../api/failureDetails.js';
import { RecentMessages } from './recentMessages.js';
import { showError } from './messages.js';

/** How long the same sentence is not said again. */
const SPAN_MS = 10_000;

export interface ReportOptions {
  /** Offered as "Retry". */
  readonly retry?: (() => void) | undefined;
  /** What was being done, as the beginning of a sentence: "Saving the spec". */
  readonly what?: string | undefined;
  /** Whose request it was: the account that "Sign In Again" is for; the user is asked when it isn't given. */
  readonly account?: string | undefined;
}

/** A command that helps where the same request would fail again. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
  readonly argument?: string | undefined;
}

export interface FailuresOptions {
  /** A clock in milliseconds. */
  readonly now?: () => number;
  /** The IAM actions that a request takes, as far as anybody knows. */
  readonly neededActions?: (request: RequestName) => readonly string[];
}

/** Reports a failure to the user: once, in one sentence, with what can be done about it. Details go to the log. */
export class Failures {
  readonly #log: Pick<vscode.LogOutputChannel, 'error' | 'show'>;
  readonly #secretValues: SecretValues;
  readonly #recent: RecentMessages;
  readonly #neededActions: NonNullable<FailuresOptions['neededActions']>;

  constructor(
    log: Pick<vscode.LogOutputChannel, 'error' | 'show'>,
    secretValues: SecretValues,
    { now = Date.now, neededActions = () => [] }: FailuresOptions = {},
  ) {
    this.#log = log;
    this.#secretValues = secretValues;
    this.#neededActions = neededActions;
    this.#recent = new RecentMessages(SPAN_MS, now);
  }

  /** Shows and logs a failure. A cancellation is silent, and the same sentence is not shown twice in a short while. */
  report(error: unknown, options: ReportOptions = {}): void {
    if (isCancelled(error)) return;
    const { message: sentence, actions } = this.describe(error, options.what);
    this.note(error);
    if (!this.#recent.isNews(sentence)) return;
    const offered = actions.filter((action) => action !== 'retry' || options.retry !== undefined);
    void this.#ask(sentence, offered, error, options);
  }

  /** Logs a failure that is shown elsewhere (a row of the tree, a field), and returns its sentence for there. */
  note(error: unknown): string {
    if (!isCancelled(error)) this.#log.error(this.#details(error));
    return this.describe(error).message;
  }

  /** The sentence of a failure, without secrets, and what can be done; neither shows nor logs anything. */
  describe(error: unknown, what?: string): FailureDescription {
    const needed =
      error instanceof ApiError && error.status === 403 ? this.#neededActions(error.request) : [];
    const { message, actions } = describeFailure(error, what, needed);
    return { message: this.#secretValues.redact(message), actions };
  }

  /** What the API said of its refusal, quoted and without secrets; `undefined` when it said nothing. */
  quote(error: unknown): string | undefined {
    const quoted = quotedRefusal(error);
    return quoted === undefined ? undefined : this.#secretValues.redact(quoted);
  }

  #details(error: unknown): string {
    return detailsForCopy(error, (text) => this.#secretValues.redact(text));
  }

  async #ask(
    sentence: string,
    actions: readonly FailureAction[],
    error: unknown,
    { retry, account = accountOf(error) }: ReportOptions,
  ): Promise<void> {
    const labels = new Map(actions.map((action) => [actionLabel(action), action]));
    const pressed = await showError(sentence, ...labels.keys());
    const action = pressed === undefined ? undefined : labels.get(pressed);
    // It is on the screen no more: what fails next is reported again, also within the span.
    this.#recent.forget(sentence);
    switch (action) {
      case 'retry':
        retry?.();
        break;
      case 'signIn':
      case 'pickVersion':
      case 'safeguards':
        await runRemedy(remedyBy(action, account));
        break;
      case 'showLog':
        this.#log.show();
        break;
      case 'copyDetails':
        await vscode.env.clipboard.writeText(`${sentence}\n${this.#details(error)}`);
        break;
      case undefined:
        break;
    }
  }
}

function accountOf(error: unknown): string | undefined {
  return error instanceof ReadOnlyAccount ? error.account.id : undefined;
}

function isCancelled(error: unknown): boolean {
  return error instanceof CancelledError || error instanceof vscode.CancellationError;
}

/** What helps with a failure of this account's request; `undefined` where it can only be tried again, or is to be corrected. */
export function remedyFor(failure: unknown, account: string): Remedy | undefined {
  const action = describeFailure(failure).actions.find(isRemedial);
  return action && remedyBy(action, account);
}

export async function runRemedy({ command, argument }: Remedy): Promise<void> {
  await vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
}

type RemedialAction = keyof typeof REMEDIES;

const REMEDIES = {
  signIn: 'ovhApi.accounts.signInAgain',
  pickVersion: 'ovhApi.schemaVersion.pick',
  safeguards: 'ovhApi.accounts.safeguards',
} as const;

function isRemedial(action: FailureAction): action is RemedialAction {
  return action in REMEDIES;
}

function remedyBy(action: RemedialAction, account: string | undefined): Remedy {
  const argument = action === 'pickVersion' ? undefined : account;
  return { label: actionLabel(action), command: REMEDIES[action], argument };
}

function actionLabel(action: FailureAction): string {
  switch (action) {
    case 'retry':
      return vscode.l10n.t('Retry');
    case 'signIn':
      return vscode.l10n.t('Sign In Again…');
    case 'pickVersion':
      return vscode.l10n.t('Pick Schema Version…');
    case 'safeguards':
      return vscode.l10n.t('Account Safeguards…');
    case 'showLog':
      return vscode.l10n.t('Show Log');
    case 'copyDetails':
      return vscode.l10n.t('Copy Details');
  }
}
