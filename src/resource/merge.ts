import { isJsonObject } from '../api/jsonObject.js';
import { ExactNumber } from './exactNumber.js';
import { indentInside } from './indentation.js';
import { LONGEST_JSON, TooLargeForSpec } from './jsonTree.js';
import { alignLists, identityOf, identityValue } from './listAlignment.js';
import { rememberingSameSpec, type IsSame } from './sameSpec.js';
import { atOnce, type Work } from './slices.js';
import { seekIn, SoughtValue } from './soughtValues.js';
import { readSpecValue } from './spec.js';
import type { FieldPath } from './specDiff.js';
import { Pieces, printJson } from './specPrinter.js';

/** A field that both sides changed, each to something else. */
export interface Conflict {
  /** Indexes are those of their list, or of mine where theirs has no such member. */
  readonly path: FieldPath;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface TextMerge {
  /** Their spec with my changes in it, every kept value spelt as its side spelt it. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Specs that are merged, JSON texts. */
export interface MergedTexts {
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
  /** Whose value stays where both changed a field; theirs by default. */
  readonly wins?: Side;
}

type Side = 'theirs' | 'mine';

/**
 * Puts my changes into their spec, field by field. Members of lists are merged one by one where they have an identity;
 * any other list counts as one field, because what its members' places mean is not for us to guess. Numbers and strings that neither side
 * changed keep their spelling. Throws `TooLargeForSpec`.
 */
export function* mergingSpecTexts({ base, theirs, mine, wins = 'theirs' }: MergedTexts): Work<TextMerge> {
  if (Math.max(theirs.length, mine.length) > LONGEST_JSON) throw new TooLargeForSpec();
  const values = { base: yield* rested(base), theirs: yield* rested(theirs), mine: yield* rested(mine) };
  const found = { theirs: new SoughtValue(), mine: new SoughtValue() };
  const merging: Merging = { wins, isSame: rememberingSameSpec(), conflicts: [], count: 0 };
  const pick = yield* mergeSides(values, { path: START, found }, merging);
  if (!pick) return { text: '', conflicts: merging.conflicts };
  const texts = {
    theirs: yield* seekIn(theirs, found.theirs),
    mine: yield* seekIn(mine, found.mine),
  };
  const printing: Printing = { texts, pieces: new Pieces(), count: 0 };
  yield* printPick(pick, printing, '');
  printing.pieces.add('\n');
  return { text: printing.pieces.join(), conflicts: merging.conflicts };
}

/** A text's value, and a rest. */
function* rested(text: string): Work<unknown> {
  const value = yield* readSpecValue(text);
  yield;
  return value;
}

/** As `mergingSpecTexts`, without a rest. */
export function mergeSpecTexts(base: string, theirs: string, mine: string, wins?: Side): TextMerge {
  return atOnce(mergingSpecTexts({ base, theirs, mine, ...(wins && { wins }) }));
}

/** Fields and members between two rests. */
const STRIDE = 500;

/** Comparing what is at the outermost levels may take a slice each. */
const RESTING_LEVELS = 2;

/** What the merged spec is made of: a side's value as it is, or an object or a list made of such. */
type Pick =
  | { readonly kind: 'side'; readonly side: Side; readonly value: SoughtValue }
  | {
      readonly kind: 'object';
      /** Where it is on each side, whose texts say how names are spelt and ordered. */
      readonly found: Found;
      readonly fields: ReadonlyMap<string, Pick>;
    }
  | { readonly kind: 'list'; readonly members: readonly Pick[] };

type Found = Readonly<Record<Side, SoughtValue>>;

/** `undefined` means a field that a side does not have. */
interface Values {
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

interface Place {
  /** Its path on each side. */
  readonly path: Readonly<Record<Side, FieldPath>>;
  readonly found: Found;
}

const START: Place['path'] = { theirs: [], mine: [] };

interface Merging {
  readonly wins: Side;
  readonly isSame: IsSame;
  readonly conflicts: Conflict[];
  count: number;
}

/** @returns `undefined` for a field that is in neither. */
function* mergeSides(values: Values, place: Place, merging: Merging): Work<Pick | undefined> {
  const { base, theirs, mine } = values;
  const { isSame } = merging;
  const isLong = place.path.theirs.length <= RESTING_LEVELS && typeof mine === 'object';
  if (isSame(base, mine)) return keep('theirs', values, place);
  if (isLong) yield;
  if (isSame(theirs, mine)) return keep('theirs', values, place);
  if (isLong) yield;
  if (isSame(base, theirs)) return keep('mine', values, place);
  if (isLong) yield;
  if (isFields(base) && isFields(theirs) && isFields(mine)) {
    return yield* mergeObjects({ base, theirs, mine }, place, merging);
  }
  if (Array.isArray(base) && Array.isArray(theirs) && Array.isArray(mine)) {
    const identity = identityOf(base, theirs, mine);
    yield;
    // Two new orders can't be put into one, and mine into their new members only by a guess.
    if (identity !== undefined && !alignLists(base, mine, isSame).isReordered) {
      return yield* mergeLists(identity, { base, theirs, mine }, place, merging);
    }
  }
  const { path } = place;
  merging.conflicts.push({ path: theirs === undefined ? path.mine : path.theirs, base, theirs, mine });
  return keep(merging.wins, values, place);
}

function keep(side: Side, values: Values, { found }: Place): Pick | undefined {
  return values[side] === undefined ? undefined : { kind: 'side', side, value: found[side] };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return isJsonObject(value) && !(value instanceof ExactNumber);
}

function* mergeObjects(
  { base, theirs, mine }: Readonly<Record<keyof Values, Fields>>,
  place: Place,
  merging: Merging,
): Work<Pick> {
  const fields = new Map<string, Pick>();
  const own = (side: Fields, key: string): unknown => (Object.hasOwn(side, key) ? side[key] : undefined);
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    if (merging.count++ % STRIDE === 0) yield;
    const values = { base: own(base, key), theirs: own(theirs, key), mine: own(mine, key) };
    const pick = yield* mergeSides(values, placeBelow(place, { theirs: key, mine: key }), merging);
    if (pick) fields.set(key, pick);
  }
  return { kind: 'object', found: place.found, fields };
}

function placeBelow({ path, found }: Place, step: Readonly<Record<Side, string | number>>): Place {
  return {
    path: { theirs: [...path.theirs, step.theirs], mine: [...path.mine, step.mine] },
    found: { theirs: found.theirs.at(step.theirs), mine: found.mine.at(step.mine) },
  };
}

type Lists = Readonly<Record<keyof Values, readonly unknown[]>>;

/** Their order stays; what only I have follows the member that it follows in my list. */
function* mergeLists(identity: string, lists: Lists, place: Place, merging: Merging): Work<Pick> {
  const places = {
    base: placesOf(lists.base, identity),
    theirs: placesOf(lists.theirs, identity),
    mine: placesOf(lists.mine, identity),
  };
  yield;
  const members: Pick[] = [];
  for (const key of mergedOrder([...places.theirs.keys()], [...places.mine.keys()])) {
    if (merging.count++ % STRIDE === 0) yield;
    const index = (side: keyof Lists): number => places[side].get(key) ?? -1;
    const values = {
      base: lists.base[index('base')],
      theirs: lists.theirs[index('theirs')],
      mine: lists.mine[index('mine')],
    };
    const below = placeBelow(place, { theirs: index('theirs'), mine: index('mine') });
    const pick = yield* mergeSides(values, below, merging);
    if (pick) members.push(pick);
  }
  return { kind: 'list', members };
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

interface Printing {
  readonly texts: Readonly<Record<Side, string>>;
  readonly pieces: Pieces;
  count: number;
}

function* printPick(pick: Pick, printing: Printing, indent: string): Work<void> {
  if (printing.count++ % STRIDE === 0) yield;
  const { pieces, texts } = printing;
  if (pick.kind === 'side') {
    pieces.add(yield* printValue(texts[pick.side], pick.value, indent));
    return;
  }
  const inner = indentInside(indent);
  const [open, close] = pick.kind === 'list' ? ['[', ']'] : ['{', '}'];
  pieces.add(open);
  let isFirst = true;
  for (const [name, below] of pick.kind === 'list' ? nameless(pick.members) : named(pick)) {
    pieces.add(`${isFirst ? '' : ','}\n${inner}${name}`);
    isFirst = false;
    yield* printPick(below, printing, inner);
  }
  pieces.add(isFirst ? close : `\n${indent}${close}`);
}

type NamedPick = readonly [name: string, Pick];

function* nameless(members: readonly Pick[]): Generator<NamedPick, void> {
  for (const member of members) yield ['', member];
}

/** The fields of an object by their names as they are spelt, in the order of their text and then of mine. */
function* named({ found, fields }: Extract<Pick, { kind: 'object' }>): Generator<NamedPick, void> {
  const { theirs, mine } = found;
  for (const [name, spelt] of theirs.names) {
    const field = fields.get(name);
    if (field) yield [`${spelt}: `, field];
  }
  for (const [name, spelt] of mine.names) {
    const field = theirs.names.has(name) ? undefined : fields.get(name);
    if (field) yield [`${spelt}: `, field];
  }
}

function* printValue(text: string, { from, to, isFound }: SoughtValue, indent: string): Work<string> {
  if (!isFound) return 'null';
  const first = text.charAt(from);
  if (first !== '{' && first !== '[') return text.slice(from, to);
  return (yield* printJson(text, { indent }, { from, to }))?.text ?? 'null';
}
