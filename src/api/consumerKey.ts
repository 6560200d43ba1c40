import { isJsonObject } from './jsonObject.js';
import type { Api, HttpMethod } from './api.js';
import { isLoopback } from './endpoints.js';
import { CancelledError, CredentialError, ProtocolError } from './errors.js';

/** A right that a consumer key asks for: a method on paths, `*` for any rest. */
export interface AccessRule {
  readonly method: HttpMethod;
  readonly path: string;
}

/** The rights that a consumer key of each kind asks for. */
export const accessRules: Readonly<Record<'readOnly' | 'readWrite', readonly AccessRule[]>> = {
  readOnly: [{ method: 'GET', path: '/*' }],
  readWrite: (['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => ({ method, path: '/*' })),
};

/** A consumer key that works once a person has confirmed it on the page. */
export interface PendingConsumerKey {
  readonly consumerKey: string;
  readonly validationUrl: string;
}

const REQUEST = { method: 'POST', path: '/auth/credential' } as const;

/**
 * Asks for a consumer key (`POST /auth/credential`, unsigned). The page where it is confirmed must be an https address, or one
 * of the same machine. Throws what `Api.request` throws, `ProtocolError` when the answer is not what it should be.
 */
export async function requestConsumerKey(
  api: Api,
  applicationKey: string,
  rules: readonly AccessRule[],
  signal?: AbortSignal,
): Promise<PendingConsumerKey> {
  const response = await api.request({
    ...REQUEST,
    branch: 'v1',
    headers: { 'x-ovh-application': applicationKey },
    body: JSON.stringify({ accessRules: rules }),
    signal,
    priority: 'user',
  });
  const answer = response.json();
  const { consumerKey, validationUrl } = isJsonObject(answer) ? answer : {};
  if (typeof consumerKey !== 'string' || typeof validationUrl !== 'string' || !isPage(validationUrl)) {
    throw new ProtocolError(REQUEST, 'wrongShape', 'No consumer key and page came.', {
      queryId: response.queryId,
    });
  }
  return { consumerKey, validationUrl };
}

/**
 * Waits until a person has confirmed the key, asking every `delayMs`. `isValid` proves the key with one signed request.
 * Throws `CredentialError` when it was not confirmed within `patienceMs`, `CancelledError` when the signal ended it.
 */
export async function untilValidated(
  isValid: () => Promise<boolean>,
  options: {
    readonly delayMs: number;
    readonly patienceMs: number;
    readonly wait: (delayMs: number) => Promise<void>;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  for (let waitedMs = 0; waitedMs <= options.patienceMs; waitedMs += options.delayMs) {
    if (options.signal?.aborted) throw new CancelledError(REQUEST);
    if (await isValid()) return;
    await options.wait(options.delayMs);
  }
  throw new CredentialError(REQUEST, 'notValidated', 'The consumer key was not confirmed in time.');
}

function isPage(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
