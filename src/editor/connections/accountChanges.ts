import type { Account } from '../../api/account.js';
import type { KnownAccount } from '../../api/knownAccount.js';
import type { Accounts } from '../accounts/accounts.js';

type Revised = KnownAccount & { readonly revision: number };

/** What was reported of accounts last. */
export interface Known {
  readonly active: string | undefined;
  readonly accounts: ReadonlyMap<string, Revised>;
}

export function knownNow(accounts: Pick<Accounts, 'active' | 'list' | 'revision'>): Known {
  const all = accounts
    .list()
    .map((one) => [one.id, { ...one, revision: accounts.revision(one.id) }] as const);
  return { active: accounts.active()?.id, accounts: new Map(all) };
}

export function isSame(a: Revised | undefined, b: Revised | undefined): boolean {
  if (!a || !b) return a === b;
  return hasSameEndpointAndAuth(a, b) && a.identity === b.identity && a.revision === b.revision;
}

/** Whether both are shown alike: by name and safeguards. */
export function isCalledAlike(a: Account, b: Account): boolean {
  return a.label === b.label && String(a.safeguards) === String(b.safeguards);
}

/** Whether requests of both go to the same place and prove themselves in the same way. */
export function hasSameEndpointAndAuth(a: Account, b: Account): boolean {
  return (
    a.endpoint.origin === b.endpoint.origin &&
    a.endpoint.tokenUrl === b.endpoint.tokenUrl &&
    a.credential === b.credential
  );
}
