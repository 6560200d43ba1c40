import { leftOut, ownHeaders } from './client.js';
import type { CopyTarget } from './copyTarget.js';
import { shellHead, shellWord } from './shell.js';

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE']);

/**
 * A command for OVHcloud's own command line (https://github.com/ovh/ovhcloud-cli, folder `doc`). Its one command for requests of
 * every kind is found under web hosting; it goes wherever the path leads.
 */
export const ovhcloud: CopyTarget = {
  id: 'ovhcloud',
  name: 'ovhcloud CLI',
  isCommand: true,
  write: (request) => {
    const { method, target, body, json, variables } = request;
    const isBodyTaken = body === undefined || (json !== undefined && (method === 'POST' || method === 'PUT'));
    if (!METHODS.has(method) || !isBodyTaken) return undefined;
    const call = `ovhcloud webhosting api call ${method} ${shellWord(target)} -o json`;
    return [
      ...leftOut('#', 'ovhcloud', ownHeaders(request)),
      ...shellHead(variables, [target, ...(body ? [body] : [])]),
      ...(body ? [`printf '%s' ${shellWord(body)} |`, `  ${call} --from-file /dev/stdin`] : [call]),
    ].join('\n');
  },
};
