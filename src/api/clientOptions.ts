import type { Dispatcher } from 'undici';
import type { Account, Credential } from './account.js';
import type { ApiResponse } from './api.js';
import type { ClientLimits } from './clientLimits.js';
import type { CloudWrite } from './cloudWrite.js';
import type { RequestName } from './errors.js';
import type { RequestLog, SecretPlaces } from './requestLog.js';
import type { Time } from './time.js';

/** What a client sends, by which credential, and who is notified of it. */
export interface ApiClientOptions {
  readonly account: Account;
  /** Read again for every request, so that another pick counts at once; `undefined` sends no header. */
  readonly schemaVersion: () => string | undefined;
  /** Read for every sending; secrets are kept no longer than that. */
  readonly credential: (signal?: AbortSignal) => Promise<Credential>;
  readonly log?: RequestLog;
  /** Called with every answer that is handed out, with any status. Must not throw. */
  readonly onAnswer?: (response: ApiResponse) => void;
  /** Called with a write's body before it is sent: its secrets can be kept out of all that repeats them. Must not throw. */
  readonly onBody?: (request: RequestName, body: string) => void;
  /** Called once for each write that the API accepted or may have accepted, before its sender continues. Must not throw. */
  readonly onDidWrite?: (write: CloudWrite) => void;
  /** Sends a request that changes something, by calling `send` once; without it, it is just sent. */
  readonly aroundWrite?: <T>(request: RequestName, send: () => Promise<T>) => Promise<T>;
  /** Which places of a body the API documents mark as secret, for traces. */
  readonly isSecret?: SecretPlaces;
  /** Called with every access token that a service account was given, so that it can be kept out of all that is shown. */
  readonly onToken?: (accessToken: string) => void;
  /** Opens the way to the wire by `openDispatcher`, at the first request; a direct one when absent. Closed with the client. */
  readonly dispatcher?: () => Promise<Dispatcher>;
  readonly limits?: Partial<ClientLimits>;
  /** Clock, timer and chance; a test's own, or the system's. */
  readonly time?: Partial<Time>;
}
