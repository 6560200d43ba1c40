import type { ApiRequest } from '../api/api.js';
import { encodeText } from '../api/encodeText.js';
import { isSecretName } from '../api/redact.js';
import { readJson } from '../resource/jsonTree.js';
import { variableNameOf } from '../resource/environmentValues.js';
import { rewriteLeaves } from '../resource/rewriteLeaves.js';
import { eitherSecret, isTelling, secretFieldsOf, type IsSecretField } from '../resource/secretFields.js';
import type { FieldPath } from '../resource/specDiff.js';
import { sentRequest, type SendContext } from './sentRequest.js';

/** Neither JSON nor a header's value can hold it. */
const MARK = '\0';

/** What a variable stands in: what it holds is escaped for that by the command itself. */
type Surroundings = 'plain' | 'json' | 'url';

/**
 * Functions of a POSIX shell that write a text as a part of JSON (RFC 8259, 7) and of a URL (RFC 3986, 2.1). `sed` reads lines,
 * so all of them are joined before the ends between them are escaped; the last end is one that `printf` adds.
 */
const ESCAPES: Readonly<Record<Exclude<Surroundings, 'plain'>, { name: string; definition: string }>> = {
  json: {
    name: 'json_text',
    definition: String.raw`json_text() { printf '%s\n' "$1" | LC_ALL=C sed -e ':a' -e '$!{N' -e 'ba' -e '}' -e 's/[\\"]/\\&/g' -e "s/$(printf '\t')/\\\\t/g" -e "s/$(printf '\r')/\\\\r/g" -e 's/\n/\\n/g'; }`,
  },
  url: {
    name: 'url_text',
    definition: String.raw`url_text() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F | sed 's/../%&/g'; }`,
  },
};

/** A command, and the shell variables that it takes secrets from. */
export interface CurlCommand {
  readonly text: string;
  /** Their names, besides `OVH_ACCESS_TOKEN`. */
  readonly variables: readonly string[];
}

/**
 * A request as a command for a POSIX shell. Secrets have no place in a command: variables stand for those of the headers and
 * the body, and for `secrets` wherever they are, and the credential is left to an access token in `$OVH_ACCESS_TOKEN`, since a
 * signature would be good for minutes only. Variables hold the values as they are: where JSON or the address needs them
 * escaped, a function before the command does it, and a comment says so.
 */
export function toCurl(
  request: ApiRequest,
  context: SendContext,
  isSecret: IsSecretField = secretFieldsOf(undefined),
  secrets: readonly string[] = [],
): CurlCommand {
  const { url, headers } = sentRequest(request, context);
  const variables = new Variables();
  // With `-X HEAD` curl would wait for a body that never comes (curl(1), -X).
  const method = request.method === 'HEAD' ? '-I' : `-X ${request.method}`;
  const address = withoutTexts(url, secrets, 'url', variables);
  const holdsSecret = (value: unknown): boolean => secrets.some((secret) => String(value).includes(secret));
  const parts = [
    `curl ${method} ${quote(address)}`,
    `-H "Authorization: Bearer $OVH_ACCESS_TOKEN"`,
    ...headers.map(
      ([name, value]) =>
        `-H ${quote(`${name}: ${isSecretName(name) || holdsSecret(value) ? variables.add([name], 'plain') : value}`)}`,
    ),
    ...(request.body === undefined
      ? []
      : [
          `--data-binary ${quote(
            isForm(headers)
              ? withoutTexts(request.body, secrets, 'url', variables)
              : withoutLeaves(request.body, {
                  isSecret: eitherSecret(isSecret, (_, value) => holdsSecret(value)),
                  secrets,
                  variables,
                }),
          )}`,
        ]),
  ];
  return { text: [...variables.head(), parts.join(' \\\n  ')].join('\n'), variables: [...variables.names] };
}

interface BodySecrets {
  readonly isSecret: IsSecretField;
  readonly secrets: readonly string[];
  readonly variables: Variables;
}

/** A JSON body without its secret values; of another text, `secrets` are taken out. */
function withoutLeaves(body: string, { isSecret, secrets, variables }: BodySecrets): string {
  const { root, faults } = readJson(body, { strict: true });
  if (!root || faults.length > 0) return withoutTexts(body, secrets, 'plain', variables);
  return rewriteLeaves(body, ({ path, value }) => {
    if (!isTelling(value) || !isSecret(path, value)) return undefined;
    return typeof value === 'string' ? `"${variables.add(path, 'json')}"` : variables.add(path, 'plain');
  });
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

/** The variables of a command. */
class Variables {
  readonly names = new Set<string>();
  /** How often a name was wished for, so that the next free one is not looked for from the beginning. */
  readonly #wishes = new Map<string, number>();
  readonly #surroundings = new Set<Surroundings>();

  /** Marks a variable's place in a text that is quoted later. */
  add(path: FieldPath, surroundings: Surroundings): string {
    const name = this.#freeName(variableNameOf(path));
    this.names.add(name);
    this.#surroundings.add(surroundings);
    return `${MARK}${surroundings}:${name}${MARK}`;
  }

  /** The lines before the command; none where nothing is escaped. */
  head(): readonly string[] {
    const escapes = (['json', 'url'] as const).filter((one) => this.#surroundings.has(one));
    if (escapes.length === 0) return [];
    // A shell that takes no comments where one types would read signs of its own in this line.
    const note = '# Set these variables first, to the values as they are. The command escapes them.';
    return [`${note} ${[...this.names].join(' ')}`, ...escapes.map((one) => ESCAPES[one].definition)];
  }

  #freeName(name: string): string {
    let free = name;
    let number = this.#wishes.get(name) ?? 1;
    while (free === 'OVH_ACCESS_TOKEN' || this.names.has(free)) free = `${name}_${String((number += 1))}`;
    this.#wishes.set(name, number);
    return free;
  }
}

/** Single quotes keep everything but themselves as it is (POSIX, 2.2.2); variables stand outside of them. */
function quote(text: string): string {
  const quoted = `'${text.replaceAll("'", `'\\''`)}'`;
  return quoted.replaceAll(
    new RegExp(`${MARK}(plain|json|url):(\\w+)${MARK}`, 'g'),
    (_, surroundings: Surroundings, name: string) =>
      surroundings === 'plain' ? `'"$${name}"'` : `'"$(${ESCAPES[surroundings].name} "$${name}")"'`,
  );
}
