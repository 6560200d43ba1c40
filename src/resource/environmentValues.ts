import { rewriteLeaves } from './rewriteLeaves.js';
import type { IsSecretField } from './secretFields.js';
import type { FieldPath } from './specDiff.js';

/** All of a text, so that a script with its own `${…}` is sent as it is written. */
const REFERENCE = /^\$\{env:([^{}\s]+)\}$/;

/** What an environment variable holds, or why it can't be had. */
type Variable = { readonly value: string } | { readonly problem: 'untrusted' | 'unset' };

export type ReadVariable = (name: string) => Variable;

/** A manifest names an environment variable that can't be had. */
export class UnresolvedVariable extends Error {
  constructor(
    readonly variable: string,
    readonly problem: 'untrusted' | 'unset',
  ) {
    super(`The environment variable ${variable} can't be used: ${problem}.`);
    this.name = 'UnresolvedVariable';
  }
}

/** The variable that a value of a manifest refers to, as `${env:NAME}`; `undefined` for any other text. */
export function referredVariable(text: string): string | undefined {
  return REFERENCE.exec(text)?.[1];
}

/** How a manifest names an environment variable. */
export function variableReference(name: string): string {
  return `\${env:${name}}`;
}

/** A name for the variable that holds a field's secret: `users[0].adminPassword` is `USERS_0_ADMIN_PASSWORD`. */
export function variableNameOf(path: FieldPath): string {
  const words = path.map((part) => String(part).replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2'));
  const name = words
    .join('_')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase();
  return /^[A-Z]/.test(name) ? name : `SECRET${name === '' ? '' : `_${name}`}`;
}

export interface ResolvedSpec {
  /** JSON text. */
  readonly spec: string;
  /** What came from the environment. */
  readonly values: readonly string[];
  /**
   * Whether a place or a text is one that came from the environment: it is shown nowhere, in any field. Members
   * of one list are not distinguished, since the cloud may list them in another order.
   */
  readonly isResolved: IsSecretField;
}

/** A manifest's spec with what the environment holds in place of `${env:NAME}`. Throws `UnresolvedVariable`. */
export function withEnvironment(spec: string, read: ReadVariable): ResolvedSpec {
  const values = new Set<string>();
  const places = new Set<string>();
  const resolved = rewriteLeaves(spec, ({ path, value }) => {
    const name = typeof value === 'string' ? referredVariable(value) : undefined;
    if (name === undefined) return undefined;
    const variable = read(name);
    if ('problem' in variable) throw new UnresolvedVariable(name, variable.problem);
    values.add(variable.value);
    places.add(namesOf(path));
    return JSON.stringify(variable.value);
  });
  return {
    spec: resolved,
    values: [...values],
    isResolved: (path, value) =>
      places.size > 0 && (places.has(namesOf(path)) || (typeof value === 'string' && values.has(value))),
  };
}

function namesOf(path: FieldPath): string {
  return JSON.stringify(path.map((part) => (typeof part === 'number' ? '*' : part)));
}
