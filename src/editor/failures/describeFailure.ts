import * as vscode from 'vscode';
import type { CredentialReason, NetworkReason, ProtocolReason } from '../../api/errors.js';
import { failureKind, type FailureKind } from '../../api/failureKind.js';

/** What a message may offer besides closing it. */
export type FailureAction = 'retry' | 'signIn' | 'pickVersion' | 'showLog' | 'copyDetails';

export interface FailureDescription {
  /** What failed, why, and what to do; localised. */
  readonly message: string;
  readonly actions: readonly FailureAction[];
}

/**
 * A failure in words for a person. `what` names what was being done: "Saving the spec". `neededActions` are the IAM actions
 * that the request takes, for an API that refuses it without naming any.
 */
export function describeFailure(
  error: unknown,
  what?: string,
  neededActions: readonly string[] = [],
): FailureDescription {
  const kind = failureKind(error);
  const reason = kind.kind === 'rights' ? rightsSentence(kind.actions, neededActions) : sentence(kind);
  return {
    message: what === undefined ? reason : vscode.l10n.t('{0} failed. {1}', what, reason),
    actions: [...firstAction(kind), 'showLog', 'copyDetails'],
  };
}

function firstAction({ kind }: FailureKind): readonly FailureAction[] {
  switch (kind) {
    case 'credential':
    case 'keyRights':
      return ['signIn'];
    case 'version':
      return ['pickVersion'];
    case 'rights':
    case 'cursor':
    case 'invalid':
    case 'conflict':
    case 'unsendable':
    case 'cancelled':
      // The same request would get the same answer.
      return [];
    default:
      return ['retry'];
  }
}

function rightsSentence(missing: readonly string[], needed: readonly string[]): string {
  if (missing.length > 0) {
    return vscode.l10n.t(
      'The account has no right to do this: {0} is missing in its IAM policies.',
      missing.join(', '),
    );
  }
  return needed.length > 0
    ? vscode.l10n.t(
        'The account has no right to do this, which takes the IAM action {0}; ask its administrator for it.',
        needed.join(', '),
      )
    : vscode.l10n.t(
        'The account has no right to do this; ask its administrator, or sign in with other rights.',
      );
}

function sentence(failure: Exclude<FailureKind, { readonly kind: 'rights' }>): string {
  switch (failure.kind) {
    case 'credential':
      return credentialSentence(failure.reason);
    case 'keyRights':
      return vscode.l10n.t(
        'The key that the account signed in with does not allow this; sign in again with rights to write.',
      );
    case 'cursor':
      return vscode.l10n.t('The API no longer knows this place in the list; refresh the list.');
    case 'notFound':
      return vscode.l10n.t(
        'The API knows no such resource; it may be gone, or not be there in this schema version.',
      );
    case 'version':
      return versionSentence(failure.message, failure.known);
    case 'clock':
      return clockSentence(failure.aheadMinutes);
    case 'invalid':
      return invalidSentence(failure.message, failure.fields);
    case 'conflict':
      return vscode.l10n.t(
        'The resource was changed elsewhere in the meantime; read it again before changing it.',
      );
    case 'locked':
      return vscode.l10n.t('The resource is busy with an earlier change; try again when its tasks are done.');
    case 'throttled':
      return throttledSentence(failure.retryAfterMs);
    case 'maintenance':
      return vscode.l10n.t('The API is under maintenance and only answers reads; try again later.');
    case 'broken':
      return brokenSentence(failure.status, failure.queryId);
    case 'network':
      return networkSentence(failure.reason, failure.host);
    case 'protocol':
      return protocolSentence(failure.reason, failure.path);
    case 'cancelled':
      return vscode.l10n.t('It was cancelled.');
    case 'unsendable':
      return vscode.l10n.t('The request can’t be sent: {0}', failure.message);
    case 'other':
      return failure.message;
  }
}

