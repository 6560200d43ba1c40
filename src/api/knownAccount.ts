import { isJsonObject } from './jsonObject.js';
import { SAFEGUARDS } from './account.js';
import type { Account, Credential, Endpoint, Safeguard } from './account.js';
import { endpointOf } from './endpoints.js';

/** An account as the editor knows it: also whose it is, and where its credential comes from. Holds no secret. */
export interface KnownAccount extends Account {
  /** Who the API says this is, for example an account or user name; `undefined` when the API did not tell. */
  readonly identity: string | undefined;
  /** `environment` accounts are read from the process environment and `ovh.conf` files and never stored. */
  readonly source: 'stored' | 'environment';
}

/** What goes into SecretStorage for one account: all of it, so that another window can follow a single secret. */
export interface AccountSecret {
  readonly account: KnownAccount;
  readonly credential: Credential;
}

const CREDENTIAL_KINDS: readonly Credential['kind'][] = ['signature', 'serviceAccount', 'token', 'none'];
/** The accounts that were stored; entries that are not accounts are left out. */
export function parseAccounts(stored: unknown): readonly KnownAccount[] {
  if (!Array.isArray(stored)) return [];
  const accounts = new Map<string, KnownAccount>();
  for (const entry of stored) {
    const account = parseAccount(entry);
    if (account && !accounts.has(account.id)) accounts.set(account.id, account);
  }
  return [...accounts.values()];
}

/** One stored account, or `undefined` when it is malformed (or would send credentials in clear text). */
function parseAccount(stored: unknown): KnownAccount | undefined {
  if (!isJsonObject(stored)) return undefined;
  const { id, label, identity } = stored;
  const endpoint = parseEndpoint(stored.endpoint);
  const credential = CREDENTIAL_KINDS.find((kind) => kind === stored.credential);
  if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) return undefined;
  if (typeof label !== 'string' || !endpoint || !credential) return undefined;
  return {
    id,
    label,
    endpoint,
    credential,
    identity: typeof identity === 'string' ? identity : undefined,
    source: 'stored',
    ...guarded(parseSafeguards(stored.safeguards)),
  };
}

/** The safeguards that were stored; unknown ones are left out. */
export function parseSafeguards(stored: unknown): readonly Safeguard[] {
  return Array.isArray(stored) ? SAFEGUARDS.filter((one) => stored.includes(one)) : [];
}

/** Safeguards as an account's data hold them: absent where there are none. */
export function guarded(safeguards: readonly Safeguard[]): Pick<Account, 'safeguards'> {
  return safeguards.length > 0 ? { safeguards } : {};
}

/** The text that SecretStorage keeps. */
export function writeSecret(secret: AccountSecret): string {
  return JSON.stringify(secret);
}

/** What SecretStorage kept, or `undefined` when it can't be read as an account's secret. */
export function readSecret(text: string): AccountSecret | undefined {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(stored)) return undefined;
  const account = parseAccount(stored.account);
  const credential = parseCredential(stored.credential);
  return account && credential && { account, credential };
}

/** A credential as it was stored, or `undefined` when a part of it is missing. */
function parseCredential(stored: unknown): Credential | undefined {
  if (!isJsonObject(stored)) return undefined;
  const text = (name: string): string | undefined => {
    const value = stored[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  switch (stored.kind) {
    case 'signature': {
      const applicationKey = text('applicationKey');
      const applicationSecret = text('applicationSecret');
      const consumerKey = text('consumerKey');
      if (!applicationKey || !applicationSecret || !consumerKey) return undefined;
      return { kind: 'signature', applicationKey, applicationSecret, consumerKey };
    }
    case 'serviceAccount': {
      const clientId = text('clientId');
      const clientSecret = text('clientSecret');
      return clientId && clientSecret ? { kind: 'serviceAccount', clientId, clientSecret } : undefined;
    }
    case 'token': {
      const accessToken = text('accessToken');
      return accessToken ? { kind: 'token', accessToken } : undefined;
    }
    case 'none':
      return { kind: 'none' };
    default:
      return undefined;
  }
}

/**
 * A new account's id: readable, and never one that another account had, so that a document left open by an account that
 * signed out can't be saved to the account that came after it. `random` is some lower-case letters and digits.
 */
export function newAccountId(label: string, random: string): string {
  const name = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 24)
    .replace(/-$/, '');
  return name === '' ? `account-${random}` : `${name}-${random}`;
}

/**
 * The remembered account while it exists, and none when it went: another one may be production. A window that remembers none takes
 * the first.
 */
export function chooseActive(
  accounts: readonly KnownAccount[],
  remembered: string | undefined,
): KnownAccount | undefined {
  return remembered === undefined ? accounts[0] : accounts.find((account) => account.id === remembered);
}

function parseEndpoint(stored: unknown): Endpoint | undefined {
  if (!isJsonObject(stored)) return undefined;
  const { origin, tokenUrl } = stored;
  if (typeof origin !== 'string' || typeof tokenUrl !== 'string') return undefined;
  try {
    // An account that was stored under its region's other address is the region's from now on.
    return new URL(origin).origin === origin ? endpointOf(origin, tokenUrl) : undefined;
  } catch {
    return undefined;
  }
}
