import type { Clock } from './clock.js';
import { Collections } from './collections.js';
import { Cursors } from './cursors.js';
import type { DemoEntry } from './demo/demo.js';
import { History } from './history.js';
import { Reconciler } from './reconciler.js';
import { Records } from './records.js';
import { Representation } from './representation.js';

/** How the world answers writers. */
export interface Customs {
  /** What a stale checksum is answered with: sections differ. */
  conflictStatus: 409 | 412;
  /** Whether a resource can't be changed while a task runs on it (423). */
  locksWhileBusy: boolean;
  /** The version that an account has picked for requests that ask for none. */
  usualVersion: string | undefined;
}

export interface WorldOptions {
  readonly seed: number;
  readonly resources: number;
  readonly fillsUp: boolean;
  readonly clock: Clock;
  readonly secret: string;
}

/** Everything that exists and happens, whichever version it is looked at with. */
export interface World {
  readonly clock: Clock;
  readonly collections: Collections;
  readonly records: Records;
  readonly history: History;
  readonly representation: Representation;
  readonly reconciler: Reconciler;
  readonly cursors: Cursors;
  /** What a demo wrote for lists without addresses, by the key of their route. */
  readonly demoRows: Map<string, readonly DemoEntry[]>;
  readonly customs: Customs;
}

export function newWorld({ seed, resources, fillsUp, clock, secret }: WorldOptions): World {
  const records = new Records();
  const history = new History(seed, records);
  return {
    clock,
    records,
    history,
    collections: new Collections({ seed, resources, fillsUp }),
    representation: new Representation({ seed, records, history }),
    reconciler: new Reconciler({ seed, clock, records }),
    cursors: new Cursors(secret, () => clock.now()),
    demoRows: new Map(),
    customs: { conflictStatus: 409, locksWhileBusy: false, usualVersion: undefined },
  };
}
