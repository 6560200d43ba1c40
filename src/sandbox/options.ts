import type { ServiceAccount } from './access/authority.js';
import type { Customs } from './customs.js';
import type { SandboxCredentials } from './access/credentials.js';

export interface SandboxOptions {
  /** `0`, as when absent, picks a free one. */
  readonly port?: number;
  /** OpenAPI documents to serve; the sandbox's own when absent. */
  readonly documents?: readonly string[];
  /** How many resources a list at the top holds. */
  readonly resources?: number;
  readonly seed?: number;
  /** How many times faster than real time tasks run. */
  readonly speed?: number;
  /** Time only passes when it is stepped by the control client. */
  readonly clock?: 'manual';
  /** A world that a person could have built, where something happens by itself. */
  readonly demo?: boolean;
  /**
   * Whether readable identifiers hold what paths, shells and pages trip over. They lead where they say all the same. Only a sandbox for
   * tests has them.
   */
  readonly hostileIdentifiers?: boolean;
  /** Which share of the tasks ends in an error, from 0 to 1. */
  readonly failingTasks?: number;
  /** How long bearer tokens are good, in milliseconds; an hour when absent. */
  readonly tokenLifeMs?: number;
  /** How long page cursors are good, in milliseconds; a quarter of an hour when absent. */
  readonly cursorLifeMs?: number;
  /**
   * Whether a signed request is refused when the very same comes again within the time window. Off when absent: timestamps
   * are whole seconds, so that a client may lawfully send two requests that are alike.
   */
  readonly refuseReplay?: boolean;
  /** Customs other than the usual ones, which are as strict as the cloud's. */
  readonly customs?: Partial<Customs>;
}

/** A running sandbox. */
export interface OpenSandbox {
  /** The branch, for example `http://127.0.0.1:4711/v2`. */
  readonly api: string;
  readonly credentials: SandboxCredentials;
  readonly serviceAccount: ServiceAccount;
  /** Ends all connections and timers. May be called twice. */
  stop(): Promise<void>;
}
