import { sameAddress, type ResourceAddress } from '../../resource/address.js';
import type { FourWayField } from '../../resource/fourWay.js';
import { pathIn } from '../../resource/memberPaths.js';
import { specValue } from '../../resource/spec.js';
import type { FieldPath } from '../../resource/specDiff.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { editedSpec } from '../spec/document/editedSpec.js';
import { editedFields } from './editedFields.js';

/** The unsaved changes of open specs, and what tells that they changed. */
export interface SpecEdits {
  of(address: ResourceAddress): ReturnType<typeof editedSpec>;
  readonly onDidChange: (listener: (address: ResourceAddress) => void) => { dispose(): unknown };
}

/** So long nothing is typed before an edit is compared. */
const PAUSE_MS = 150;

/** The fields of a resource's unsaved changes, compared anew with every reading and after every pause in typing. */
export class FollowedEdit {
  readonly #edits: SpecEdits;
  readonly #address: ResourceAddress;
  readonly #subscription: { dispose(): unknown };
  #snapshot: ResourceSnapshot | undefined;
  #fields: readonly FourWayField[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(edits: SpecEdits, address: ResourceAddress, onDidCompare: () => void) {
    this.#edits = edits;
    this.#address = address;
    this.#subscription = edits.onDidChange((edited) => {
      if (!sameAddress(edited, address)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#compare();
        onDidCompare();
      }, PAUSE_MS);
    });
  }

  /** The same list while nothing is different; `undefined` while nothing is unsaved. */
  get fields(): readonly FourWayField[] | undefined {
    return this.#fields;
  }

  /** Where the open document has a field of the target spec: members of its lists may stand elsewhere. */
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
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #compare(): void {
    const edit = this.#edits.of(this.#address);
    // What was compared before stays while a text is in the middle of being typed.
    if (edit === 'unreadable') return;
    this.#fields = edit && this.#snapshot && editedFields(this.#snapshot, edit);
  }
}
