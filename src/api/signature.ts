import { hash } from 'node:crypto';
import type { Credential } from './account.js';

type SignatureCredential = Extract<Credential, { kind: 'signature' }>;

/** What is signed: the request exactly as it goes over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** The full URL with its query. */
  readonly url: string;
  /** The body as sent; empty when there is none. */
  readonly body: string;
  /** Seconds since the epoch by the API's clock. */
  readonly timestamp: number;
}

/** Version 1 of OVHcloud's signature: `$1$` and the SHA-1 of the parts joined by `+`. */
export function sign(credential: SignatureCredential, request: SignedRequest): string {
  const { applicationSecret, consumerKey } = credential;
  const { method, url, body, timestamp } = request;
  const signed = `${applicationSecret}+${consumerKey}+${method}+${url}+${body}+${String(timestamp)}`;
  return `$1$${hash('sha1', signed)}`;
}

/** The headers that prove who asks. */
export function signatureHeaders(
  credential: SignatureCredential,
  request: SignedRequest,
): Readonly<Record<string, string>> {
  return {
    'x-ovh-application': credential.applicationKey,
    'x-ovh-consumer': credential.consumerKey,
    'x-ovh-timestamp': String(request.timestamp),
    'x-ovh-signature': sign(credential, request),
  };
}
