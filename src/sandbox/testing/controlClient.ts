import type { ServiceAccount } from '../access/authority.js';
import type { ClockState } from '../world/clock.js';
import type { Customs } from '../customs.js';
import type { FaultRule } from '../faults/faults.js';
import type { HiddenWrite } from '../world/records.js';
import type { SeenRequest } from '../server/state.js';

/** What everything is answered by; what is left out stays as it is. */
interface ConductChange extends Partial<Omit<Customs, 'usualVersion'>> {
  /** The status of everything but GET while maintenance lasts; `null` ends it. */
  readonly maintenance?: 500 | 503 | null;
  /** Whether the service was not renewed: everything is answered with 460. */
  readonly expired?: boolean;
  /** How far the sandbox's clock on the wall is ahead. */
  readonly skewMinutes?: number;
  /** Which share of the tasks that begin from now on ends in an error, from 0 to 1. */
  readonly failingTasks?: number;
  /** How many of the next tasks end in an error, regardless of the share. */
  readonly failingNext?: number;
  /** How many of the next tasks wait for the person's input, where a section's tasks can take it. */
  readonly waitingNext?: number;
  /** Rights that are denied to all, with `*` for anything. */
  readonly deniedActions?: readonly string[];
  /** The major version that the account has picked; `null` for none. */
  readonly usualVersion?: string | null;
}

/** Controls a sandbox. Every call throws an `Error` when the sandbox refuses it or is gone. */
export interface SandboxControl {
  /** What has come in since the last time it was forgotten, the oldest first. */
  requests(): Promise<readonly SeenRequest[]>;
  forgetRequests(): Promise<void>;
  /** Gives the identifier of the fault, by which it can be cleared. */
  inject(fault: FaultRule): Promise<string>;
  /** One fault, or all of them; what they hold up goes on. */
  clearFaults(id?: string): Promise<void>;
  /** What asks for bearer tokens. */
  serviceAccount(): Promise<ServiceAccount>;
  clock(): Promise<ClockState>;
  /** Lets so much time go by at once, in milliseconds. */
  step(ms: number): Promise<void>;
  setSpeed(speed: number): Promise<void>;
  /** Another client patches the spec of a resource, or the fields of a plain one. `path` is below the branch. */
  changeResource(path: string, changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** The platform computes a resource's checksum again, though its spec is as it was. */
  moveChecksum(path: string): Promise<void>;
  /** What was written to a resource and is never answered; the newest write last. */
  hiddenWrites(path: string): Promise<readonly HiddenWrite[]>;
  conduct(change: ConductChange): Promise<void>;
  expireTokens(): Promise<void>;
  expireCursors(): Promise<void>;
  /** Takes one consumer key away; every credential when none is named. */
  revoke(consumerKey?: string): Promise<void>;
}

/** Of a whole answer, from asking to its last byte: the sandbox is on this machine. */
const DEADLINE_MS = 60_000;

/**
 * The client of a sandbox's control API.
 * @param control its address, as the sandbox says it.
 * @param signal ends what is under way.
 */
export function sandboxControl(control: string, signal?: AbortSignal): SandboxControl {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const late = new AbortController();
    const timer = setTimeout(() => {
      late.abort(new Error(`The sandbox didn't answer ${method} ${path} in time`));
    }, DEADLINE_MS);
    try {
      const response = await fetch(`${control}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      });
      if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`);
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  };
  const send = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call(method, path, body);
  };
  return {
    // Both ends are of the same build: what comes has the type that was sent.
    requests: async () => (await call('GET', '/requests')) as readonly SeenRequest[],
    forgetRequests: () => send('DELETE', '/requests'),
    inject: async (fault) => ((await call('POST', '/faults', fault)) as { readonly id: string }).id,
    clearFaults: (id) => send('DELETE', id === undefined ? '/faults' : `/faults/${id}`),
    serviceAccount: async () => (await call('GET', '/serviceAccount')) as ServiceAccount,
    clock: async () => (await call('GET', '/clock')) as ClockState,
    step: (stepMs) => send('POST', '/clock', { stepMs }),
    setSpeed: (speed) => send('POST', '/clock', { speed }),
    changeResource: (path, changes) => send('POST', '/changes', { path, changes }),
    moveChecksum: (path) => send('POST', '/checksums', { path }),
    hiddenWrites: async (path) => (await call('POST', '/hiddenWrites', { path })) as readonly HiddenWrite[],
    conduct: (change) => send('PUT', '/conduct', change),
    expireTokens: () => send('POST', '/expire', { what: 'tokens' }),
    expireCursors: () => send('POST', '/expire', { what: 'cursors' }),
    revoke: (consumerKey) => send('POST', '/revoke', consumerKey === undefined ? {} : { consumerKey }),
  };
}
