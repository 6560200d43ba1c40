import type { CopiedAccount, CopyTarget } from './copyTarget.js';
import { curl } from './curl.js';
import { go } from './go.js';
import { node } from './node.js';
import { ovhcloud } from './ovhcloud.js';
import { php } from './php.js';
import { powershell } from './powershell.js';
import { python } from './python.js';
import type { SecretFreeRequest } from './secretFree.js';
import { terraform } from './terraform.js';

/** All forms that a request can be copied in, the most usual first. */
const COPY_TARGETS: readonly CopyTarget[] = [curl, powershell, go, python, php, node, ovhcloud, terraform];

/** Requests in one of the forms. */
export interface CopiedRequest {
  readonly target: CopyTarget;
  readonly text: string;
}

/** The requests in every form that can say all of them, one text a form. A program holds one request. */
export function copiesOf(
  requests: readonly { readonly request: SecretFreeRequest; readonly account: CopiedAccount }[],
): readonly CopiedRequest[] {
  return COPY_TARGETS.flatMap((target) => {
    if (requests.length !== 1 && !target.isCommand) return [];
    const texts = requests.map(({ request, account }) => target.write(request, account));
    return texts.includes(undefined) ? [] : [{ target, text: texts.join('\n') }];
  });
}
