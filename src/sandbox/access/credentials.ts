import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../answers/refusal.js';

/** An application, and a key of it that a user confirmed. */
export interface SandboxCredentials {
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly consumerKey: string;
}

/** What proves who calls, as it came over the line. */
export interface ProvenRequest {
  readonly method: string;
  /** Whole, with its query, as the client wrote it. */
  readonly url: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** How far a request's time may be from ours, in seconds. */
export const TOLERANCE_S = 300;

/** Version 1 of the signature, as the official clients make it. `timestamp` is in seconds. */
export function signatureOf(
  credentials: Pick<SandboxCredentials, 'applicationSecret' | 'consumerKey'>,
  request: Pick<ProvenRequest, 'method' | 'url' | 'body'>,
  timestamp: string,
): string {
  const parts = [
    credentials.applicationSecret,
    credentials.consumerKey,
    request.method,
    request.url,
    request.body,
    timestamp,
  ];
  return `$1$${createHash('sha1').update(parts.join('+')).digest('hex')}`;
}

/**
 * Checks the time and the signature of a request.
 * @param nowMs the sandbox's own time, in milliseconds since 1970.
 * @throws Refusal with 400 when they do not prove the credentials.
 */
export function checkSignature(credentials: SandboxCredentials, request: ProvenRequest, nowMs: number): void {
  const timestamp = headerOf(request, 'x-ovh-timestamp');
  if (!/^\d+$/.test(timestamp) || Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_S) {
    throw new Refusal(400, 'Client::BadRequest::QueryTimeOut', 'The timestamp of this call is out of date');
  }
  const expected = Buffer.from(signatureOf(credentials, request, timestamp));
  const given = Buffer.from(headerOf(request, 'x-ovh-signature'));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(400, 'Client::BadRequest::InvalidSignature', 'The signature does not match this call');
  }
}

/** A header that may be in a request once; empty when it does not. */
export function headerOf({ headers }: Pick<ProvenRequest, 'headers'>, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
