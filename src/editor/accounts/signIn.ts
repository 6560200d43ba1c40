import * as vscode from 'vscode';
import type { Account, Credential, Endpoint } from '../../api/account.js';
import { CancelledError, CredentialError, NetworkError, ProtocolError } from '../../api/errors.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { ReportOptions } from '../shell/failures.js';
import type { SecretValues } from '../../api/secretValues.js';
import type { Accounts } from './accounts.js';
import type { EnvironmentAccount } from './environmentAccount.js';
import type { KnownAccount } from '../../api/knownAccount.js';
import type { KeyRequest, Probe } from '../../api/confirmConsumerKey.js';
import { offerEnvironment } from './offerEnvironment.js';
import { askSignIn } from './signInQuestions.js';
import type { Complaint } from './signInQuestions.js';
import { accountLabel, draftCredential, draftEndpoint, signInSteps } from '../../api/signInSteps.js';
import type { FailedAt, SignInDraft } from '../../api/signInSteps.js';
import type { EnvironmentHint } from './signInText.js';
import { askIdentity } from '../../api/verifyCredential.js';
import { showInformation } from '../shell/messages.js';

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly environment: EnvironmentAccount;
  /** Opens a connection with a credential that is not stored yet. */
  readonly connect: (account: Account, credential: Credential) => Probe;
  /** Gets a consumer key and waits until a person has confirmed it. */
  readonly requestConsumerKey: (request: KeyRequest) => Promise<string>;
  readonly openUrl: (url: string) => void;
  /** Called with what is tried, before it is tried. */
  readonly secretValues: SecretValues;
  /** One sentence for a failure that is shown beside what was typed; its details go to the log. */
  readonly note: (failure: unknown) => string;
  readonly reportFailure: (failure: unknown, options?: ReportOptions) => void;
}

/**
 * Asks a person for an account, proves its credential with one cheap request, and stores it. With `again`, an account
 * that is known gets another credential and stays what it is. A failure is shown where the values were typed.
 */
export async function signIn(options: SignInOptions, again?: KnownAccount): Promise<void> {
  if (!again) await options.environment.refresh();
  let draft: SignInDraft = { fields: {}, ...(again && draftOf(again)) };
  let complaint: Complaint | undefined;
  for (;;) {
    const answered = await askSignIn({
      title: again
        ? vscode.l10n.t('Sign in to {0} again', again.label)
        : vscode.l10n.t('Sign in to the OVHcloud API'),
      draft,
      fixedEndpoint: again !== undefined,
      complaint,
      environment: again ? 'notAsked' : environmentHint(options.environment),
      openUrl: options.openUrl,
    });
    if (!answered) return;
    draft = answered;
    if (draft.method === 'environment') return offerEnvironment(options.environment, options.accounts);
    try {
      const account = await proveAndStore(options, draft, again);
      void greet(account, again);
      return;
    } catch (failure) {
      if (failure instanceof CancelledError) return;
      if (signInSteps(draft, { endpoint: again !== undefined }).at(-1)?.kind !== 'field') {
        // Nothing was typed: there is no field to show the failure at.
        options.reportFailure(failure, {
          what: vscode.l10n.t('Signing in'),
          retry: () => void signIn(options, again),
        });
        return;
      }
      complaint = { sentence: complaintOf(failure, options), failedAt: failedAt(failure, draft) };
    }
  }
}

function environmentHint(environment: EnvironmentAccount): EnvironmentHint {
  if (environment.isIgnored) return 'notAsked';
  return environment.found() ? 'found' : 'notFound';
}

/** Beside the keys themselves, what the API said of them helps more than "sign in again". */
function complaintOf(failure: unknown, { note, secretValues }: SignInOptions): string {
  const sentence = note(failure);
  if (!(failure instanceof CredentialError) || failure.reason !== 'refused') return sentence;
  return vscode.l10n.t('The API doesn’t accept this: {0}', secretValues.redact(failure.message));
}

function failedAt(failure: unknown, draft: SignInDraft): FailedAt {
  const origin = draftEndpoint(draft)?.origin;
  if (failure instanceof NetworkError) {
    // The address that gives out tokens may be a separate host; its question comes last.
    return origin !== undefined && failure.host === new URL(origin).host ? 'address' : 'other';
  }
  if (failure instanceof ProtocolError) return 'address';
  return failure instanceof CredentialError ? 'credential' : 'other';
}

