import { isForLibraries, leftOut, ownHeaders } from './client.js';
import type { CopyTarget } from './copyTarget.js';
import { shellHead, shellWord } from './shell.js';

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE']);

/**
 * A command for OVHcloud's own command line (https://github.com/ovh/ovhcloud-cli). Its one command for requests of every kind is found
 * under web hosting (`doc/ovhcloud_webhosting_api_call.md`, `cmd/webhosting.go`); it goes wherever the path leads, for it puts `/v1` before
 * paths without a branch and looks at nothing else. It reads a body into values, so that `null` is no body, and its numbers are doubles.
 */
export const ovhcloud: CopyTarget = {
  id: 'ovhcloud',
  name: 'ovhcloud CLI',
  isCommand: true,
  write: (request) => {
    const { method, target, body, variables } = request;
    const isBodyTaken = body === undefined || method === 'POST' || method === 'PUT';
    if (!METHODS.has(method) || !isBodyTaken || !isForLibraries(request, 'double')) return undefined;
    const call = `ovhcloud webhosting api call ${method} ${shellWord(target)} -o json`;
    return [
      ...leftOut('#', 'ovhcloud', ownHeaders(request)),
      ...shellHead(variables, [target, ...(body ? [body] : [])]),
      ...(body ? [`printf '%s' ${shellWord(body)} |`, `  ${call} --from-file /dev/stdin`] : [call]),
    ].join('\n');
  },
};
