import * as vscode from 'vscode';
import type { CredentialReason, NetworkReason, ProtocolReason } from '../../api/errors.js';
import type { FailureKind } from '../../api/failureKind.js';

/** Why something failed and what to do, a sentence each. */
export interface FailureWords {
  readonly reason: string;
  readonly step?: string;
}

/** What is said where the checksum is not the newest, or would not be. */
export function conflictWords(): FailureWords {
  return {
    reason: vscode.l10n.t('The resource has changed since it was read.'),
    step: vscode.l10n.t('Refresh it, then try again.'),
  };
}

/**
 * Why a failure happened and what to do. What the API itself said is not part of it, and is all that there is to say of a
 * refusal of a kind.
 */
export function wordsOf(failure: FailureKind, neededActions: readonly string[]): FailureWords {
  switch (failure.kind) {
    case 'credential':
      return credentialWords(failure.reason);
    case 'rights':
      return rightsWords(failure.actions, neededActions);
    case 'keyRights':
      return {
        reason: vscode.l10n.t('The account’s key doesn’t allow this.'),
        step: vscode.l10n.t('Sign in again with read and write access.'),
      };
    case 'cursor':
      return {
        reason: vscode.l10n.t('The API can’t continue this list.'),
        step: vscode.l10n.t('Refresh the list.'),
      };
    case 'notFound':
      return {
        reason: vscode.l10n.t('Resource not found.'),
        step: vscode.l10n.t('It may have been deleted or not exist in this schema version.'),
      };
    case 'version':
      return versionWords(failure.known);
    case 'clock':
      return clockWords(failure.aheadMinutes);
    case 'conflict':
      return conflictWords();
    case 'busy':
      return {
        reason: vscode.l10n.t('The resource isn’t ready for this.'),
        step: vscode.l10n.t('Wait until its tasks are done, then try again.'),
      };
    case 'expired':
      return {
        reason: vscode.l10n.t('The service has expired.'),
        step: vscode.l10n.t('Renew it in the OVHcloud Control Panel.'),
      };
    case 'throttled':
      return throttledWords(failure.retryAfterMs);
    case 'maintenance':
      return {
        reason: vscode.l10n.t('Maintenance is in progress.'),
        step: vscode.l10n.t('Try again later.'),
      };
    case 'broken':
      return brokenWords(failure.status, failure.queryId);
    case 'network':
      return networkWords(failure.reason, failure.host);
    case 'protocol':
      return protocolWords(failure.reason, failure.path);
    case 'cancelled':
      return { reason: vscode.l10n.t('It was canceled.') };
    case 'unsendable':
      return { reason: vscode.l10n.t('The request can’t be sent: {0}', failure.message) };
    case 'readOnlyAccount':
      return {
        reason: vscode.l10n.t('The account {0} is read-only, so nothing was sent.', failure.account),
        step: vscode.l10n.t('Change its safeguards, or switch to another account.'),
      };
    case 'refused':
      return { reason: '' };
    case 'other':
      return { reason: failure.message };
  }
}

function rightsWords(missing: readonly string[], needed: readonly string[]): FailureWords {
  const reason = vscode.l10n.t('The account isn’t allowed to do this.');
  if (missing.length > 0) {
    return {
      reason,
      step: vscode.l10n.t('Add {0} to its IAM policies, or ask an administrator.', missing.join(', ')),
    };
  }
  return {
    reason,
    step:
      needed.length > 0
        ? vscode.l10n.t('This needs the IAM action {0}. Ask an administrator for it.', needed.join(', '))
        : vscode.l10n.t('Ask an administrator, or sign in with another account.'),
  };
}

function versionWords(known: readonly string[]): FailureWords {
  return {
    reason: vscode.l10n.t('The API rejected the schema version.'),
    step:
      known.length === 0
        ? vscode.l10n.t('Pick another version in the status bar.')
        : vscode.l10n.t('Pick one of {0} in the status bar.', known.join(', ')),
  };
}

function clockWords(aheadMinutes: number | undefined): FailureWords {
  const step = vscode.l10n.t('Set the clock.');
  if (aheadMinutes === undefined) {
    return { reason: vscode.l10n.t('The API rejected the time of the request.'), step };
  }
  return {
    reason:
      aheadMinutes > 0
        ? vscode.l10n.t(
            'The clock of this machine is {0} min ahead, so the API rejects its requests.',
            aheadMinutes,
          )
        : vscode.l10n.t(
            'The clock of this machine is {0} min behind, so the API rejects its requests.',
            -aheadMinutes,
          ),
    step,
  };
}

