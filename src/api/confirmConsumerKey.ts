import { setTimeout as wait } from 'node:timers/promises';
import type { Account, Credential, Endpoint } from './account.js';
import { accessRules, requestConsumerKey, untilValidated } from './consumerKey.js';
import type { Api } from './api.js';
import { CredentialError } from './errors.js';
import type { Rights } from './signInSteps.js';
import { verifyCredential } from './verifyCredential.js';

const DELAY_MS = 2_000;
const PATIENCE_MS = 10 * 60_000;

/** A separate connection, for one sign-in. */
export type Probe = Api & { readonly close: () => Promise<void> };

/** What a consumer key is requested with, and where a person confirms it. */
export interface KeyRequest {
  readonly endpoint: Endpoint;
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly rights: Rights;
  /** Shows the page where the person confirms. */
  readonly openUrl: (url: string) => void;
  readonly signal: AbortSignal;
}

/** Gets a consumer key and waits until a person has confirmed it in the browser. */
export async function confirmConsumerKey(
  connect: (account: Account, credential: Credential) => Probe,
  { endpoint, applicationKey, applicationSecret, rights, openUrl, signal }: KeyRequest,
): Promise<string> {
  const account: Account = { id: 'sign-in', label: '', endpoint, credential: 'signature' };
  const unsigned = connect({ ...account, credential: 'none' }, { kind: 'none' });
  const pending = await requestConsumerKey(unsigned, applicationKey, accessRules[rights], signal).finally(
    // oxlint-disable-next-line typescript/no-misused-promises -- `finally` waits for the promise of its callback.
    () => unsigned.close(),
  );
  openUrl(pending.validationUrl);
  const { consumerKey } = pending;
  const signed = connect(account, { kind: 'signature', applicationKey, applicationSecret, consumerKey });
  try {
    await untilValidated(() => isConfirmed(signed, signal), {
      delayMs: DELAY_MS,
      patienceMs: PATIENCE_MS,
      wait: (delayMs) => wait(delayMs, undefined, { signal }).catch(() => undefined),
      signal,
    });
  } finally {
    await signed.close();
  }
  return consumerKey;
}

async function isConfirmed(api: Probe, signal: AbortSignal): Promise<boolean> {
  try {
    return (await verifyCredential(api, signal)).isProven;
  } catch (failure) {
    if (failure instanceof CredentialError) return false;
    throw failure;
  }
}
