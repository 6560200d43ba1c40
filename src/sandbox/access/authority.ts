import { randomBytes, randomUUID } from 'node:crypto';
import { isJsonObject } from '../../schema/openapi.js';
import {
  checkSignature,
  headerOf,
  TOLERANCE_S,
  type ProvenRequest,
  type SandboxCredentials,
} from './credentials.js';
import { Refusal } from '../answers/refusal.js';

/** What a key may be used for. `path` may hold `*`. */
export interface AccessRule {
  readonly method: string;
  readonly path: string;
}

/** A consumer key, from its request to its end. */
export interface ConsumerKey {
  readonly consumerKey: string;
  /** Part of the address of the page where a person confirms it. */
  readonly credentialToken: string;
  readonly rules: readonly AccessRule[];
  /** Where the browser goes after that. */
  readonly redirection: string | undefined;
  readonly createdMs: number;
  status: 'pendingValidation' | 'validated' | 'refused' | 'expired';
}

/** A service account that gets tokens by the client credentials grant. */
export interface ServiceAccount {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Who calls. */
export interface Caller {
  readonly method: 'consumerKey' | 'serviceAccount';
  /** Of the key or the service account; never the secret part. */
  readonly name: string;
  readonly rules: readonly AccessRule[];
  readonly status: string;
  readonly createdMs: number;
}

export interface AuthorityOptions {
  readonly credentials: SandboxCredentials;
  readonly serviceAccount: ServiceAccount;
  /** The world's time, by which tokens end. */
  readonly now: () => number;
  /** The time that `/auth/time` returns, by which signatures are judged. */
  readonly wallNow: () => number;
  readonly tokenLifeMs: number;
  /**
   * Whether the same signed request is refused when it comes again within the window. Off as a rule: timestamps are whole
   * seconds, so a client may lawfully send two requests that are alike in the same second.
   */
  readonly refuseReplay: boolean;
}

const EVERYTHING: readonly AccessRule[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'].map((method) => ({
  method,
  path: '/*',
}));

/** Knows every credential of a sandbox, and says who calls. */
export class Authority {
  readonly #options: AuthorityOptions;
  readonly #keys = new Map<string, ConsumerKey>();
  readonly #tokens = new Map<string, { readonly createdMs: number; untilMs: number }>();
  readonly #seenSignatures = new Map<string, number>();