function credentialWords(reason: CredentialReason): FailureWords {
  const step = vscode.l10n.t('Sign in again.');
  switch (reason) {
    case 'none':
      return {
        reason: vscode.l10n.t('This account has no credentials: it shows only the public API documents.'),
        step: vscode.l10n.t('Sign in with credentials to see resources.'),
      };
    case 'signedOut':
      return {
        reason: vscode.l10n.t('You’re signed out of this account, or its sandbox has stopped.'),
        step: vscode.l10n.t('Sign in again to continue. Unsaved changes are kept.'),
      };
    case 'missing':
      return { reason: vscode.l10n.t('The account’s credentials aren’t stored in this editor.'), step };
    case 'refused':
      return { reason: vscode.l10n.t('The API doesn’t accept the account’s credentials.'), step };
    case 'expired':
      return { reason: vscode.l10n.t('The account’s credentials have expired.'), step };
    case 'notValidated':
      return {
        reason: vscode.l10n.t('The consumer key hasn’t been confirmed in the browser.'),
        step: vscode.l10n.t('Confirm it, or sign in again.'),
      };
    case 'unreadable':
      return {
        reason: vscode.l10n.t('The editor can’t read its secret storage.'),
        step: vscode.l10n.t('Unlock it, or sign in again.'),
      };
  }
}

function networkWords(reason: NetworkReason, host: string): FailureWords {
  switch (reason) {
    case 'unreachable':
      return {
        reason: vscode.l10n.t('Can’t reach {0}.', host),
        step: vscode.l10n.t('Check the network, the proxy settings and the endpoint.'),
      };
    case 'timeout':
      return {
        reason: vscode.l10n.t('{0} didn’t respond in time.', host),
        step: vscode.l10n.t('Try again.'),
      };
    case 'tls':
      return {
        reason: vscode.l10n.t('The certificate of {0} isn’t trusted on this machine.', host),
        step: vscode.l10n.t('Check the proxy and the certificates.'),
      };
    case 'proxy':
      return {
        reason: vscode.l10n.t('The proxy rejected the connection to {0}.', host),
        step: vscode.l10n.t('Check the setting http.proxy.'),
      };
    case 'proxyAddress':
      return {
        reason: vscode.l10n.t('Can’t reach {0}: the proxy address is invalid.', host),
        step: vscode.l10n.t('Correct the setting http.proxy or the variable HTTPS_PROXY.'),
      };
    case 'interrupted':
      return {
        reason: vscode.l10n.t('The connection to {0} was interrupted.', host),
        step: vscode.l10n.t('Try again.'),
      };
  }
}

function protocolWords(reason: ProtocolReason, path: string): FailureWords {
  switch (reason) {
    case 'notJson':
      return {
        reason: vscode.l10n.t('The response to {0} isn’t JSON.', path),
        step: vscode.l10n.t('Check the endpoint and proxy.'),
      };
    case 'wrongShape':
      return {
        reason: vscode.l10n.t('The response to {0} doesn’t have the expected form.', path),
        step: vscode.l10n.t('Check the endpoint.'),
      };
    case 'cursorLoop':
      return {
        reason: vscode.l10n.t('The list {0} repeats a page and has no end.', path),
        step: vscode.l10n.t('Only the items read so far are shown.'),
      };
    case 'tooLarge':
      return { reason: vscode.l10n.t('The response to {0} is too large to read.', path) };
    case 'tooDeep':
      return { reason: vscode.l10n.t('The response to {0} is nested too deeply to read.', path) };
    case 'redirect':
      return {
        reason: vscode.l10n.t('The response to {0} redirects to another address and wasn’t followed.', path),
        step: vscode.l10n.t('Check the endpoint.'),
      };
  }
}

function throttledWords(retryAfterMs: number | undefined): FailureWords {
  return {
    reason: vscode.l10n.t('Too many requests.'),
    step:
      retryAfterMs === undefined
        ? vscode.l10n.t('Try again in a moment.')
        : vscode.l10n.t('Try again in {0} s.', Math.ceil(retryAfterMs / 1000)),
  };
}

function brokenWords(status: number, queryId: string | undefined): FailureWords {
  return {
    reason: vscode.l10n.t('The API has an internal error (status {0}).', status),
    step:
      queryId === undefined
        ? vscode.l10n.t('Try again later.')
        : vscode.l10n.t('Try again later, or give OVHcloud support the query ID {0}.', queryId),
  };
}
