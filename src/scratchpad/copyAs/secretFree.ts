import type { ApiRequest, HttpMethod } from '../../api/api.js';
import { encodeText } from '../../api/encodeText.js';
import { isSecretName } from '../../api/redact.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { variableNameOf } from '../../resource/environmentValues.js';
import { ExactNumber } from '../../resource/exactNumber.js';
import { isLarge, readJson } from '../../resource/jsonTree.js';
import { rewriteLeaves } from '../../resource/rewriteLeaves.js';
import {
  eitherSecret,
  canHoldSecret,
  secretFieldsOf,
  type IsSecretField,
} from '../../resource/secretFields.js';
import { specValue } from '../../resource/spec.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { sentRequest, type SendContext } from '../sentRequest.js';
import { marked, piecesOf, type Pieces, type Surroundings } from './pieces.js';

/** A variable in the place of a secret of a JSON body. */
export class SecretLeaf {
  constructor(
    readonly variable: string,
    readonly type: 'string' | 'number',
  ) {}
}

/** A request without its secrets: variables mean them. The credential is no part of it. */
export interface SecretFreeRequest {
  readonly method: HttpMethod;
  readonly origin: string;
  /** From `/v2` or `/v1` on, with the query. */
  readonly target: Pieces;
  /** Each name once, in its usual spelling. */
  readonly headers: readonly { readonly name: string; readonly value: Pieces }[];
  /** As it is written. */
  readonly body: Pieces | undefined;
  /** The body's value, with `SecretLeaf`s and `ExactNumber`s; absent when there is none, or when it isn't JSON. */
  readonly json?: { readonly value: unknown };
  /** The names of the variables. */
  readonly variables: readonly string[];
}

/** What of a request is secret besides what is called so. */
export interface RequestSecrets {
  readonly isSecret?: IsSecretField;
  /** Texts that are secret wherever they are. */
  readonly texts?: readonly string[];
}

/**
 * Takes the secrets out of a request: those of its headers and its body, and known texts wherever they are. Throws
 * `RequestError` for a header that HTTP can't carry.
 */
export function secretFree(
  request: ApiRequest,
  context: SendContext,
  { isSecret = secretFieldsOf(undefined), texts = [] }: RequestSecrets = {},
): SecretFreeRequest {
  const { url, headers } = sentRequest(request, context);
  const variables = new Variables();
  const holdsSecret = (value: unknown): boolean => texts.some((text) => String(value).includes(text));
  const target = withoutTexts(url.slice(context.origin.length), texts, 'url', variables);
  const shownHeaders = headers.map(([name, value]) => ({
    name,
    value: piecesOf(isSecretName(name) || holdsSecret(value) ? variables.add([name], 'plain') : value),
  }));
  const isLeafSecret = eitherSecret(isSecret, (_, value) => holdsSecret(value));
  const body =
    request.body === undefined
      ? undefined
      : isForm(headers)
        ? { text: withoutTexts(request.body, texts, 'url', variables) }
        : withoutLeaves(request.body, { isSecret: isLeafSecret, texts, variables });
  return {
    method: request.method,
    origin: context.origin,
    target: piecesOf(target),
    headers: shownHeaders,
    body: body && piecesOf(body.text),
    ...(body && 'value' in body && { json: { value: body.value } }),
    variables: [...variables.names],
  };
}

interface BodySecrets {
  readonly isSecret: IsSecretField;
  readonly texts: readonly string[];
  readonly variables: Variables;
}

/** A JSON body without its secret values; of another text, known secrets are taken out. A variable means a large one. */
function withoutLeaves(
  body: string,
  { isSecret, texts, variables }: BodySecrets,
): { readonly text: string; readonly value?: unknown } {
  // A command so long isn't read by people, and what can't be looked through may hold anything.
  if (isLarge(body))
    return { text: marked({ variable: variables.nameFor(['body']), surroundings: 'plain' }) };
  const { root, faults } = readJson(body, { strict: true });
  if (!root || faults.length > 0) return { text: withoutTexts(body, texts, 'plain', variables) };
  const places = new Map<string, SecretLeaf>();
  const text = rewriteLeaves(body, ({ path, value }) => {
    if (!canHoldSecret(value) || !isSecret(path, value)) return undefined;
    const isText = typeof value === 'string';
    const variable = variables.nameFor(path);
    places.set(JSON.stringify(path), new SecretLeaf(variable, isText ? 'string' : 'number'));
    const mark = marked({ variable, surroundings: isText ? 'json' : 'plain' });
    return isText ? `"${mark}"` : mark;
  });
  return { text, value: placeLeaves(specValue(body), places, []) };
}

function placeLeaves(value: unknown, places: ReadonlyMap<string, SecretLeaf>, path: FieldPath): unknown {
  if (places.size === 0) return value;
  if (Array.isArray(value)) return value.map((one, index) => placeLeaves(one, places, [...path, index]));
  if (isJsonObject(value) && !(value instanceof ExactNumber)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, placeLeaves(one, places, [...path, key])]),
    );
  }
  return places.get(JSON.stringify(path)) ?? value;
}

/** A text with a variable for each place of a secret. One pass, so that none is found in the name of a variable. */
function withoutTexts(
  text: string,
  secrets: readonly string[],
  surroundings: 'plain' | 'url',
  variables: Variables,
): string {
  const written = secrets.map((secret) => (surroundings === 'url' ? encodeText(secret) : secret));
  const longestFirst = written.filter((one) => one !== '').sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return text;
  const any = new RegExp(
    longestFirst.map((one) => one.replaceAll(/[$(-+./?[-^{|}]/g, '\\$&')).join('|'),
    'g',
  );
  const place = surroundings === 'url' ? 'url' : 'body';
  return text.replaceAll(any, (found) => variables.add([place, written.indexOf(found)], surroundings));
}

function isForm(headers: readonly (readonly [name: string, value: string])[]): boolean {
  return headers.some(
    ([name, value]) => /^content-type$/i.test(name) && /^application\/x-www-form-urlencoded/i.test(value),
  );
}

/** Names that mean the credential. */
const TAKEN = new Set([
  'OVH_ACCESS_TOKEN',
  'OVH_APPLICATION_KEY',
  'OVH_APPLICATION_SECRET',
  'OVH_CONSUMER_KEY',
  'OVH_CLIENT_ID',
  'OVH_CLIENT_SECRET',
]);

/** The variables of a request. */
class Variables {
  readonly names = new Set<string>();
  /** How often a name was requested, so that the next free one is not looked for from the beginning. */
  readonly #wishes = new Map<string, number>();

  /** Marks the place of a new variable in a text. */
  add(path: FieldPath, surroundings: Surroundings): string {
    return marked({ variable: this.nameFor(path), surroundings });
  }

  /** Names a new variable. */
  nameFor(path: FieldPath): string {
    const name = this.#freeName(variableNameOf(path));
    this.names.add(name);
    return name;
  }

  #freeName(name: string): string {
    let free = name;
    let number = this.#wishes.get(name) ?? 1;
    while (TAKEN.has(free) || this.names.has(free)) free = `${name}_${String((number += 1))}`;
    this.#wishes.set(name, number);
    return free;
  }
}
