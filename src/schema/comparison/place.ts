import { pointerPart } from '../jsonPointer.js';

/** A place in two documents at once, as JSON pointers and as people name it. */
export class Place {
  readonly depth: number;

  private constructor(
    private readonly parent: Place | undefined,
    private readonly beforeKey: string,
    private readonly afterKey: string,
    private readonly label: string,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
  }

  /** The place that two lists of keys lead to; they differ where something was renamed or moved. */
  static at(label: string, before: readonly string[], after = before): Place {
    let place: Place | undefined;
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      place = new Place(place, before[index] ?? '', after[index] ?? '', index === 0 ? label : '');
    }
    return place ?? new Place(undefined, '', '', label);
  }

  /** Something inside, whose label follows on that of this place: `.size`, `[]`, ` query limit`. */
  child(key: string, label = '', afterKey = key): Place {
    return new Place(this, key, afterKey, label);
  }

  /** The same place with a label for what is inside of it. */
  labelled(label: string): Place {
    return new Place(this.parent, this.beforeKey, this.afterKey, label);
  }

  /** Somewhere else in the documents, whose label follows on that of this place. */
  elsewhere(label: string, before: readonly string[], after: readonly string[]): Place {
    return Place.at(`${this.toString()}${label}`, before, after);
  }

  /** As people name it: `okms.Key.format`, `GET /okms/key query limit`. */
  toString(): string {
    return this.#joined(({ label }) => label);
  }

  /** RFC 6901. */
  pointer(side: 'before' | 'after'): string {
    return this.#joined(
      ({ beforeKey, afterKey }) => `/${pointerPart(side === 'before' ? beforeKey : afterKey)}`,
    );
  }

  #joined(part: (place: Place) => string): string {
    const parts: string[] = [];
    // oxlint-disable-next-line typescript/no-this-alias -- from here up to the root
    for (let place: Place | undefined = this; place; place = place.parent) parts.push(part(place));
    return parts.reverse().join('');
  }
}
