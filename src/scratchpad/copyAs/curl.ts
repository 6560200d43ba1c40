import type { CopyTarget } from './copyTarget.js';
import type { Pieces } from './pieces.js';
import type { SecretFreeRequest } from './secretFree.js';
import { shellHead, shellWord } from './shell.js';

/** A command for a POSIX shell, which proves itself as the account does. */
export const curl: CopyTarget = {
  id: 'curl',
  name: 'curl',
  isCommand: true,
  write: (request, { credential }) => {
    switch (credential) {
      case 'signature':
        return signedCurl(request);
      case 'none':
        return plainCurl(request, []);
      default:
        return plainCurl(request, [`-H "Authorization: Bearer $OVH_ACCESS_TOKEN"`]);
    }
  },
};

function plainCurl(request: SecretFreeRequest, proof: readonly string[]): string {
  const { target, origin } = request;
  return [...headOf(request), command(request, shellWord([origin, ...target]), proof)].join('\n');
}

/**
 * Signs the request as official clients do, when the command is run, since a signature is good for minutes only: with the keys in
 * `$OVH_APPLICATION_KEY`, `$OVH_APPLICATION_SECRET` and `$OVH_CONSUMER_KEY`, and the clock of the API.
 */
function signedCurl(request: SecretFreeRequest): string {
  const { method, origin, target, body } = request;
  const signed = `"$OVH_APPLICATION_SECRET+$OVH_CONSUMER_KEY+${method}+$url+$body+$now"`;
  return [
    ...headOf(request),
    `url=${shellWord([origin, ...target])}`,
    `body=${body ? shellWord(body) : ''}`,
    `now=$(curl -sS ${shellWord([`${origin}/1.0/auth/time`])})`,
    // Linux has one of the two, macOS the other.
    `signature=$(printf '%s' ${signed} | { sha1sum || shasum; } 2>/dev/null | cut -c 1-40)`,
    command(
      body ? { ...request, body: [] } : request,
      '"$url"',
      [
        '-H "X-Ovh-Application: $OVH_APPLICATION_KEY"',
        '-H "X-Ovh-Consumer: $OVH_CONSUMER_KEY"',
        '-H "X-Ovh-Timestamp: $now"',
        `-H "X-Ovh-Signature: \\$1\\$$signature"`,
      ],
      '"$body"',
    ),
  ].join('\n');
}

function command(
  { method, target, headers, body }: SecretFreeRequest,
  address: string,
  proof: readonly string[],
  bodyWord = body && shellWord(body),
): string {
  return [
    // With `-X HEAD` curl would wait for a body that never comes (curl(1), -X).
    `curl ${isGlob(target) ? '-g ' : ''}${method === 'HEAD' ? '-I' : `-X ${method}`} ${address}`,
    ...proof,
    ...headers.map(({ name, value }) => `-H ${shellWord([`${name}: `, ...value])}`),
    // Unlike `--data-binary` it takes no text for the name of a file.
    ...(body && bodyWord !== undefined ? [`--data-raw ${bodyWord}`] : []),
  ].join(' \\\n  ');
}

/** Whether curl would take a part of the address for a list of addresses (curl(1), -g). */
export function isGlob(target: Pieces): boolean {
  return target.some((piece) => typeof piece === 'string' && /[[\]{}]/.test(piece));
}

function headOf({ variables, target, headers, body }: SecretFreeRequest): readonly string[] {
  const texts: readonly Pieces[] = [target, ...headers.map(({ value }) => value), ...(body ? [body] : [])];
  return shellHead(variables, texts);
}
