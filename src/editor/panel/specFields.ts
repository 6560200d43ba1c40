import type { DiffRow } from '../../protocol.js';
import { isContainer } from '../../api/jsonObject.js';
import type { FixedField } from '../../resource/fixedFields.js';
import type { FourWayField } from '../../resource/fourWay.js';
import { nameOfChange, renamesIn } from '../../resource/movesAndRenames.js';
import type { FieldPath, SpecChange } from '../../resource/specDiff.js';
import type { ComparedFields } from './panelFacts.js';

/** How far objects inside a wholly added or removed one are spelled out. */
const MAX_DEPTH = 12;

/** A field of the panel before it is made fit to be shown, which costs more. */
export interface SpecField {
  readonly path: FieldPath;
  readonly change: DiffRow['change'];
  readonly marks: NonNullable<DiffRow['marks']>;
  /** What is real. */
  readonly before: unknown;
  /** What is asked. */
  readonly after: unknown;
  /** Of a field that an open document changes, or that changed under it. */
  readonly edit?: FourWayField | undefined;
  /** What the same value was called before, or is called now. */
  readonly renamed?: string | undefined;
}

type Compared = Omit<SpecField, 'marks'>;

/**
 * Every field of a resource: what is asked and not yet real first, then all that agrees or can't be compared. `edited` are
 * those of an open document, each joined to the field that it is about.
 */
export function specFields(
  reading: ComparedFields,
  edited: readonly FourWayField[] = [],
): readonly SpecField[] {
  const fields = comparedFields(reading);
  if (edited.length === 0) return fields;
  const left = new Map(edited.map((edit) => [placeOf(edit), edit]));
  const joined = fields.map((field) => {
    const place = placeOf(field);
    const edit = OF_THE_SPEC.has(field.change) ? left.get(place) : undefined;
    if (!edit) return field;
    left.delete(place);
    return { ...field, edit, marks: [...edit.kinds, ...field.marks] };
  });
  const alone = [...left.values()].map((edit): SpecField => ({
    ...{ path: edit.path, change: 'same', marks: edit.kinds, edit },
    ...{ before: edit.target, after: undefined },
  }));
  return [...alone, ...joined];
}

/** Changes whose path is a place of the spec. */
const OF_THE_SPEC: ReadonlySet<DiffRow['change']> = new Set([
  ...(['added', 'changed', 'same', 'unreported'] as const),
]);

function placeOf({
  path,
  member,
}: {
  readonly path: FieldPath;
  readonly member?: string | undefined;
}): string {
  return JSON.stringify(member === undefined ? path : [...path.slice(0, -1), { member }]);
}

function comparedFields(reading: ComparedFields): readonly SpecField[] {
  const { targetSpec, currentState, ignored = [], fixed } = reading;
  const { pending, different, unreported, cloudSet } = reading.comparison;
  const isFixed = within(fixed);
  // By identity: a field of another comparison may have the same path.
  const isIgnored = new Set(ignored.map(({ path }) => path));
  const marked = (field: Compared): SpecField => ({
    ...field,
    marks: [
      ...(isIgnored.has(field.path) ? (['ignored'] as const) : []),
      ...(isFixed(field.path) ? (['fixed'] as const) : []),
    ],
  });
  const renames = renamesIn(pending);
  const renamed = (change: SpecChange): string | undefined => {
    const other = renames.get(change);
    return other && nameOfChange(other);
  };
  if (targetSpec === undefined) return leaves(currentState).map(agreed).map(marked);
  return [
    ...[...pending, ...ignored].map((change) => ({ ...changed(change), renamed: renamed(change) })),
    ...different.map((change) => ({ ...changed(change), change: 'different' as const })),
    ...leaves(targetSpec, touchedBy([...pending, ...ignored, ...different, ...unreported])).map(agreed),
    ...unreported.flatMap(({ path, after }) =>
      leaves(after, untouched, path).map(({ value, ...leaf }): Compared => ({
        ...leaf,
        change: 'unreported',
        before: undefined,
        after: value,
      })),
    ),
    ...cloudSet.flatMap(({ path, before }) =>
      leaves(before, untouched, path).map((leaf): Compared => ({ ...agreed(leaf), change: 'actual' })),
    ),
  ].map(marked);
}

/** Names a field of the panel; the same over updates. */
export function fieldKey({ change, path, edit }: Pick<SpecField, 'change' | 'path' | 'edit'>): string {
  return `${change}:${placeOf({ path, member: edit?.member })}`;
}

function changed({ kind, path, before, after }: SpecChange): Compared {
  return { change: kind, path, before, after };
}

interface Leaf {
  readonly path: FieldPath;
  readonly value: unknown;
}

function agreed({ path, value }: Leaf): Compared {
  return { path, change: 'same', before: value, after: undefined };
}

/** Whether a path is that of a fixed field or leads into one. */
function within(fields: readonly FixedField[]): (path: FieldPath) => boolean {
  const places = new Set(fields.map(({ path }) => JSON.stringify(path)));
  return (path) =>
    places.size > 0 && path.some((_, index) => places.has(JSON.stringify(path.slice(0, index + 1))));
}

/** Which places of the desired state changes have to do with, as JSON. */
interface Touched {
  /** Shown by a change. */
  readonly places: ReadonlySet<string>;
  /** Lists with a changed member, whose others are to be shown one by one. */
  readonly lists: ReadonlySet<string>;
}

const untouched: Touched = { places: new Set(), lists: new Set() };

function touchedBy(changes: readonly SpecChange[]): Touched {
  // A removed member has an index of the actual list, which says nothing of the spec.
  const present = changes.filter(({ kind }) => kind !== 'removed');
  const members = changes.filter(({ path }) => typeof path.at(-1) === 'number');
  return {
    places: new Set(present.map(({ path }) => JSON.stringify(path))),
    lists: new Set(members.map(({ path }) => JSON.stringify(path.slice(0, -1)))),
  };
}

/** Every field that holds no further object, in the order of the text, without those that a change shows. */
function leaves(value: unknown, touched: Touched = untouched, path: FieldPath = []): Leaf[] {
  const place = JSON.stringify(path);
  if (touched.places.has(place)) return [];
  const members = path.length < MAX_DEPTH ? membersOf(value, touched.lists.has(place)) : [];
  if (members.length === 0) return path.length === 0 && isContainer(value) ? [] : [{ path, value }];
  return members.flatMap(([name, member]) => leaves(member, touched, [...path, name]));
}

function membersOf(value: unknown, isSpelledOut: boolean): readonly (readonly [string | number, unknown])[] {
  if (!Array.isArray(value)) return isContainer(value) ? Object.entries(value) : [];
  return isSpelledOut || value.some(isContainer)
    ? value.map((member, index) => [index, member] as const)
    : [];
}
