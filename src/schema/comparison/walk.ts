import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import type { ChangeKind } from './kinds.js';
import { Place } from './place.js';
import { keysOfReference, referredIn } from '../jsonPointer.js';

/** Where something is on the wire; a change of an operation itself is `ALWAYS`. */
export const REQUEST = 1;
export const RESPONSE = 2;
export const BOTH = 3;
export const ALWAYS = 4;

/** A difference that was found, before it is known which operations it reaches. */
export interface Finding {
  readonly kind: ChangeKind;
  readonly place: Place;
  readonly before: unknown;
  readonly after: unknown;
  readonly mask: number;
}

/** What is compared once, however often it is referred to: an operation, a model, a shared parameter. */
export interface Unit {
  readonly findings: Finding[];
  /** Units inside, with the directions in which they are seen through this one. */
  readonly edges: Map<Unit, number>;
  /** Set for operations only. */
  readonly operation: string | undefined;
}

/** A place that referred to one model before and refers to another one now. */
interface ReferencePair {
  readonly from: string;
  readonly to: string;
  readonly place: Place;
  readonly unit: Unit;
  readonly mask: number;
}

/** More pairs of different models are not followed: documents that refer to everything from everywhere would have millions. */
const MOST_PAIRS = 20_000;

/** Deeper schemas are compared as a whole. */
const MOST_LEVELS = 200;

type Compare = (walk: Walk, before: unknown, after: unknown, place: Place) => void;

/** What a comparison has found so far, and what is left to be compared. */
export class Walk {
  readonly units: Unit[] = [];
  readonly references: ReferencePair[] = [];
  readonly #byKey = new Map<string, Unit>();
  readonly #renamed = new Set<string>();
  readonly #queue: (() => void)[] = [];
  #done = 0;
  #current: Unit = { findings: [], edges: new Map(), operation: undefined };

  constructor(
    readonly before: JsonObject,
    readonly after: JsonObject,
  ) {}

  /** Compares the next unit; `false` when nothing is left. */
  step(): boolean {
    const next = this.#queue[this.#done];
    if (!next) return false;
    this.#done += 1;
    next();
    return true;
  }

  /** Adds something that is compared when its turn comes. */
  addUnit(compare: () => void, operation?: string): Unit {
    const unit: Unit = { findings: [], edges: new Map(), operation };
    this.units.push(unit);
    this.#queue.push(() => {
      this.#current = unit;
      compare();
    });
    return unit;
  }

  /** Says that the current unit holds another one. */
  link(unit: Unit, mask: number): void {
    const { edges } = this.#current;
    edges.set(unit, (edges.get(unit) ?? 0) | mask);
  }

  /**
   * The unit of what two references lead to, which is compared once. `undefined` where one leads nowhere, or too many
   * pairs of different models would have to be compared.
   */
  referred(from: string, to: string, compare: Compare): Unit | undefined {
    const key = `${from}\n${to}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    if (from !== to && this.#byKey.size > MOST_PAIRS) return undefined;
    const [was, is] = [referredIn(this.before, from), referredIn(this.after, to)];
    if (was === undefined || is === undefined) return undefined;
    const place = Place.at(
      from === to ? nameOf(from) : `${nameOf(from)} → ${nameOf(to)}`,
      keysOfReference(from),
      keysOfReference(to),
    );
    const unit = this.addUnit(() => {
      compare(this, was, is, place);
    });
    this.#byKey.set(key, unit);
    return unit;
  }

  /** The unit of a key, which is compared once. */
  once(key: string, compare: () => void): Unit {
    const known = this.#byKey.get(key);
    if (known) return known;
    const unit = this.addUnit(compare);
    this.#byKey.set(key, unit);
    return unit;
  }

  /** How much was found in the current unit. */
  get count(): number {
    return this.#current.findings.length;
  }

  /** Whether both sides of a reference were compared with each other. */
  isCompared(reference: string): boolean {
    return this.#byKey.has(`${reference}\n${reference}`);
  }

  noteReference(from: string, to: string, place: Place, mask: number): void {
    this.references.push({ from, to, place, mask, unit: this.#current });
  }

  /**
   * Reports places that refer to another model now. Where one name took the other's place everywhere, the model was
   * renamed, and that is reported once.
   */
  reportReferences(): void {
    const partners = new Map<string, Set<string>>();
    const meet = (one: string, other: string): void => {
      partners.set(one, (partners.get(one) ?? new Set()).add(other));
    };
    for (const { from, to } of this.references) {
      meet(`before ${from}`, to);
      meet(`after ${to}`, from);
    }
    for (const { from, to, place, mask, unit } of this.references) {
      const isRenamed =
        partners.get(`before ${from}`)?.size === 1 &&
        partners.get(`after ${to}`)?.size === 1 &&
        referredIn(this.after, from) === undefined &&
        referredIn(this.before, to) === undefined;
      if (!isRenamed) {
        unit.findings.push({ kind: 'reference-changed', place, before: from, after: to, mask });
        continue;
      }
      if (this.#renamed.has(from)) continue;
      this.#renamed.add(from).add(to);
      this.#byKey.get(`${from}\n${to}`)?.findings.push({
        kind: 'model-renamed',
        place: Place.at(`${nameOf(from)} → ${nameOf(to)}`, keysOfReference(from), keysOfReference(to)),
        ...{ before: nameOf(from), after: nameOf(to), mask: BOTH },
      });
    }
  }

  /** Whether only the name of what a reference leads to is gone or new. */
  isRenamed(reference: string): boolean {
    return this.#renamed.has(reference);
  }

  found(kind: ChangeKind, place: Place, before: unknown, after: unknown, mask: number): void {
    this.#current.findings.push({ kind, place, before, after, mask });
  }

  /** Where a keyword's change has no specific kind. */
  foundKeyword(place: Place, before: unknown, after: unknown, mask: number): void {
    if (!isEqual(before, after)) this.found('keyword-changed', place, before, after, mask);
  }

  isTooDeep(place: Place): boolean {
    return place.depth > MOST_LEVELS;
  }
}

/** What a reference leads to, followed on where that is a reference, too. */
export function resolved(root: JsonObject, value: unknown): JsonObject {
  let current = value;
  for (let steps = 0; steps < MOST_LEVELS && isJsonObject(current); steps += 1) {
    if (typeof current.$ref !== 'string') return current;
    current = referredIn(root, current.$ref);
  }
  return {};
}

function nameOf(reference: string): string {
  return keysOfReference(reference).at(-1) ?? reference;
}

/**
 * The keys of either object that may have changed, those of the earlier first: what is equal at a glance is left out, which is
 * nearly everything in two versions of a document.
 */
export function keysOfBoth(before: JsonObject, after: JsonObject): readonly string[] {
  const keys: string[] = [];
  for (const key of Object.keys(before)) {
    const [was, is] = [before[key], after[key]];
    if (was !== is || typeof was === 'object' || !Object.hasOwn(after, key)) keys.push(key);
  }
  for (const key of Object.keys(after)) if (!Object.hasOwn(before, key)) keys.push(key);
  return keys;
}

export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
