import { createHash } from 'node:crypto';
import type { ApiRequest } from '../api/api.js';
import { isSecretName, REDACTED } from '../api/redact.js';
import { requestHeaders } from '../api/requestHeaders.js';
import { hideSecretsInText, type IsSecretField } from '../resource/secretFields.js';
import { prettyText } from '../resource/spec.js';
import type { ShownRequest } from './toApiRequest.js';

/** Where a request would be sent, and at which schema version. */
export interface SendContext {
  readonly origin: string;
  readonly schemaVersion: string | undefined;
}

/** A request as it is sent, but for the proof of who asks. */
export interface SentRequest {
  readonly url: string;
  /** Each name once, in its usual spelling. What every request accepts is left out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Where a request goes and with which headers. Throws `RequestError` for a header that HTTP can't carry. */
export function sentRequest(request: ApiRequest, { origin, schemaVersion }: SendContext): SentRequest {
  const { method, path, branch = 'v2' } = request;
  const headers = requestHeaders({ method, path }, request, branch === 'v2' ? schemaVersion : undefined);
  return {
    url: `${origin}/${branch}${path}`,
    headers: Object.entries(headers)
      .filter(([name, value]) => name !== 'accept' || value !== 'application/json')
      .map(([name, value]) => [name.replaceAll(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase()), value]),
  };
}

/**
 * The lines of a request as they may be shown before it is sent: secrets are dots, in headers by their names. `shown` has the parts
 * in which more is hidden.
 */
export function shownRequest(
  request: ApiRequest,
  context: SendContext,
  isSecret: IsSecretField,
  shown?: ShownRequest,
): readonly string[] {
  const { url, headers } = sentRequest(request, context);
  const body = shown?.body ?? request.body;
  const values = new Map(
    Object.entries(shown?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return [
    `${request.method} ${shown?.url ?? url}`,
    ...headers.map(
      ([name, value]) =>
        `${name}: ${isSecretName(name) ? REDACTED : (values.get(name.toLowerCase()) ?? value)}`,
    ),
    ...(body === undefined ? [] : ['', ...hideSecretsInText(prettyText(body), isSecret).trim().split('\n')]),
  ];
}

/** The same for requests that are the same in all that is sent, and for no others. */
export function requestDigest(request: ApiRequest, context: SendContext): string {
  const { url, headers } = sentRequest(request, context);
  const sent = JSON.stringify([request.method, url, headers, request.body ?? null]);
  return createHash('sha256').update(sent).digest('base64url');
}
