import type { Api, ApiRequest, ApiResponse } from './api.js';
import { CredentialError } from './errors.js';
import { refusesCredential } from './failureKind.js';
import { isJsonObject } from './jsonObject.js';

/** What an answer says of the credential it was asked with. */
export type Verdict = 'accepted' | 'refused' | 'unclear';

export interface Verified {
  /** Who the API says this is. */
  readonly identity: string | undefined;
  /** Whether an answer proved the credential; `false` when nothing that was asked needs one. */
  readonly isProven: boolean;
}

/**
 * Whom to ask, cheapest first: who am I, what may my key do, and the list of sections for an endpoint that has
 * neither.
 */
const QUESTIONS: readonly Pick<ApiRequest, 'method' | 'path' | 'branch'>[] = [
  { method: 'GET', path: '/auth/details', branch: 'v1' },
  { method: 'GET', path: '/auth/currentCredential', branch: 'v1' },
];

/**
 * Asks the API whether it knows the credential that `api` sends.
 * Throws `CredentialError` (`refused`, `notValidated`), `NetworkError`, `ProtocolError` and `CancelledError`.
 */
export async function verifyCredential(api: Api, signal: AbortSignal): Promise<Verified> {
  if (api.account.credential === 'none') {
    await api.send({ ...indexQuestion, signal, priority: 'user' });
    return { identity: undefined, isProven: false };
  }
  for (const question of QUESTIONS) {
    const response = await api.send({ ...question, signal, priority: 'user' });
    const body = readJson(response);
    const verdict = judgeAnswer(response.status, body);
    if (verdict === 'refused') {
      throw new CredentialError(question, 'refused', messageOf(body) ?? `status ${String(response.status)}`);
    }
    if (isPending(body))
      throw new CredentialError(question, 'notValidated', 'the consumer key is not validated');
    if (verdict === 'accepted') return { identity: identityOf(body), isProven: true };
  }
  const response = await api.request({ ...indexQuestion, signal, priority: 'user' });
  return { identity: undefined, isProven: response.status === 403 };
}

/** Asks by a connection that was made for it, and closed then. Throws what `verifyCredential` throws. */
export async function askIdentity(
  probe: Api & { close(): Promise<void> },
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await verifyCredential(probe, signal)).identity;
  } finally {
    await probe.close();
  }
}

const indexQuestion = { method: 'GET', path: '/' } as const;

/** Any answer that needed to know who asks proves the credential, also a right that is missing. */
export function judgeAnswer(status: number, body: unknown): Verdict {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 401) return 'refused';
  const said = ['errorCode', 'class', 'message'].map((name) => field(body, name) ?? '').join(' ');
  if (status >= 400 && status < 500 && refusesCredential(said)) return 'refused';
  if (status === 403) return 'accepted';
  return 'unclear';
}

/** The account, and the user of it when another one asks; `undefined` when the answer has no identity. */
export function identityOf(body: unknown): string | undefined {
  const account = field(body, 'account');
  const user = field(body, 'user');
  if (account !== undefined && user !== undefined && account !== user) return `${account}/${user}`;
  return account ?? user;
}

/** A consumer key may read itself before a person validated it: the answer alone proves nothing then. */
function isPending(body: unknown): boolean {
  return field(body, 'status') === 'pendingValidation';
}

function messageOf(body: unknown): string | undefined {
  return field(body, 'message');
}

function field(body: unknown, name: string): string | undefined {
  if (!isJsonObject(body) || !Object.hasOwn(body, name)) return undefined;
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readJson(response: ApiResponse): unknown {
  try {
    return response.json();
  } catch {
    return undefined;
  }
}
