import type { Node } from 'jsonc-parser';
import { isJsonObject } from '../api/jsonObject.js';
import { indentInside } from './indentation.js';
import { ExactNumber } from './exactNumber.js';
import { alignLists, identityOf, identityValue } from './listAlignment.js';
import { nodeFinder } from './nodeFinder.js';
import { namesOf, sourceOf } from './respell.js';
import { rememberingSameSpec, type IsSame } from './sameSpec.js';
import { print, specValue } from './spec.js';
import type { FieldPath } from './specDiff.js';
import { specTree } from './jsonTree.js';

/** A field that both sides changed, each to something else. */
export interface Conflict {
  /** Indexes are those of their list, or of mine where theirs has no such member. */
  readonly path: FieldPath;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface SpecMerge {
  /** Their spec with my changes in it; where both changed a field, theirs stays. */
  readonly merged: unknown;
  readonly conflicts: readonly Conflict[];
}

export interface TextMerge {
  /** Their spec with my changes in it, every kept value spelt as its side spelt it. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Puts my changes into their spec, field by field. Members of lists are merged one by one where they have an identity;
 * any other list counts as one field, because what its members' places mean is not for us to guess.
 */
export function mergeSpecs(base: unknown, theirs: unknown, mine: unknown): SpecMerge {
  const { pick, conflicts } = mergeSides(base, theirs, mine);
  return { merged: pick && valueOf(pick, { theirs, mine }), conflicts };
}

/**
 * As `mergeSpecs`, of documents: numbers and strings that nobody changed keep their spelling. Throws `TooLargeForSpec`.
 * @param wins whose value stays where both changed a field.
 */
export function mergeSpecTexts(
  base: string,
  theirs: string,
  mine: string,
  wins: 'theirs' | 'mine' = 'theirs',
): TextMerge {
  const start: Place = { theirs: [], mine: [], wins, isSame: rememberingSameSpec() };
  const { pick, conflicts } = mergeSides(specValue(base), specValue(theirs), specValue(mine), start);
  const sides = { theirs: textSide(theirs), mine: textSide(mine) };
  return { text: pick ? `${printPick(pick, sides, '')}\n` : '', conflicts };
}

/** What the merged spec is made of: a side's value as it is, or an object or a list made of such. */
type Pick =
  | { readonly kind: 'side'; readonly side: 'theirs' | 'mine'; readonly path: FieldPath }
  | {
      readonly kind: 'object';
      /** Where it stands on each side, whose texts say how names are spelt and ordered. */
      readonly place: Place;
      readonly fields: ReadonlyMap<string, Pick>;
    }
  | { readonly kind: 'list'; readonly members: readonly Pick[] };

interface Place {
  readonly theirs: FieldPath;
  readonly mine: FieldPath;
  /** Whose value stays where both changed it. */
  readonly wins: 'theirs' | 'mine';
  readonly isSame: IsSame;
}

interface Merging {
  /** `undefined`: the field is in neither. */
  readonly pick: Pick | undefined;
  readonly conflicts: readonly Conflict[];
}

/** `undefined` stands for a field that a side does not have. */
function mergeSides(
  base: unknown,
  theirs: unknown,
  mine: unknown,
  place: Place = { theirs: [], mine: [], wins: 'theirs', isSame: rememberingSameSpec() },
): Merging {
  const keep = (side: 'theirs' | 'mine', conflicts: readonly Conflict[] = []): Merging => {
    const value = side === 'theirs' ? theirs : mine;
    return { pick: value === undefined ? undefined : { kind: 'side', side, path: place[side] }, conflicts };
  };
  const { isSame } = place;
  if (isSame(base, mine) || isSame(theirs, mine)) return keep('theirs');
  if (isSame(base, theirs)) return keep('mine');
  if (isFields(base) && isFields(theirs) && isFields(mine)) return mergeObjects(base, theirs, mine, place);
  if (Array.isArray(base) && Array.isArray(theirs) && Array.isArray(mine)) {
    const identity = identityOf(base, theirs, mine);
    // Two new orders can't be put into one, and mine into their new members only by a guess.
    if (identity !== undefined && !alignLists(base, mine, isSame).isReordered) {
      return mergeLists(identity, { base, theirs, mine }, place);
    }
  }
  return keep(place.wins, [{ path: theirs === undefined ? place.mine : place.theirs, base, theirs, mine }]);
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return isJsonObject(value) && !(value instanceof ExactNumber);
}

function mergeObjects(base: Fields, theirs: Fields, mine: Fields, place: Place): Merging {
  const conflicts: Conflict[] = [];
  const fields = new Map<string, Pick>();
  const own = (side: Fields, key: string): unknown => (Object.hasOwn(side, key) ? side[key] : undefined);
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const below = { ...place, theirs: [...place.theirs, key], mine: [...place.mine, key] };
    const merging = mergeSides(own(base, key), own(theirs, key), own(mine, key), below);
    if (merging.pick) fields.set(key, merging.pick);
    conflicts.push(...merging.conflicts);
  }
  return { pick: { kind: 'object', place, fields }, conflicts };
}

interface Lists {
  readonly base: readonly unknown[];
  readonly theirs: readonly unknown[];
  readonly mine: readonly unknown[];
}

/** Their order stays; what only I have follows the member that it follows in my list. */
function mergeLists(identity: string, lists: Lists, place: Place): Merging {
  const places = {
    base: placesOf(lists.base, identity),
    theirs: placesOf(lists.theirs, identity),
    mine: placesOf(lists.mine, identity),
  };
  const conflicts: Conflict[] = [];
  const members: Pick[] = [];
  for (const key of mergedOrder([...places.theirs.keys()], [...places.mine.keys()])) {
    const at = (side: keyof Lists): unknown => lists[side][places[side].get(key) ?? -1];
    const merging = mergeSides(at('base'), at('theirs'), at('mine'), {
      ...place,
      theirs: [...place.theirs, places.theirs.get(key) ?? -1],
      mine: [...place.mine, places.mine.get(key) ?? -1],
    });
    if (merging.pick) members.push(merging.pick);
    conflicts.push(...merging.conflicts);
  }
  return { pick: { kind: 'list', members }, conflicts };
}

type Key = string | number | undefined;

function placesOf(list: readonly unknown[], identity: string): ReadonlyMap<Key, number> {
  return new Map(list.map((member, index) => [identityValue(member, identity), index]));
}

function mergedOrder(theirs: readonly Key[], mine: readonly Key[]): readonly Key[] {
  const known = new Set(theirs);
  const followers = new Map<Key, Key[]>();
  const first: Key[] = [];
  let anchor: Key[] = first;
  for (const key of mine) {
    if (known.has(key)) {
      anchor = [];
      followers.set(key, anchor);
    } else anchor.push(key);
  }
  return [...first, ...theirs.flatMap((key) => [key, ...(followers.get(key) ?? [])])];
}

function valueOf(pick: Pick, sides: { readonly theirs: unknown; readonly mine: unknown }): unknown {
  switch (pick.kind) {
    case 'side':
      return at(sides[pick.side], pick.path);
    case 'object':
      return Object.fromEntries([...pick.fields].map(([key, field]) => [key, valueOf(field, sides)]));
    case 'list':
      return pick.members.map((member) => valueOf(member, sides));
  }
}

interface TextSide {
  readonly text: string;
  /** The value at a path of it; `undefined` when the text holds none at all. */
  readonly find: ((path: FieldPath) => Node | undefined) | undefined;
}

function textSide(text: string): TextSide {
  const root = specTree(text);
  return { text, find: root && nodeFinder(root) };
}

function printPick(
  pick: Pick,
  sides: { readonly theirs: TextSide; readonly mine: TextSide },
  indent: string,
): string {
  const inner = indentInside(indent);
  switch (pick.kind) {
    case 'side': {
      const { text, find } = sides[pick.side];
      const node = find?.(pick.path);
      if (!node) return 'null';
      return node.children ? print(text, node, { indent }) : sourceOf(text, node);
    }
    case 'object': {
      const fields = [...spellings(pick.place, sides)].flatMap(([key, spelt]) => {
        const field = pick.fields.get(key);
        return field ? [`${inner}${spelt}: ${printPick(field, sides, inner)}`] : [];
      });
      return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
    }
    case 'list': {
      const members = pick.members.map((member) => `${inner}${printPick(member, sides, inner)}`);
      return members.length === 0 ? '[]' : `[\n${members.join(',\n')}\n${indent}]`;
    }
  }
}

/** The names that an object has on either side, as they are spelt there, in the order of their text and then of mine. */
function spellings(
  place: Place,
  sides: { readonly theirs: TextSide; readonly mine: TextSide },
): ReadonlyMap<string, string> {
  const names = (side: 'theirs' | 'mine'): readonly (readonly [string, string])[] => {
    const { text, find } = sides[side];
    const node = find?.(place[side]);
    return node ? [...namesOf(node)].map(([name, [key]]) => [name, sourceOf(text, key)]) : [];
  };
  const known = new Map(names('theirs'));
  for (const [name, spelt] of names('mine')) if (!known.has(name)) known.set(name, spelt);
  return known;
}

function at(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}
