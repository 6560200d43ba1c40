import type { FormField } from './actionForm.js';
import type { JsonObject } from './openapi.js';
import { matchPatterns, patternOf } from './patterns.js';

/** Why a typed text is no value of a field. `args` go into the sentence. */
export interface FieldProblem {
  readonly code:
    | 'empty'
    | 'notWhole'
    | 'notNumber'
    | 'tooSmall'
    | 'tooLarge'
    | 'tooShort'
    | 'tooLong'
    | 'pattern'
    | 'notDate'
    | 'notMoment'
    | 'notUuid';
  readonly args: readonly string[];
}

/** A typed text as a value's JSON text, or why it isn't one. */
export type FieldAnswer =
  | { readonly kind: 'json'; readonly json: string }
  | { readonly kind: 'problem'; readonly problem: FieldProblem };

/**
 * Reads what was typed for a field of one line. An empty line is `null` where null is allowed. Numbers keep every digit:
 * they never pass through a double.
 */
export function readAnswer(field: FormField, text: string): FieldAnswer {
  if (text === '' && field.isNullable && field.place === 'body') return { kind: 'json', json: 'null' };
  const problem =
    field.input.kind === 'number'
      ? numberProblem(text.trim(), field.schema, field.input.isWhole)
      : textProblem(text, field);
  if (problem) return { kind: 'problem', problem };
  return { kind: 'json', json: field.input.kind === 'number' ? text.trim() : JSON.stringify(text) };
}

/** How a value's JSON text is typed: what `readAnswer` reads. */
export function typedText(json: string | undefined): string {
  if (json === undefined) return '';
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

function numberProblem(text: string, schema: JsonObject, isWhole: boolean): FieldProblem | undefined {
  if (isWhole && !/^-?(?:0|[1-9]\d*)$/.test(text)) return problem('notWhole');
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return problem('notNumber');
  const value = Number(text);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === 'number' && value < minimum) return problem('tooSmall', minimum);
  if (typeof maximum === 'number' && value > maximum) return problem('tooLarge', maximum);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    return problem('tooSmall', exclusiveMinimum);
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    return problem('tooLarge', exclusiveMaximum);
  }
  return undefined;
}

function textProblem(text: string, { place, isRequired, schema }: FormField): FieldProblem | undefined {
  if (text === '' && (place === 'path' || (place === 'query' && isRequired))) return problem('empty');
  const { minLength, maxLength, format } = schema;
  // JSON Schema counts characters, not UTF-16 units (draft 7, 6.3.1).
  const length = Array.from(text).length;
  if (typeof minLength === 'number' && length < minLength) return problem('tooShort', minLength);
  if (typeof maxLength === 'number' && length > maxLength) return problem('tooLong', maxLength);
  const pattern = patternOf(schema);
  if (pattern !== undefined && matchPatterns([{ pattern, text }])[0] === false) {
    return problem('pattern', pattern);
  }
  return typeof format === 'string' ? formatProblem(text, format) : undefined;
}

/** Loose: what is right must never be called wrong. Other formats are left to the API. */
function formatProblem(text: string, format: string): FieldProblem | undefined {
  switch (format) {
    case 'date':
      return isDay(text) ? undefined : problem('notDate');
    case 'date-time':
      return isDay(text.slice(0, 10)) &&
        /^.{10}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(text)
        ? undefined
        : problem('notMoment');
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? undefined : problem('notUuid');
    default:
      return undefined;
  }
}

/** A day that the calendar has; `Date` would take 30 February for a day of March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function problem(code: FieldProblem['code'], ...args: readonly (string | number)[]): FieldProblem {
  return { code, args: args.map(String) };
}
