import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './refusal.js';

export interface SandboxCredentials {
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly consumerKey: string;
}

/** How far a request's time may be from ours, in seconds. */
const TOLERANCE_S = 300;

/** Checks version 1 of the signature. Throws a `Refusal` with 401 or 403 when it does not prove the credentials. */
export function checkSignature(
  credentials: SandboxCredentials,
  request: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly headers: IncomingHttpHeaders;
    readonly nowMs: number;
  },
): void {
  const header = (name: string): string => String(request.headers[name] ?? '');
  if (header('x-ovh-application') === '') {
    throw new Refusal(401, 'Client::Unauthorized', 'This call needs credentials');
  }
  if (header('x-ovh-application') !== credentials.applicationKey) {
    throw new Refusal(403, 'Client::Forbidden::InvalidKey', 'This application key is not known here');
  }
  if (header('x-ovh-consumer') !== credentials.consumerKey) {
    throw new Refusal(403, 'Client::Forbidden::InvalidCredential', 'This credential is not valid');
  }
  const timestamp = Number(header('x-ovh-timestamp'));
  if (!(Math.abs(request.nowMs / 1000 - timestamp) <= TOLERANCE_S)) {
    throw new Refusal(400, 'Client::BadRequest::QueryTimeOut', 'The timestamp of this call is out of date');
  }
  const { applicationSecret, consumerKey } = credentials;
  const parts = [
    applicationSecret,
    consumerKey,
    request.method,
    request.url,
    request.body,
    String(timestamp),
  ];
  const expected = Buffer.from(`$1$${createHash('sha1').update(parts.join('+')).digest('hex')}`);
  const given = Buffer.from(header('x-ovh-signature'));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(400, 'Client::BadRequest::InvalidSignature', 'The signature does not match this call');
  }
}
