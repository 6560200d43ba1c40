import type { Clock } from './clock.js';
import { Collections } from './collections.js';
import { Cursors } from './cursors.js';
import { DEFAULT_CUSTOMS, type Customs } from '../customs.js';
import type { DemoEntry } from '../demo/demo.js';
import { History } from './history.js';
import { Reconciler } from './reconciler.js';
import { Records } from './records.js';
import { Representation } from './representation.js';

export interface WorldOptions {
  readonly seed: number;
  readonly resources: number;
  readonly fillsUp: boolean;
  readonly clock: Clock;
  readonly secret: string;
  /** Customs other than the usual ones. */
  readonly customs?: Partial<Customs>;
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

export function newWorld(options: WorldOptions): World {
  const { seed, resources, fillsUp, clock, secret } = options;
  const customs = { ...DEFAULT_CUSTOMS, ...options.customs };
  const records = new Records();
  const history = new History(seed, records);
  return {
    clock,
    records,
    history,
    collections: new Collections({ seed, resources, fillsUp }),
    representation: new Representation({ seed, records, history, customs }),
    reconciler: new Reconciler({ seed, clock, records, customs }),
    cursors: new Cursors(secret, () => clock.now()),
    demoRows: new Map(),
    customs,
  };
}
