import { accessKinds, bodyKinds, lifecycleKinds, operationKinds, parameterKinds } from './operationKinds.js';
import { always, breaking, compatible, INVISIBLE, pair, risky, self, type Table, UNCLEAR } from './rules.js';
import { fieldKinds, limitKinds, partKinds, valueKinds } from './schemaKinds.js';

/** What belongs to neither an operation nor a schema, and what is not on the wire. */
const otherKinds = {
  ...self('identifier-changed', always(breaking('identifierChanged', 'adaptReader'))),
  ...pair(
    'identifier-added',
    always(risky('identifierChanged')),
    'identifier-removed',
    always(risky('identifierChanged')),
  ),
  ...self('expanded-response-changed', UNCLEAR),
  ...pair(
    'server-added',
    always(compatible('moreAllowed')),
    'server-removed',
    always(risky('addressChanged', 'review')),
  ),
  ...pair('model-added', INVISIBLE, 'model-removed', INVISIBLE),
  ...pair('component-added', INVISIBLE, 'component-removed', INVISIBLE),
  ...self('model-renamed', INVISIBLE),
  ...self('reference-changed', INVISIBLE),
  ...self('reference-rewritten', INVISIBLE),
  ...pair('default-spelled-out', INVISIBLE, 'default-left-out', INVISIBLE),
  ...self('text-changed', INVISIBLE),
  ...self('example-changed', INVISIBLE),
  ...self('extension-changed', always(compatible('cantBeJudged', 'review'))),
  ...self('keyword-changed', UNCLEAR),
} satisfies Table;

/** Every kind of change that is known, with its rule. The names are stable: files and programs hold them. */
export const KINDS = {
  ...operationKinds,
  ...parameterKinds,
  ...bodyKinds,
  ...fieldKinds,
  ...valueKinds,
  ...limitKinds,
  ...partKinds,
  ...lifecycleKinds,
  ...accessKinds,
  ...otherKinds,
};

export type ChangeKind = keyof typeof KINDS;