  constructor(options: AuthorityOptions) {
    this.#options = options;
    const { consumerKey } = options.credentials;
    this.#keys.set(consumerKey, {
      consumerKey,
      credentialToken: randomUUID(),
      rules: EVERYTHING,
      redirection: undefined,
      createdMs: options.now(),
      status: 'validated',
    });
  }

  /** Who a request comes from. Throws a `Refusal` with 400, 401 or 403 when it proves no identity. */
  caller(request: ProvenRequest): Caller {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.#bearer(bearer);
    const application = headerOf(request, 'x-ovh-application');
    if (application === '')
      throw unauthorized('Client::Unauthorized', 'This call needs credentials: sign it, or send a token');
    this.#checkApplication(application);
    const key = this.#keys.get(headerOf(request, 'x-ovh-consumer'));
    if (key?.status !== 'validated')
      throw new Refusal(403, 'Client::Forbidden::InvalidCredential', 'This credential is not valid');
    const { consumerKey } = key;
    checkSignature({ ...this.#options.credentials, consumerKey }, request, this.#options.wallNow());
    this.#checkReplay(headerOf(request, 'x-ovh-signature'));
    const { rules, status, createdMs } = key;
    return { method: 'consumerKey', name: consumerKey.slice(0, 4), rules, status, createdMs };
  }

  /** Makes a consumer key that a person has yet to confirm. `body` is that of `POST /auth/credential`. */
  requestKey(applicationKey: string, body: string): ConsumerKey {
    this.#checkApplication(applicationKey);
    const asked = parseObject(body);
    const rules = Array.isArray(asked.accessRules) ? asked.accessRules.flatMap(readRule) : [];
    if (rules.length === 0)
      throw new Refusal(400, 'Client::BadRequest::InvalidBody', 'accessRules needs a method and a path', {
        path: 'accessRules',
      });
    const key: ConsumerKey = {
      consumerKey: randomBytes(16).toString('hex'),
      credentialToken: randomBytes(24).toString('hex'),
      rules,
      redirection: typeof asked.redirection === 'string' ? asked.redirection : undefined,
      createdMs: this.#options.now(),
      status: 'pendingValidation',
    };
    this.#keys.set(key.consumerKey, key);
    return key;
  }

  keyOfPage(credentialToken: string): ConsumerKey | undefined {
    return [...this.#keys.values()].find((key) => key.credentialToken === credentialToken);
  }

  /** A token by the client credentials grant, from the form body and the `Authorization` header of the request. */
  token(form: string, authorization: string | undefined): Readonly<Record<string, unknown>> {
    const fields = new URLSearchParams(form);
    const basic = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1];
    const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : [];
    const { clientId, clientSecret } = this.#options.serviceAccount;
    if (fields.get('grant_type') !== 'client_credentials') return { error: 'unsupported_grant_type' };
    const isKnown =
      (basicId ?? fields.get('client_id')) === clientId &&
      (basicSecret ?? fields.get('client_secret')) === clientSecret;
    if (!isKnown) return { error: 'invalid_client' };
    const token = randomBytes(24).toString('base64url');
    const createdMs = this.#options.now();
    this.#tokens.set(token, { createdMs, untilMs: createdMs + this.#options.tokenLifeMs });
    const expiresIn = Math.floor(this.#options.tokenLifeMs / 1000);
    return { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope: 'all' };
  }

  /** All tokens given so far are too old from now on. */
  expireTokens(): void {
    for (const token of this.#tokens.values()) token.untilMs = 0;
  }

  /** Takes one consumer key away, or every one, and every token. */
  revoke(consumerKey?: string): void {
    const ended = consumerKey === undefined ? [...this.#keys.values()] : [this.#keys.get(consumerKey)];
    for (const key of ended) if (key) key.status = 'expired';
    if (consumerKey === undefined) this.#tokens.clear();
  }

  #bearer(token: string): Caller {
    const known = this.#tokens.get(token);
    if (!known) throw unauthorized('Client::Unauthorized::InvalidToken', 'This token is not known here');
    if (known.untilMs <= this.#options.now())
      throw unauthorized('Client::Unauthorized::ExpiredToken', 'This token is too old');
    const name = this.#options.serviceAccount.clientId;
    const { createdMs } = known;
    return { method: 'serviceAccount', name, rules: EVERYTHING, status: 'validated', createdMs };
  }

  #checkApplication(key: string): void {
    if (key !== this.#options.credentials.applicationKey)
      throw new Refusal(403, 'Client::Forbidden::InvalidKey', 'This application key is not known here');
  }

  #checkReplay(signature: string): void {
    if (!this.#options.refuseReplay) return;
    const nowMs = this.#options.wallNow();
    for (const [one, untilMs] of this.#seenSignatures) if (untilMs < nowMs) this.#seenSignatures.delete(one);
    if (this.#seenSignatures.has(signature))
      throw new Refusal(400, 'Client::BadRequest::QueryReplayed', 'This very call was already made');
    this.#seenSignatures.set(signature, nowMs + 2 * TOLERANCE_S * 1000);
  }
}

/** Whether rules let a method be called on a path, which is below the branch (`/auth/time`, `/v2/iam/policy`). */
export function allows(rules: readonly AccessRule[], method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  const paths = path.startsWith('/v2/') ? [path, path.slice('/v2'.length)] : [path];
  return rules.some(
    (rule) => rule.method.toUpperCase() === asked && paths.some((one) => patternOfRule(rule).test(one)),
  );
}

/** Every request is judged by rules, and there are few of them. */
const patterns = new WeakMap<AccessRule, RegExp>();

function patternOfRule(rule: AccessRule): RegExp {
  const pattern = patterns.get(rule) ?? patternOf(rule.path);
  patterns.set(rule, pattern);
  return pattern;
}

/** A path with `*` for anything and `{name}` for one segment. */
export function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{[^}]*\}/g, '[^/]+')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 's');
}

function unauthorized(errorClass: string, message: string): Refusal {
  return new Refusal(401, errorClass, message, {}, { 'www-authenticate': 'Bearer realm="sandbox"' });
}

function readRule(rule: unknown): readonly AccessRule[] {
  if (!isJsonObject(rule)) return [];
  const { method, path } = rule;
  return typeof method === 'string' && typeof path === 'string' ? [{ method, path }] : [];
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below, as for every other text that is no object.
  }
  throw new Refusal(400, 'Client::BadRequest::InvalidJSON', 'The body is not a JSON object');
}
