import { keysOfPointer } from '../../resource/definition.js';
import type { Change } from '../../schema/comparison/judge.js';
import { KINDS, type ChangeKind } from '../../schema/comparison/kinds.js';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { segmentsOf, templateValues } from '../../schema/pathTemplate.js';
import type { Span } from '../problem.js';
import { CallDescriber, type DescribedCall } from './describedCall.js';
import { at, type DescribedPart, type DescribedParts } from './describedParts.js';
import { fitsSchema, isSame } from './fitsSchema.js';
import { ownerOf, subjectOf, type Subject } from './subject.js';
import { operationsOf, type UsedCall } from './usedCalls.js';

/** A text that takes the place of another one. */
interface CallFix {
  readonly span: Span;
  readonly text: string;
}

/** A call that a change breaks. */
export interface BrokenCall {
  readonly call: UsedCall;
  readonly change: Change;
  /** What of the file no longer fits. */
  readonly span: Span;
  /** What fits instead, the likeliest first. */
  readonly fixes: readonly CallFix[];
}

/** The documents on both sides of a comparison; absent where a side doesn't have the section. */
export interface ComparedSides {
  readonly before: CallDescriber | undefined;
  readonly after: CallDescriber | undefined;
}

/** The two sides of compared documents, made once for all calls. */
export function sidesOf(before: JsonObject | undefined, after: JsonObject | undefined): ComparedSides {
  return { before: before && new CallDescriber(before), after: after && new CallDescriber(after) };
}

/** What requests lack, where all others hold something that no longer fits. */
const MISSING: readonly ChangeKind[] = [
  'required-field-added',
  'field-became-required',
  'required-parameter-added',
  'parameter-became-required',
  'required-body-added',
  'body-became-required',
];

/** The changes that a call may meet. */
export type BreakingChanges = (call: UsedCall) => readonly Change[];

/** Sorts the breaking changes by their operations once for all calls. */
export function breakingChanges(changes: readonly Change[]): BreakingChanges {
  const byOperation = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.severity !== 'breaking') continue;
    const moved = change.kind === 'operation-moved' ? [String(change.before)] : [];
    for (const operation of new Set([...change.operations, ...moved])) {
      const same = byOperation.get(operation);
      if (same) same.push(change);
      else byOperation.set(operation, [change]);
    }
  }
  const operations = operationsOf(byOperation.keys());
  return (call) => [...new Set(operations(call).flatMap((operation) => byOperation.get(operation) ?? []))];
}

/**
 * The calls of a file that breaking changes concern, each at the place that no longer fits: a field, parameter or value that it sends,
 * a field that the file reads of the response, or the path where the operation itself is different or something is missing.
 */
export function brokenCalls(
  text: string,
  calls: readonly UsedCall[],
  changes: BreakingChanges,
  sides: ComparedSides,
): readonly BrokenCall[] {
  // A manifest makes several calls with one text, which no longer fits once.
  const known = new Set<string>();
  return calls.flatMap((call) => {
    const breaks = new CallBreaks(text, call, sides);
    return changes(call).flatMap((change) =>
      breaks.of(change).flatMap((found) => {
        const { kind, place, before } = change;
        const key = `${kind} ${place} ${String(before)} ${call.whole.start} ${found.span.start}`;
        if (known.has(key)) return [];
        known.add(key);
        return [{ call, change, ...found }];
      }),
    );
  });
}

type Break = Pick<BrokenCall, 'span' | 'fixes'>;

/** What breaks of one call. */
class CallBreaks {
  readonly #text: string;
  readonly #call: UsedCall;
  readonly #sides: ComparedSides;
  readonly #described = new Map<keyof ComparedSides, DescribedCall>();

  constructor(text: string, call: UsedCall, sides: ComparedSides) {
    this.#text = text;
    this.#call = call;
    this.#sides = sides;
  }

