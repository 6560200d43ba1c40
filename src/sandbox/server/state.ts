import type { Authority, ServiceAccount } from '../access/authority.js';
import type { ServedSection } from '../sections/editions.js';
import type { Faults } from '../faults/faults.js';
import type { Resources } from '../operations/resources.js';
import type { World } from '../world/world.js';

/** One request that came, as the control API tells it. */
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
  /** Rights that nobody has: names, with `*` for anything. */
  deniedActions: readonly string[];
}

/** Everything that both servers of a sandbox share. */
export interface SandboxState {
  readonly sections: readonly ServedSection[];
  readonly world: World;
  readonly resources: Resources;
  readonly authority: Authority;
  readonly serviceAccount: ServiceAccount;
  readonly faults: Faults;
  readonly conduct: Conduct;
  /** The texts of documents that were asked for. */
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
