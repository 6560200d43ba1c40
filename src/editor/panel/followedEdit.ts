import { sameAddress, type ResourceAddress } from '../../resource/address.js';
import type { FourWayField } from '../../resource/fourWay.js';
import { isLarge } from '../../resource/jsonTree.js';
import { pathIn } from '../../resource/memberPaths.js';
import { atOnce, Slices } from '../../resource/slices.js';
import { specValue } from '../../resource/spec.js';
import type { FieldPath } from '../../resource/specDiff.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { editedSpec } from '../spec/document/editedSpec.js';
import { editedFields } from './editedFields.js';

/** The unsaved changes of open specs, and what says that they changed. */
export interface SpecEdits {
  of(address: ResourceAddress): ReturnType<typeof editedSpec>;
  readonly onDidChange: (listener: (address: ResourceAddress) => void) => { dispose(): unknown };
}

/** So long nothing is typed before an edit is compared. */
const PAUSE_MS = 150;

/** The fields of a resource's unsaved changes, compared again with every reading and after every pause in typing. */
export class FollowedEdit {
  readonly #edits: SpecEdits;
  readonly #address: ResourceAddress;
  readonly #subscription: { dispose(): unknown };
  #snapshot: ResourceSnapshot | undefined;
  #fields: readonly FourWayField[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onDidCompare: () => void;
  /** Stops a comparison in slices. */
  #comparing: AbortController | undefined;

  constructor(edits: SpecEdits, address: ResourceAddress, onDidCompare: () => void) {
    this.#edits = edits;
    this.#address = address;
    this.#onDidCompare = onDidCompare;
    this.#subscription = edits.onDidChange((edited) => {
      if (!sameAddress(edited, address)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (this.#compare()) onDidCompare();
      }, PAUSE_MS);
    });
  }

  /** The same list while nothing is different; `undefined` while nothing is unsaved. */
  get fields(): readonly FourWayField[] | undefined {
    return this.#fields;
  }

  /** Where the open document has a field of the target spec: members of its lists may be elsewhere. */
  placeOf(path: FieldPath, targetSpec: unknown): FieldPath {
    const edit = this.#edits.of(this.#address);
    return edit === undefined || edit === 'unreadable'
      ? path
      : pathIn(path, targetSpec, specValue(edit.mine));
  }

  /** Takes in what was read of the resource. */
  follow(snapshot: ResourceSnapshot | undefined): void {
    if (snapshot?.text === this.#snapshot?.text) return;
    this.#snapshot = snapshot;
    this.#compare();
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #stop(): void {
    this.#comparing?.abort();
    this.#comparing = undefined;
  }

  /** @returns whether it was done at once; a large spec is compared in slices, and reported when it is. */
  #compare(): boolean {
    this.#stop();
    const edit = this.#edits.of(this.#address);
    // What was compared before stays while a text is in the middle of being typed.
    if (edit === 'unreadable') return true;
    const comparing = edit && this.#snapshot && editedFields(this.#snapshot, edit);
    if (!comparing || !isLarge(edit.mine)) {
      this.#fields = comparing && atOnce(comparing);
      return true;
    }
    this.#comparing = new AbortController();
    const { signal } = this.#comparing;
    new Slices().through(comparing, signal).then(
      (fields) => {
        if (this.#comparing?.signal !== signal) return;
        this.#fields = fields;
        this.#onDidCompare();
      },
      () => undefined,
    );
    return false;
  }
}
