import { createHash } from 'node:crypto';
import type { Credential, Endpoint } from './account.js';
import { isJsonObject } from './jsonObject.js';
import type { KnownAccount } from './knownAccount.js';

/** What the user said of these very credentials before. */
export type EnvironmentAnswer = 'use' | 'never';

/** Credentials that the official clients would use on this machine. */
export interface FoundCredential {
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  /** Where they are: names of variables and paths of files, never values. */
  readonly places: readonly string[];
}

/** What to do with the credentials found: take them, offer them, or leave them alone. */
export type EnvironmentChoice = 'use' | 'offer' | 'ignore';

/** The setting decides first; `ask` goes by what the user said of the same credentials before. */
export function chooseEnvironment(setting: unknown, said: EnvironmentAnswer | undefined): EnvironmentChoice {
  if (setting === 'use' || setting === 'ignore') return setting;
  if (said === 'use') return 'use';
  return said === 'never' ? 'ignore' : 'offer';
}

/** The environment's account. Its label names the host, because the same label on two endpoints would mislead. */
export function environmentAccount(found: FoundCredential, label: string): KnownAccount {
  return {
    id: environmentId(found),
    label,
    endpoint: found.endpoint,
    credential: found.credential.kind,
    identity: undefined,
    source: 'environment',
  };
}

/**
 * The same for the same endpoint and keys, another for others: an answer or an open document of one account never
 * carries over to another, unless the API says that both are the same person's (`EnvironmentAccount`). Access tokens are left out of it,
 * because they are replaced by the hour.
 */
export function environmentId({ endpoint, credential }: FoundCredential): string {
  const who =
    credential.kind === 'signature'
      ? [credential.applicationKey, credential.consumerKey]
      : credential.kind === 'serviceAccount'
        ? [credential.clientId]
        : [];
  const digest = createHash('sha256').update(JSON.stringify([endpoint.origin, credential.kind, ...who]));
  return `environment-${digest.digest('hex').slice(0, 8)}`;
}

/** Whether keys are others than before, of the same kind and for the same endpoint: only the API knows whether of the same person. */
export function isReplacement(before: FoundCredential, now: FoundCredential): boolean {
  const isAlike =
    before.endpoint.origin === now.endpoint.origin && before.credential.kind === now.credential.kind;
  return isAlike && environmentId(before) !== environmentId(now);
}

const ID = /^environment-[0-9a-f]{8}$/;

/** Which keys belong to which account, from storage: entries that are none are left out. */
export function parseSuccessors(stored: unknown): Readonly<Record<string, string>> {
  const entries = isJsonObject(stored) ? Object.entries<unknown>({ ...stored }) : [];
  return Object.fromEntries(
    entries.flatMap(([id, kept]) =>
      ID.test(id) && typeof kept === 'string' && ID.test(kept) ? [[id, kept] as const] : [],
    ),
  );
}

/** What was said before, from storage: entries that are no answers are left out. */
export function parseAnswers(stored: unknown): Readonly<Record<string, EnvironmentAnswer>> {
  const answers: Record<string, EnvironmentAnswer> = {};
  if (!isJsonObject(stored)) return answers;
  for (const [id, said] of Object.entries<unknown>({ ...stored })) {
    if (ID.test(id) && (said === 'use' || said === 'never')) answers[id] = said;
  }
  return answers;
}
