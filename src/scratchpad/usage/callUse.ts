import type { Change } from '../../schema/comparison/judge.js';
import { KINDS, type ChangeKind } from '../../schema/comparison/kinds.js';
import { keysOfPointer, valueAtKeys } from '../../schema/jsonPointer.js';
import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import { segmentsOf, templateValues } from '../../schema/pathTemplate.js';
import type { Span } from '../problem.js';
import { CallDescriber, type DescribedCall } from './describedCall.js';
import type { DescribedPart, DescribedParts } from './describedParts.js';
import { fitsSchema, isSame } from './fitsSchema.js';
import { ownerOf, subjectOf, type Subject } from './subject.js';
import type { UsedCall } from './usedCalls.js';

/** A text that takes the place of another one. */
interface CallFix {
  readonly span: Span;
  readonly text: string;
}

/** Where a call no longer fits. */
export interface Break {
  /** What of the file no longer fits. */
  readonly span: Span;
  /** What fits instead, the likeliest first. */
  readonly fixes: readonly CallFix[];
}

/** The documents on both sides of a comparison; absent where a side doesn't have the section. */
export interface ComparedSides {
  readonly before: CallDescriber | undefined;
  readonly after: CallDescriber | undefined;
  /** What a change is of, found once for all calls. */
  readonly subjectOf: (change: Change) => Subject;
}

/** The two sides of compared documents, made once for all calls. */
export function sidesOf(before: JsonObject | undefined, after: JsonObject | undefined): ComparedSides {
  const subjects = new Map<Change, Subject>();
  return {
    before: before && new CallDescriber(before),
    after: after && new CallDescriber(after),
    subjectOf: (change) => {
      const subject = subjects.get(change) ?? subjectOf(change);
      subjects.set(change, subject);
      return subject;
    },
  };
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

/** What one call has to do with changes of the operations that it is of. */
export class CallUse {
  readonly #text: string;
  readonly #call: UsedCall;
  readonly #sides: ComparedSides;
  readonly #described = new Map<Subject['side'], DescribedCall>();

  constructor(text: string, call: UsedCall, sides: ComparedSides) {
    this.#text = text;
    this.#call = call;
    this.#sides = sides;
  }

  /** Where it no longer fits. */
  breaks(change: Change): readonly Break[] {
    const { kind, direction } = change;
    const whole: Break = { span: this.#call.place, fixes: [] };
    if (kind === 'operation-moved') {
      return [{ ...whole, fixes: movedPath(this.#text, this.#call, change) }];
    }
    const subject = this.#sides.subjectOf(change);
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

  /**
   * Whether a change concerns it by what it sends and reads: of a breaking change only what no longer fits counts. All that a request's response
   * holds may be read; of a resource, a manifest and a spec speak of their own fields only.
   */
  concerns(change: Change): boolean {
    const { severity, direction, kind } = change;
    const { what, hasUnreadBody } = this.#call;
    if (hasUnreadBody || this.breaks(change).length > 0) return true;
    const subject = this.#sides.subjectOf(change);
    if (subject.kind === 'operation') return true;
    const { request, response } = KINDS[kind];
    const described = this.#describedBy(subject.side);
    const isSent = direction !== 'response' && severity !== 'breaking' && request.severity === severity;
    if (isSent && described && this.#isAmong(described.sent, subject)) return true;
    if (direction === 'request' || response.severity !== severity) return direction === 'none';
    return what === 'request' || (described !== undefined && this.#isAmong(described.held, subject));
  }

  /** Whether parts of the call are what a change is of, or what a new part is added to. */
  #isAmong(parts: DescribedParts, { side, kind, pointer }: Subject): boolean {
    if (parts.at(pointer).length > 0) return true;
    const isNew =
      side === 'after' && valueAtKeys(this.#sides.before?.root, keysOfPointer(pointer)) === undefined;
    return isNew && (kind === 'parameter' || parts.at(ownerOf(pointer)).length > 0);
  }

  /** Whether a value that is sent is one of those that still fit; of one that isn't known, only its type is doubtful. */
  #fits({ value }: DescribedPart, change: Change): boolean {
    const { kind, before } = change;
    if (kind === 'enum-value-removed') return value.scalar === undefined || !isSame(value.scalar, before);
    const isUnknown = value.scalar === undefined && !value.fields && !value.items;
    if (!ABOUT_VALUES.test(kind) || (isUnknown && kind.startsWith('type-'))) return false;
    return fitsSchema(this.#schemaAfter(change), value);
  }

  #describedBy(side: Subject['side']): DescribedCall | undefined {
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
    return valueAtKeys(this.#sides.after?.root, keysOfPointer(pointer));
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
