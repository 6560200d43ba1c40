import type { Change } from '../schema/comparison/judge.js';
import type { ChangeKind } from '../schema/comparison/kinds.js';
import { segmentsOf, templateValues } from '../schema/pathTemplate.js';
import type { Span } from './problem.js';
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

/** The values that an enum has after a change of it. */
export type ValuesAfter = (change: Change) => readonly unknown[];

/** What requests lack, where all others hold something that no longer fits. */
const MISSING: readonly ChangeKind[] = [
  'required-field-added',
  'field-became-required',
  'required-parameter-added',
  'parameter-became-required',
  'required-body-added',
  'body-became-required',
];

/** The breaking changes that a call may meet. */
export type BreakingChanges = (call: UsedCall) => readonly Change[];

/** Sorts changes by their operations once for all calls. What only responses are different in doesn't break a request. */
export function breakingChanges(changes: readonly Change[]): BreakingChanges {
  const byOperation = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.severity !== 'breaking' || change.direction === 'response') continue;
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

/** The calls of a file that breaking changes concern: their operation is different, or they hold what no longer fits. */
export function brokenCalls(
  text: string,
  calls: readonly UsedCall[],
  changes: BreakingChanges,
  valuesAfter: ValuesAfter = () => [],
): readonly BrokenCall[] {
  // A manifest makes several calls with one text, which no longer fits once.
  const known = new Set<string>();
  return calls.flatMap((call) =>
    changes(call).flatMap((change) => {
      const found = breakIn(text, call, change, valuesAfter);
      const key = `${change.kind} ${change.place} ${String(change.before)} ${call.whole.start} ${found?.span.start}`;
      if (!found || known.has(key)) return [];
      known.add(key);
      return [{ call, change, ...found }];
    }),
  );
}

function breakIn(
  text: string,
  call: UsedCall,
  change: Change,
  valuesAfter: ValuesAfter,
): Pick<BrokenCall, 'span' | 'fixes'> | undefined {
  if (change.kind === 'operation-moved') return { span: call.place, fixes: movedPath(text, call, change) };
  const name = nameIn(change);
  if (name === undefined) return { span: call.place, fixes: [] };
  const whole = text.slice(call.whole.start, call.whole.end);
  const at = nameAt(whole, name);
  if (MISSING.includes(change.kind)) return at ? undefined : { span: call.place, fixes: [] };
  if (!at) return undefined;
  const moved = ({ start, end }: Span): Span => ({
    start: start + call.whole.start,
    end: end + call.whole.start,
  });
  if (change.kind === 'field-renamed') {
    return { span: moved(at), fixes: [{ span: moved(at), text: String(change.after) }] };
  }
  if (change.kind !== 'enum-value-removed') return { span: moved(at), fixes: [] };
  const value = valueAt(whole, at, change.before);
  if (!value) return undefined;
  const others = valuesAfter(change).filter((one) => typeof one === 'string');
  return { span: moved(value), fixes: others.map((one) => ({ span: moved(value), text: one })) };
}

/** What a change is of, as requests write it: a field or a parameter. `undefined` for an operation as a whole. */
function nameIn({ place, pointers, kind }: Change): string | undefined {
  const [, field] = /\.([\w-]+)(?:\[\]|\{\})*(?: → [\w-]+)?$/.exec(place) ?? [];
  const isInSchema = /\/(schemas|schema|properties)\//.test(pointers.before ?? pointers.after ?? '');
  if (field !== undefined && isInSchema) return field;
  const [, parameter] = / (?:query|header) ([\w-]+)(?: → .*)?$/.exec(place) ?? [];
  return parameter ?? (isInSchema && kind !== 'enum-value-removed' ? field : undefined);
}

/** Where a name is written before its value: as a field of JSON or YAML, in a query, or as a header. */
function nameAt(text: string, name: string): Span | undefined {
  const escaped = name.replaceAll(/[^\w]/g, '\\$&');
  const found = new RegExp(`(?<=^|[\\s"'{,?&])${escaped}(?=["']?\\s*[:=])`, 'm').exec(text);
  return found ? { start: found.index, end: found.index + name.length } : undefined;
}

/** Where the value behind a name is the one that was looked for; `undefined` where another one is there. */
function valueAt(text: string, { end }: Span, value: unknown): Span | undefined {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  const escaped = written.replaceAll(/[^\w]/g, '\\$&');
  // The value itself, in a list of them, or as an item of a YAML list.
  const found = new RegExp(
    `["']?\\s*[:=]\\s*(?:\\[[^\\]]*?|(?:\\n\\s*- [^\\n]*)*?\\n\\s*- )?["']?(${escaped})(?=["'\\s,&}\\]]|$)`,
    'dy',
  );
  found.lastIndex = end;
  const [start, stop] = found.exec(text)?.indices?.[1] ?? [];
  return start === undefined || stop === undefined ? undefined : { start, end: stop };
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
