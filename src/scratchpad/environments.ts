import { isJsonObject } from '../api/jsonObject.js';

/** A variable's value. */
export interface Value {
  readonly text: string;
  /** Whether it may be shown nowhere: dots replace it in questions, logs and the command line. */
  readonly isSecret: boolean;
}

/** Named sets of variables, of which one is chosen. */
export type Environments = ReadonlyMap<string, ReadonlyMap<string, Value>>;

/** Holds what every environment has, in REST Client's and httpYac's settings. */
const SHARED = '$shared';

/**
 * Puts sets of environments together, stronger ones last: `http-client.env.json`, `http-client.private.env.json`, and the setting
 * `rest-client.environmentVariables` have one shape, `{name: {variable: value}}`. What is no text, number or boolean is left out.
 */
export function readEnvironments(
  sources: readonly { readonly json: unknown; readonly isSecret: boolean }[],
): Environments {
  const environments = new Map<string, Map<string, Value>>();
  for (const { json, isSecret } of sources) {
    if (!isJsonObject(json)) continue;
    for (const [name, variables] of Object.entries(json)) {
      const known = environments.get(name) ?? new Map<string, Value>();
      environments.set(name, known);
      for (const [variable, value] of Object.entries(isJsonObject(variables) ? variables : {})) {
        if (['string', 'number', 'boolean'].includes(typeof value)) {
          known.set(variable, { text: String(value), isSecret });
        }
      }
    }
  }
  return environments;
}

/** The environments that can be chosen. */
export function environmentNames(environments: Environments): readonly string[] {
  return [...environments.keys()].filter((name) => name !== SHARED).sort();
}

/** The variables of an environment, those of all environments beneath them. */
export function variablesOf(
  environments: Environments,
  chosen: string | undefined,
): ReadonlyMap<string, Value> {
  return new Map([
    ...(environments.get(SHARED) ?? []),
    ...((chosen === undefined ? undefined : environments.get(chosen)) ?? []),
  ]);
}

/** The files beside a request file that environments are read from, the stronger ones last (JetBrains, httpYac). */
export const ENVIRONMENT_FILES: readonly { readonly name: string; readonly isSecret: boolean }[] = [
  { name: 'http-client.env.json', isSecret: false },
  { name: 'http-client.private.env.json', isSecret: true },
];
