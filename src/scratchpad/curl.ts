import type { ApiRequest } from '../api/api.js';
import { encodeText } from '../api/encodeText.js';
import { isSecretName } from '../api/redact.js';
import { variableNameOf } from '../resource/environmentValues.js';
import { rewriteLeaves } from '../resource/rewriteLeaves.js';
import { isTelling, secretFieldsOf, type IsSecretField } from '../resource/secretFields.js';
import type { FieldPath } from '../resource/specDiff.js';
import { sentRequest, type SendContext } from './sentRequest.js';

/** Neither JSON nor a header's value can hold it. */
const MARK = '\0';

/** A command, and the shell variables that it takes secrets from. */
export interface CurlCommand {
  readonly text: string;
  /** Their names, besides `OVH_ACCESS_TOKEN`. */
  readonly variables: readonly string[];
}

/**
 * A request as a command for a POSIX shell. Secrets have no place in a command: variables stand for those of the headers and
 * the body, and for `secrets` wherever they are, and the credential is left to an access token in `$OVH_ACCESS_TOKEN`, since a signature would be good for minutes only.
 */
export function toCurl(
  request: ApiRequest,
  context: SendContext,
  isSecret: IsSecretField = secretFieldsOf(undefined),
  secrets: readonly string[] = [],
): CurlCommand {
  const { url, headers } = sentRequest(request, context);
  const names = new Map<string, string>();
  const variable = (path: FieldPath): string => {
    const name = freeName(variableNameOf(path), [...names.values(), 'OVH_ACCESS_TOKEN']);
    names.set(JSON.stringify(path), name);
    return `${MARK}${name}${MARK}`;
  };
  // With `-X HEAD` curl would wait for a body that never comes (curl(1), -X).
  const method = request.method === 'HEAD' ? '-I' : `-X ${request.method}`;
  const address = secrets.reduce(
    (text, secret, index) => text.replaceAll(encodeText(secret), () => variable(['url', index])),
    url,
  );
  const holdsSecret = (value: unknown): boolean => secrets.some((secret) => String(value).includes(secret));
  const parts = [
    `curl ${method} ${quote(address)}`,
    `-H "Authorization: Bearer $OVH_ACCESS_TOKEN"`,
    ...headers.map(
      ([name, value]) =>
        `-H ${quote(`${name}: ${isSecretName(name) || holdsSecret(value) ? variable([name]) : value}`)}`,
    ),
    ...(request.body === undefined
      ? []
      : [
          `--data-binary ${quote(withVariables(request.body, (path, value) => holdsSecret(value) || isSecret(path, value), variable))}`,
        ]),
  ];
  return { text: parts.join(' \\\n  '), variables: [...names.values()] };
}

function withVariables(body: string, isSecret: IsSecretField, variable: (path: FieldPath) => string): string {
  return rewriteLeaves(body, ({ path, value }) => {
    if (!isTelling(value) || !isSecret(path, value)) return undefined;
    return typeof value === 'string' ? `"${variable(path)}"` : variable(path);
  });
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.includes(`${name}_${number}`)) return `${name}_${number}`;
}

/** Single quotes keep everything but themselves as it is (POSIX, 2.2.2); variables stand outside of them. */
function quote(text: string): string {
  const quoted = `'${text.replaceAll("'", `'\\''`)}'`;
  return quoted.replaceAll(new RegExp(`${MARK}(\\w+)${MARK}`, 'g'), `'"$$$1"'`);
}