function versionSentence(message: string, known: readonly string[]): string {
  return known.length === 0
    ? vscode.l10n.t('The API refused the schema version ({0}); pick another one in the status bar.', message)
    : vscode.l10n.t(
        'The API does not have this schema version; pick one of {0} in the status bar.',
        known.join(', '),
      );
}

function clockSentence(aheadMinutes: number | undefined): string {
  if (aheadMinutes === undefined) {
    return vscode.l10n.t('The API refused the time of the request; set the clock of this machine.');
  }
  return aheadMinutes > 0
    ? vscode.l10n.t(
        'The clock of this machine is {0} min ahead, so the API refuses its requests; set it.',
        aheadMinutes,
      )
    : vscode.l10n.t(
        'The clock of this machine is {0} min behind, so the API refuses its requests; set it.',
        -aheadMinutes,
      );
}

function credentialSentence(reason: CredentialReason): string {
  switch (reason) {
    case 'missing':
      return vscode.l10n.t('The account’s credential is no longer in this editor; sign in again.');
    case 'refused':
      return vscode.l10n.t('The API does not accept the account’s credential; sign in again.');
    case 'expired':
      return vscode.l10n.t('The account’s credential has expired; sign in again.');
    case 'notValidated':
      return vscode.l10n.t(
        'The consumer key has not been confirmed in the browser; confirm it, or sign in again.',
      );
    case 'unreadable':
      return vscode.l10n.t('The editor can’t read its secret storage; unlock it, or sign in again.');
  }
}

function networkSentence(reason: NetworkReason, host: string): string {
  switch (reason) {
    case 'unreachable':
      return vscode.l10n.t(
        '{0} can’t be reached; check the network, the proxy settings and the endpoint.',
        host,
      );
    case 'timeout':
      return vscode.l10n.t('{0} did not answer in time; try again.', host);
    case 'tls':
      return vscode.l10n.t(
        '{0} shows a certificate that is not trusted here; check the proxy and the certificates of this machine.',
        host,
      );
    case 'proxy':
      return vscode.l10n.t('The proxy refused the way to {0}; check the setting http.proxy.', host);
    case 'proxyAddress':
      return vscode.l10n.t(
        '{0} can’t be reached, for the address of the proxy is none; correct the setting http.proxy or the variable HTTPS_PROXY.',
        host,
      );
    case 'interrupted':
      return vscode.l10n.t('The connection to {0} broke off; try again.', host);
  }
}

function protocolSentence(reason: ProtocolReason, path: string): string {
  switch (reason) {
    case 'notJson':
      return vscode.l10n.t(
        'The answer to {0} is not JSON; check the endpoint and what stands between here and there.',
        path,
      );
    case 'wrongShape':
      return vscode.l10n.t('The answer to {0} is not what an API answers; check the endpoint.', path);
    case 'cursorLoop':
      return vscode.l10n.t(
        'The list {0} does not come to an end and was left off; what was read so far is shown.',
        path,
      );
    case 'tooLarge':
      return vscode.l10n.t('The answer to {0} is too large to read.', path);
    case 'redirect':
      return vscode.l10n.t(
        'The answer to {0} leads to another address and was not followed; check the endpoint.',
        path,
      );
  }
}

function invalidSentence(message: string, fields: readonly string[]): string {
  return fields.length === 0
    ? vscode.l10n.t('The API refused it: {0}', message)
    : vscode.l10n.t('The API refused it: {0} ({1})', message, fields.join(', '));
}

function throttledSentence(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined
    ? vscode.l10n.t('The API was asked too often; try again in a moment.')
    : vscode.l10n.t('The API was asked too often; try again in {0} s.', Math.ceil(retryAfterMs / 1000));
}

function brokenSentence(status: number, queryId: string | undefined): string {
  return queryId === undefined
    ? vscode.l10n.t('The API has a problem of its own (status {0}); try again later.', status)
    : vscode.l10n.t(
        'The API has a problem of its own (status {0}); try again later, or tell OVHcloud support the query id {1}.',
        status,
        queryId,
      );
}