/** The endpoint of an account that signs in again, and its kind of credential as the first proposal. */
function draftOf({ endpoint, credential }: KnownAccount): SignInDraft {
  return {
    method: credential,
    region: endpoint.name,
    fields: endpoint.name === 'custom' ? { origin: endpoint.origin, tokenUrl: endpoint.tokenUrl } : {},
  };
}

async function proveAndStore(
  options: SignInOptions,
  draft: SignInDraft,
  again: KnownAccount | undefined,
): Promise<Account> {
  const endpoint = again?.endpoint ?? draftEndpoint(draft);
  if (!endpoint) throw new TypeError('the questions ended without an endpoint');
  const title = vscode.l10n.t('Signing in to {0}', new URL(endpoint.origin).host);
  // oxlint-disable-next-line house/no-links-in-messages -- What it reports has a link of ours, see `waitingFor`.
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = abortSignal(token);
      const credential = await credentialOf(options, draft, endpoint, signal, progress);
      options.secretValues.learn(credential);
      const label = accountLabel(endpoint, undefined, []);
      const candidate: Account = { id: 'sign-in', label, endpoint, credential: credential.kind };
      const identity = await askIdentity(options.connect(candidate, credential), signal);
      if (signal.aborted) throw new CancelledError({ method: 'GET', path: '/' });
      // What is open of the account belongs to whom it was: another identity gets a separate account.
      if (again && isSameIdentity(again.identity, identity)) {
        await options.accounts.renew(again.id, credential, identity);
        return again;
      }
      const taken = options.accounts.list().map((account) => account.label);
      return options.accounts.add({
        label: accountLabel(endpoint, identity, taken),
        endpoint,
        credential,
        identity,
      });
    },
  );
}

/** Kinds of credentials differ in what the API says of them: who is not known may be anybody. */
function isSameIdentity(before: string | undefined, now: string | undefined): boolean {
  const account = (identity: string): string => identity.split('/', 1)[0] ?? '';
  return before === undefined || now === undefined || account(before) === account(now);
}

/** What was typed, completed by a person's confirmation in the browser where it takes one. */
async function credentialOf(
  options: SignInOptions,
  draft: SignInDraft,
  endpoint: Endpoint,
  signal: AbortSignal,
  progress: vscode.Progress<{ message?: string }>,
): Promise<Credential> {
  const { applicationKey, applicationSecret } = draft.fields;
  if (draft.method === 'browser' && applicationKey && applicationSecret) {
    progress.report({ message: vscode.l10n.t('requesting a key…') });
    const consumerKey = await options.requestConsumerKey({
      endpoint,
      applicationKey,
      applicationSecret,
      rights: draft.rights ?? 'readOnly',
      openUrl: (url) => {
        options.openUrl(url);
        progress.report({ message: waitingFor(url) });
      },
      signal,
    });
    progress.report({ message: '' });
    return { kind: 'signature', applicationKey, applicationSecret, consumerKey };
  }
  const credential = draftCredential(draft);
  if (!credential) throw new TypeError('the questions ended without a credential');
  return credential;
}

/** With a way to the page for who closed it, or whose browser let no window open. A message knows links, and nothing else. */
function waitingFor(url: string): string {
  const page = new URL(url).href.replaceAll(/[()[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return vscode.l10n.t('waiting for you to confirm in the browser… [Open the page again]({0})', page);
}

/** `again`: the account that was to be signed in to, which a credential of another identity leaves as it is. */
async function greet(account: Account, again: KnownAccount | undefined): Promise<void> {
  const rename = vscode.l10n.t('Rename…');
  const isAnother = again !== undefined && again.id !== account.id;
  const answer = await showInformation(
    isAnother
      ? vscode.l10n.t(
          'These credentials belong to {1}, not {0}. {1} was added as a separate account.',
          again.label,
          account.label,
        )
      : vscode.l10n.t('Signed in: {0}.', account.label),
    rename,
  );
  if (answer === rename) await vscode.commands.executeCommand('ovhApi.accounts.rename', account.id);
}
