import { createHash } from 'node:crypto';
import type { Credential } from './account.js';
import { CredentialError, ProtocolError, type RequestName } from './errors.js';
import { SharedReads } from './sharedReads.js';

type ServiceAccount = Extract<Credential, { kind: 'serviceAccount' }>;

/** What the token address answered. */
export interface TokenAnswer {
  readonly status: number;
  readonly text: string;
}

/** A token and how long it is good for. */
export interface AccessToken {
  readonly value: string;
  readonly lifeMs: number;
}

/** What is asked of the token address (RFC 6749, 4.4), and what an OVHcloud service account's token is for. */
export function tokenRequestBody({ clientId, clientSecret }: ServiceAccount): string {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'all',
  }).toString();
}

/**
 * The token in an answer. Throws `CredentialError` (`refused`) when the service account is not accepted, `ProtocolError` when the
 * answer is no token. What the server says in words is left out: it may repeat what it was sent.
 */
export function readToken(request: RequestName, { status, text }: TokenAnswer): AccessToken {
  const answer = parse(text);
  if (status >= 400 && status < 500 && status !== 429) {
    const code = /^[a-z_]{1,40}$/.exec(typeof answer.error === 'string' ? answer.error : '')?.[0];
    throw new CredentialError(
      request,
      'refused',
      `The service account is refused: ${code ?? `HTTP ${status}`}.`,
    );
  }
  const { access_token: value, token_type: type, expires_in: seconds } = answer;
  const isBearer = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value) || !isBearer) {
    throw new ProtocolError(request, 'wrongShape', 'The answer is not an access token.');
  }
  const life = Number(seconds ?? Number.NaN);
  return { value, lifeMs: Number.isFinite(life) && life > 0 ? life * 1_000 : DEFAULT_LIFE_MS };
}

/** When the server does not tell (RFC 6749 only recommends it). */
const DEFAULT_LIFE_MS = 5 * 60_000;
/** A token is renewed this long before its end, or at four fifths of a short life. */
const MARGIN_MS = 60_000;

/** The access token of a service account, renewed before it ends; many who need a new one wait for one renewal. */
export class AccessTokens {
  readonly #fetch: (account: ServiceAccount, signal: AbortSignal | undefined) => Promise<AccessToken>;
  readonly #now: () => number;
  readonly #renewals = new SharedReads<string>();
  #held: { readonly owner: string; readonly value: string; readonly renewAt: number } | undefined;

  constructor(
    fetch: (account: ServiceAccount, signal: AbortSignal | undefined) => Promise<AccessToken>,
    now: () => number,
  ) {
    this.#fetch = fetch;
    this.#now = now;
  }

  /** A token that is good for now. Rejects as `fetch` does. */
  async get(account: ServiceAccount, signal?: AbortSignal): Promise<string> {
    const owner = ownerOf(account);
    const held = this.#held;
    if (held?.owner === owner && this.#now() < held.renewAt) return held.value;
    return this.#renewals.read(owner, signal, async (ownSignal) => {
      const { value, lifeMs } = await this.#fetch(account, ownSignal);
      const renewAt = this.#now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 5);
      this.#held = { owner, value, renewAt };
      return value;
    });
  }

  /** The API does not take this token any more. */
  forget(value: string): void {
    if (this.#held?.value === value) this.#held = undefined;
  }
}

/** Distinguishes service accounts without keeping a secret. */
function ownerOf({ clientId, clientSecret }: ServiceAccount): string {
  return createHash('sha256')
    .update(JSON.stringify([clientId, clientSecret]))
    .digest('hex');
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
