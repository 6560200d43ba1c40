import type * as vscode from 'vscode';
import * as v from 'valibot';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import type { NormalisedField } from '../../resource/normalised.js';

const KEY = 'ovhApi.normalised';

/** More resources than a workspace's manifests name; of what is older a plan shows a difference again. */
const LIMIT = 5_000;

const stored = v.array(v.tuple([v.string(), v.array(v.string())]));

/**
 * What the API made something else of when it took a manifest, over reloads: a plan and the marks of a difference leave it
 * out. Kept in the workspace's storage, as digests.
 */
export class NormalisedStore {
  readonly #state: vscode.Memento;
  /** By resource, what was learned last at the end. */
  readonly #fields: Map<string, readonly NormalisedField[]>;

  constructor(state: vscode.Memento) {
    this.#state = state;
    const read = v.safeParse(stored, state.get<unknown>(KEY));
    this.#fields = new Map(read.success ? read.output : []);
  }

  of(address: ResourceAddress): readonly NormalisedField[] {
    return this.#fields.get(addressKey(address)) ?? [];
  }

  /** Takes the place of what was known of a resource. */
  keep(address: ResourceAddress, fields: readonly NormalisedField[]): void {
    const key = addressKey(address);
    const isKnown = this.#fields.delete(key);
    if (fields.length > 0) this.#fields.set(key, fields);
    else if (!isKnown) return;
    for (const old of [...this.#fields.keys()].slice(0, -LIMIT)) this.#fields.delete(old);
    // A state that can't be written costs a difference in the next plan, and nothing else.
    void this.#state.update(KEY, [...this.#fields]).then(undefined, () => undefined);
  }
}
