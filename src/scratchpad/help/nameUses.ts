import type { Span } from '../problem.js';
import type { Located, RequestFile } from '../requestFile.js';
import { templateParts } from '../template.js';

/** A place of a file where a variable or a request is named. */
export interface NameUse {
  /** `environment` where the file itself has no such variable. */
  readonly kind: 'variable' | 'request' | 'environment' | 'dynamic';
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
  /** The use with its braces; for a definition, the name. */
  readonly whole: Span;
  readonly isDefinition: boolean;
}

const NAME = /^[A-Za-z_][\w.-]*$/;
const DYNAMIC = /^\$[A-Za-z][\w.]*/;
const REFERENCE = /^([A-Za-z_][\w-]*)[.[]/;

/** All of a file's names of variables and requests, where they are given and where they are used, in the order of the text. */
export function nameUses(file: RequestFile): readonly NameUse[] {
  const { variables, requests, names } = file;
  const found: NameUse[] = [];
  const define = (kind: NameUse['kind'], { text, span }: Located): void => {
    found.push({ kind, name: text, span, whole: span, isDefinition: true });
  };
  const use = ({ text, span }: Located, isTarget = false): void => {
    for (const part of templateParts(text, { isTarget })) {
      if (part.kind !== 'use') continue;
      const whole = { start: span.start + part.start, end: span.start + part.end };
      const named = namedBy(part.content, names);
      const at = whole.start + text.slice(part.start, part.end).indexOf(part.content);
      if (named) {
        const own = { start: at, end: at + named.name.length };
        found.push({ ...named, span: own, whole, isDefinition: false });
      }
    }
  };
  for (const { name, value } of variables) {
    define('variable', name);
    use(value);
  }
  for (const { name, prompts, target, headers, body } of requests) {
    if (name) define('request', name);
    for (const prompt of prompts) define('variable', prompt.name);
    for (const piece of target.pieces) use(piece, true);
    for (const header of headers) use(header.value);
    for (const line of body?.lines ?? []) use(line);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function namedBy(content: string, names: RequestFile['names']): Pick<NameUse, 'kind' | 'name'> | undefined {
  const [dynamic] = DYNAMIC.exec(content) ?? [];
  if (dynamic !== undefined) return { kind: 'dynamic', name: dynamic };
  if (names.values.has(content) || names.prompts.has(content)) return { kind: 'variable', name: content };
  if (names.requests.has(content)) return { kind: 'request', name: content };
  const [, request] = REFERENCE.exec(content) ?? [];
  if (request !== undefined && names.requests.has(request)) return { kind: 'request', name: request };
  return NAME.test(content) ? { kind: 'environment', name: content } : undefined;
}

/** The name at an offset; a use counts with its braces. */
export function nameAt(uses: readonly NameUse[], offset: number): NameUse | undefined {
  return uses.find(({ whole }) => whole.start <= offset && offset <= whole.end);
}

/** Every place of the same name. */
export function sameName(uses: readonly NameUse[], { kind, name }: NameUse): readonly NameUse[] {
  return uses.filter((one) => one.kind === kind && one.name === name);
}

/** Whether a name can be given: to a variable, or to a request. */
export function isNameFor({ kind }: Pick<NameUse, 'kind'>, name: string): boolean {
  return (kind === 'request' ? /^[A-Za-z_][\w-]*$/ : NAME).test(name);
}