  of(change: Change): readonly Break[] {
    const { kind, direction } = change;
    const whole: Break = { span: this.#call.place, fixes: [] };
    if (kind === 'operation-moved') {
      return [{ ...whole, fixes: movedPath(this.#text, this.#call, change) }];
    }
    const subject = subjectOf(change);
    const described = this.#describedBy(subject.side);
    if (MISSING.includes(kind)) {
      return direction === 'response' || !described ? [] : this.#lacking(change, subject, described.sent);
    }
    if (subject.kind === 'operation') return direction === 'response' ? [] : [whole];
    if (!described) return [];
    const { request, response } = KINDS[kind];
    const sent = request.severity === 'breaking' ? described.sent.at(subject.pointer) : [];
    const read = response.severity === 'breaking' ? described.read.at(subject.pointer) : [];
    return [...sent.filter((part) => !this.#fits(part, change)), ...read].flatMap((part) =>
      this.#broken(part, change),
    );
  }

  /** Whether a value that is sent is one of those that still fit; of one that isn't known, only its type is doubtful. */
  #fits({ value }: DescribedPart, change: Change): boolean {
    const { kind, before } = change;
    if (kind === 'enum-value-removed') return value.scalar === undefined || !isSame(value.scalar, before);
    const isUnknown = value.scalar === undefined && !value.fields && !value.items;
    if (!ABOUT_VALUES.test(kind) || (isUnknown && kind.startsWith('type-'))) return false;
    return fitsSchema(this.#schemaAfter(change), value);
  }

  #describedBy(side: keyof ComparedSides): DescribedCall | undefined {
    const described = this.#described.get(side) ?? this.#sides[side]?.describe(this.#call);
    if (described) this.#described.set(side, described);
    return described;
  }

  /** Where something that must be sent isn't: the path, the name of the field whose object lacks it, or where such an item begins. */
  #lacking(change: Change, { kind, pointer }: Subject, sent: DescribedParts): readonly Break[] {
    const { place, content } = this.#call;
    if (kind !== 'schema') return sent.at(pointer).length > 0 ? [] : [{ span: place, fixes: [] }];
    const name = change.kind === 'required-field-added' ? keysOfPointer(pointer).at(-1) : lastName(change);
    const owner = change.kind === 'required-field-added' ? ownerOf(pointer) : pointer;
    return sent.at(owner).flatMap((part) => {
      const { fields, isPartial, span } = part.value;
      const isLacking = fields && isPartial !== true && !fields.some((field) => field.name === name);
      const itself = part.value === content().body ? place : { start: span.start, end: span.start + 1 };
      return isLacking ? [{ span: part.name ?? itself, fixes: [] }] : [];
    });
  }

  #broken({ name, value }: DescribedPart, change: Change): readonly Break[] {
    const { kind, after } = change;
    const span = name ?? (value.fields || value.items ? this.#call.place : value.span);
    if (kind === 'field-renamed') return [{ span, fixes: [{ span, text: String(after) }] }];
    if (kind !== 'enum-value-removed') return [{ span, fixes: [] }];
    const others = this.#valuesAfter(change).filter((one) => typeof one === 'string');
    return [{ span: value.span, fixes: others.map((one) => ({ span: value.span, text: one })) }];
  }

  /** The schema that a value has to fit now. */
  #schemaAfter(change: Change): unknown {
    const { after, before } = change.pointers;
    const { pointer } = subjectOf({ pointers: { before: undefined, after: after ?? before } });
    return at(this.#sides.after?.root, keysOfPointer(pointer));
  }

  #valuesAfter(change: Change): readonly unknown[] {
    const schema = this.#schemaAfter(change);
    return isJsonObject(schema) && Array.isArray(schema.enum) ? schema.enum : [];
  }
}

/** Kinds of changes after which some values still fit, and it can be known which. */
const ABOUT_VALUES =
  /^(?:type-|enum-|const-|no-longer-nullable|(?:exclusive-)?(?:maximum|minimum)-|(?:max|min)-(?:length|items)-)/;

/** The field that a change of `required` is of: what its place ends with. */
function lastName({ place }: Change): string {
  return place.slice(place.lastIndexOf('.') + 1);
}

/** The new path with the values of the old one, where the file writes the path out. */
function movedPath(text: string, { path, place }: UsedCall, { before, after }: Change): readonly CallFix[] {
  const template = (operation: unknown): string => String(operation).split(' ')[1] ?? '';
  const values = templateValues(template(before), segmentsOf(path));
  const names = segmentsOf(template(after));
  const next = names.map((name) => (name.startsWith('{') ? values.get(name.slice(1, -1)) : name));
  if (next.includes(undefined)) return [];
  const written = text.slice(place.start, place.end);
  const at = written.indexOf(path);
  if (at < 0) return [];
  const start = place.start + at;
  return [{ span: { start, end: start + path.length }, text: `/${next.join('/')}` }];
}
