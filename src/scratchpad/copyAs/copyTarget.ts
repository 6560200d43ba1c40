import type { Account } from '../../api/account.js';
import type { SecretFreeRequest } from './secretFree.js';

/** The account that a copied request is for. Its credential is never copied: variables or the tool's own configuration hold it. */
export type CopiedAccount = Pick<Account, 'credential'> & {
  readonly endpoint: Pick<Account['endpoint'], 'name' | 'origin'>;
};

/** One of the forms that a request can be copied in. */
export interface CopyTarget {
  /** Stable: the last one that was chosen is remembered by it. */
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** Whether one may follow another: commands of a shell. */
  readonly isCommand?: true;
  /** The request in this form; `undefined` where the form can't say it. */
  readonly write: (request: SecretFreeRequest, account: CopiedAccount) => string | undefined;
}
