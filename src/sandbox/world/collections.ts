import { hasParameters, isParameter } from '../../schema/pathTemplate.js';
import type { Edition } from '../sections/editions.js';
import type { Route } from '../sections/routes.js';
import { pathOf } from '../sections/routes.js';
import { draw, placeOf, uuidAt } from '../data/seed.js';

/** What differs from the seed in one list. */
interface Members {
  /** Identifiers, the newest last. */
  readonly created: string[];
  readonly gone: Set<string>;
  /** Identifiers that a demo gave it. */
  demo: readonly string[];
}

export interface CollectionsOptions {
  readonly seed: number;
  /** How many members a list has at the top; lists under something have a few. */
  readonly resources: number;
  /** Whether lists that a demo fills are filled up to `resources`. */
  readonly fillsUp: boolean;
}

/** Members that a list under something has at most. */
const FEW = 4;

/**
 * Which members the lists have. Each has a number in its list that it keeps: those of the seed from 0 on, those created later
 * below that, the newest first. So a list can be read on while members come and go.
 */
export class Collections {
  readonly #options: CollectionsOptions;
  readonly #members = new Map<string, Members>();
  /** Paths of resources that have nothing under them but what they were given. */
  readonly #bare = new Set<string>();

  constructor(options: CollectionsOptions) {
    this.#options = options;
  }

  /** The numbers of a list: from the first one up to, not including, the last one. */
  range(route: Route, path: string): { readonly from: number; readonly to: number } {
    const members = this.#members.get(path);
    return {
      from: -(members?.created.length ?? 0),
      to: (members?.demo.length ?? 0) + this.#seeded(route, path),
    };
  }

  /** The identifier with a number; `undefined` when it is gone. */
  at(route: Route, path: string, ordinal: number): string | undefined {
    const members = this.#members.get(path);
    const demo = members?.demo ?? [];
    const id =
      ordinal < 0
        ? members?.created[-ordinal - 1]
        : (demo[ordinal] ?? this.#seededId(route, path, ordinal - demo.length));
    return id === undefined || members?.gone.has(id) ? undefined : id;
  }

  has(route: Route, path: string, id: string): boolean {
    const members = this.#members.get(path);
    if (members?.gone.has(id)) return false;
    if (members && (members.created.includes(id) || members.demo.includes(id))) return true;
    const count = this.#seeded(route, path);
    return route.identifiers?.indexOf(placeOf(this.#options.seed, path), id, count) !== undefined;
  }

  /** An identifier, of the kind that the list's others are, that none of its members has. */
  freeId(route: Route, path: string): string {
    const index = this.#seeded(route, path) + (this.#members.get(path)?.created.length ?? 0);
    const place = placeOf(this.#options.seed, path);
    const { identifiers } = route;
    return identifiers && index < identifiers.most
      ? String(identifiers.at(place, index))
      : uuidAt(placeOf(index, path));
  }

  /** Puts a new member in front of all others; nothing is under it. */
  add(path: string, id: string): void {
    const members = this.#touch(path);
    members.gone.delete(id);
    members.created.push(id);
    this.#bare.add(`${path}/${encodeURIComponent(id)}`);
  }

  remove(path: string, id: string): void {
    const members = this.#touch(path);
    // A created member's number stays, so that those of the others do.
    members.gone.add(id);
  }

  /** Fills a list with the members of a demo, in their order; lists under them hold what they are given. */
  fill(path: string, ids: readonly string[]): void {
    this.#touch(path).demo = ids;
    for (const id of ids) this.#bare.add(`${path}/${encodeURIComponent(id)}`);
  }

  clear(): void {
    this.#members.clear();
    this.#bare.clear();
  }

  #touch(path: string): Members {
    let members = this.#members.get(path);
    if (!members) {
      members = { created: [], gone: new Set(), demo: [] };
      this.#members.set(path, members);
    }
    return members;
  }

  #seeded(route: Route, path: string): number {
    const { seed, resources, fillsUp } = this.#options;
    if (!route.identifiers) return 0;
    const demo = this.#members.get(path)?.demo.length ?? 0;
    const isTop = !hasParameters(route.template);
    if (demo > 0) return isTop && fillsUp ? Math.max(0, resources - demo) : 0;
    if (this.#isUnderBare(path)) return 0;
    const usual = isTop ? resources : 1 + draw(placeOf(seed, path), FEW, 1);
    return Math.min(usual, route.identifiers.most);
  }

  #seededId(route: Route, path: string, index: number): string | undefined {
    if (!route.identifiers || index >= this.#seeded(route, path)) return undefined;
    return String(route.identifiers.at(placeOf(this.#options.seed, path), index));
  }

  #isUnderBare(path: string): boolean {
    if (this.#bare.size === 0) return false;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (this.#bare.has(path.slice(0, end))) return true;
    }
    return false;
  }
}

/**
 * The first part of a path that does not exist: every identifier on the way has to be one of its list. Paths whose lists no
 * document describes are taken for granted.
 */
export function missingPart(
  collections: Collections,
  edition: Edition,
  route: Route,
  values: readonly string[],
): { readonly kind: string; readonly id: string } | undefined {
  for (const [index, segment] of route.segments.entries()) {
    if (!isParameter(segment)) continue;
    const at = edition.routes.above(route, route.segments.length - index - 1) ?? route;
    const { list } = at;
    if (list?.kind !== 'collection' || at.segments.length !== index + 1) continue;
    const id = values[index] ?? '';
    if (!collections.has(list, pathOf(values.slice(0, index)), id)) {
      return { kind: values[index - 1] ?? '', id };
    }
  }
  return undefined;
}
