import type { Credential, Endpoint, EndpointName } from './account.js';
import { endpointOf } from './endpoints.js';

/** The ways to prove who one is. `environment` takes what the official clients would find on this machine. */
export type SignInMethod = 'browser' | 'signature' | 'serviceAccount' | 'token' | 'none' | 'environment';

/** What a consumer key made by the browser sign-in may do. */
export type Rights = 'readOnly' | 'readWrite';

/** Everything that may be typed, under the name of the step that asks for it. */
export type FieldName =
  | 'origin'
  | 'applicationKey'
  | 'applicationSecret'
  | 'consumerKey'
  | 'clientId'
  | 'clientSecret'
  | 'tokenUrl'
  | 'accessToken';

/** What has been chosen and typed so far. Going back keeps it. */
export interface SignInDraft {
  readonly method?: SignInMethod;
  readonly region?: EndpointName;
  readonly rights?: Rights;
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
}

export type SignInStep =
  | { readonly kind: 'method' }
  | { readonly kind: 'region' }
  | { readonly kind: 'rights' }
  | { readonly kind: 'field'; readonly name: FieldName };

const FIELDS: Readonly<Record<SignInMethod, readonly FieldName[]>> = {
  browser: ['applicationKey', 'applicationSecret'],
  signature: ['applicationKey', 'applicationSecret', 'consumerKey'],
  serviceAccount: ['clientId', 'clientSecret'],
  token: ['accessToken'],
  none: [],
  environment: [],
};

/** Fields that are never shown while typed. */
const SECRET_FIELDS: ReadonlySet<FieldName> = new Set([
  'applicationSecret',
  'consumerKey',
  'clientSecret',
  'accessToken',
]);

export function isSecretField(name: FieldName): boolean {
  return SECRET_FIELDS.has(name);
}

/**
 * The questions that the draft leads to, in their order, those already answered included. `fixed` leaves out what is
 * known beforehand: the endpoint, when an account that exists signs in again.
 */
export function signInSteps(
  draft: SignInDraft,
  fixed?: { readonly endpoint: boolean },
): readonly SignInStep[] {
  const { method, region } = draft;
  const steps: SignInStep[] = [{ kind: 'method' }];
  if (!method || method === 'environment') return steps;
  const isCustom = !fixed?.endpoint && region === 'custom';
  if (!fixed?.endpoint) steps.push({ kind: 'region' });
  if (isCustom) steps.push(field('origin'));
  if (method === 'browser') steps.push({ kind: 'rights' });
  steps.push(...FIELDS[method].map(field));
  // A region has its own token address, also when its address was typed.
  const isKnown = (draftEndpoint(draft)?.name ?? 'custom') !== 'custom';
  if (isCustom && !isKnown && method === 'serviceAccount') steps.push(field('tokenUrl'));
  return steps;
}

/** What a step's answer makes of the draft. Fields are trimmed: keys are pasted with a line break more often than not. */
export function answer(draft: SignInDraft, step: SignInStep, value: string): SignInDraft {
  switch (step.kind) {
    case 'method':
      return isMethod(value) ? { ...draft, method: value } : draft;
    case 'region':
      return isRegion(value) ? { ...draft, region: value } : draft;
    case 'rights':
      return value === 'readOnly' || value === 'readWrite' ? { ...draft, rights: value } : draft;
    case 'field':
      return { ...draft, fields: { ...draft.fields, [step.name]: value.trim() } };
  }
}

/** Why a typed value can't be right; `undefined` when it may be. */
export type FieldProblem = 'empty' | 'notUrl' | 'notSafe' | 'hasPath' | 'notKey';

/** Whether a typed value can be sent at all; whether it is accepted only the API knows. */
export function fieldProblem(name: FieldName, typed: string): FieldProblem | undefined {
  const value = typed.trim();
  if (value === '') return 'empty';
  if (name === 'origin') return originProblem(value);
  if (name === 'tokenUrl') return tokenUrlProblem(value);
  // It goes into a header: nothing but visible ASCII can be one of these keys.
  return /^[\x21-\x7e]+$/.test(value) ? undefined : 'notKey';
}

/** The credential that the draft holds, complete; `undefined` while something is missing. */
export function draftCredential(draft: SignInDraft): Credential | undefined {
  const { applicationKey, applicationSecret, consumerKey, clientId, clientSecret, accessToken } =
    draft.fields;
  switch (draft.method) {
    case 'browser':
    case 'signature':
      if (!applicationKey || !applicationSecret || !consumerKey) return undefined;
      return { kind: 'signature', applicationKey, applicationSecret, consumerKey };
    case 'serviceAccount':
      return clientId && clientSecret ? { kind: 'serviceAccount', clientId, clientSecret } : undefined;
    case 'token':
      return accessToken ? { kind: 'token', accessToken } : undefined;
    case 'none':
      return { kind: 'none' };
    default:
      return undefined;
  }
}

/** What an attempt to sign in failed at. */
export type FailedAt = 'address' | 'credential' | 'other';

/** The step where a failure can be fixed: the address when no server answered there, a secret when it was refused. */
export function stepToMend(steps: readonly SignInStep[], failedAt: FailedAt): number {
  const isMended = (step: SignInStep): boolean => {
    if (step.kind !== 'field' || failedAt === 'other') return false;
    return failedAt === 'address' ? step.name === 'origin' : isSecretField(step.name);
  };
  const index = steps.findLastIndex(isMended);
  return index < 0 ? steps.length - 1 : index;
}

/** Where the draft leads to; `undefined` while the region or the custom address is missing or can't be used. */
export function draftEndpoint(draft: SignInDraft): Endpoint | undefined {
  if (!draft.region) return undefined;
  const { origin, tokenUrl } = draft.fields;
  if (draft.region !== 'custom') return endpointOf(draft.region);
  return origin === undefined || fieldProblem('origin', origin) ? undefined : endpointOf(origin, tokenUrl);
}

/** What a new account is called until it is renamed: who it is; where, too, when the name is taken. */
export function accountLabel(
  endpoint: Endpoint,
  identity: string | undefined,
  taken: readonly string[],
): string {
  const place = endpoint.name === 'custom' ? new URL(endpoint.origin).host : endpoint.name;
  const proposals = identity === undefined ? [place] : [identity, `${identity} (${place})`];
  const free = proposals.find((label) => !taken.includes(label));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) {
    const numbered = `${identity ?? place} ${String(number)}`;
    if (!taken.includes(numbered)) return numbered;
  }
}

function originProblem(value: string): FieldProblem | undefined {
  // A query or a fragment would be dropped without a word.
  if (isEndpoint(value)) return /[?#]/.test(value) ? 'hasPath' : undefined;
  if (!URL.canParse(value)) return 'notUrl';
  const { origin, username, password } = new URL(value);
  return username === '' && password === '' && isEndpoint(origin) ? 'hasPath' : 'notSafe';
}

function tokenUrlProblem(value: string): FieldProblem | undefined {
  if (!URL.canParse(value)) return 'notUrl';
  return isEndpoint('https://localhost', value) ? undefined : 'notSafe';
}

function isEndpoint(nameOrUrl: string, tokenUrl?: string): boolean {
  try {
    endpointOf(nameOrUrl, tokenUrl);
    return true;
  } catch {
    return false;
  }
}

function field(name: FieldName): SignInStep {
  return { kind: 'field', name };
}

function isMethod(value: string): value is SignInMethod {
  return Object.hasOwn(FIELDS, value);
}

function isRegion(value: string): value is EndpointName {
  return ['ovh-eu', 'ovh-ca', 'ovh-us', 'custom'].includes(value);
}
