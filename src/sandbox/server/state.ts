import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answers/delivery.js';
import type { Authority, ServiceAccount } from '../access/authority.js';
import type { ServedSection } from '../sections/editions.js';
import type { Resources } from '../operations/resources.js';
import type { World } from '../world/world.js';
import type { WrittenAddress } from './writtenAddress.js';

/** One request that came, as the control API lists it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** As it was sent, with its question mark; empty when there was none. */
  readonly query: string;
  readonly schemaVersion: string | undefined;
  readonly status: number;
  readonly body: string;
}

/** What the control API can change about how everything is answered. */
export interface Conduct {
  /** The status of everything but GET while maintenance lasts. */
  maintenance: 500 | 503 | undefined;
  /** Whether the service that everything belongs to was not renewed. */
  isExpired: boolean;
  /** How far `/auth/time` is ahead of real time. */
  skewMinutes: number;
  /** Rights that are denied to all: names, with `*` for anything. */
  deniedActions: readonly string[];
}

/** A request that has come in whole. */
export interface ApiRequest {
  /** HEAD is answered as GET is, without its body. */
  readonly method: string;
  /** As the client wrote it, for its signature. */
  readonly writtenMethod: string;
  readonly url: WrittenAddress;
  /** As the client wrote it, for its signature. */
  readonly writtenUrl: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the API answers to a request, a refusal included. */
export type Attempt = (request: ApiRequest) => Answer;

/** An answer on its way out. */
export interface Sent {
  readonly answer: Answer;
  /** Whether the connection breaks in the middle of the body. */
  readonly breaksOff?: boolean;
}

/** What comes between a request and its answer: in a sandbox for tests, the faults that wait for it. */
export type Between = (request: ApiRequest, attempt: Attempt, state: SandboxState) => Promise<Sent>;

/** Everything that the servers of a sandbox share. */
export interface SandboxState {
  readonly sections: readonly ServedSection[];
  readonly world: World;
  readonly resources: Resources;
  readonly authority: Authority;
  readonly serviceAccount: ServiceAccount;
  /** Absent where every request is answered as it should be. */
  readonly between: Between | undefined;
  readonly conduct: Conduct;
  /** The texts of documents that were requested. */
  readonly documentTexts: WeakMap<object, Map<string, string>>;
  readonly seen: SeenRequest[];
  /** From 0 up to, not including, 1: the same in every run. */
  readonly random: () => number;
  /** Ends what still waits when the sandbox stops. */
  readonly stopping: AbortSignal;
}

/** The sandbox's idea of real time, in milliseconds since 1970. */
export function wallNow(conduct: Pick<Conduct, 'skewMinutes'>): number {
  return Date.now() + conduct.skewMinutes * 60_000;
}
