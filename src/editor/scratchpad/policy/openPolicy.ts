import * as vscode from 'vscode';
import type { ResourceAddress } from '../../../resource/address.js';
import { addressOf } from '../../../resource/address.js';
import type { Collection, Operation } from '../../../schema/catalogue.js';
import { propertiesOf } from '../../../schema/openapi.js';
import type { LoadedSection } from '../../../schema/schemaSource.js';
import { OperationIndex } from '../../../scratchpad/help/operationIndex.js';
import {
  leastPolicy,
  type CallRights,
  type LeastPolicy,
  type PolicyCall,
} from '../../../scratchpad/policy.js';
import type { Connection } from '../../connections/connections.js';
import { stoppable } from '../../shell/stoppable.js';
import { showInformation } from '../../shell/messages.js';

/** What makes a policy: sections whose names say so are looked at first. */
const LIKELY = /^\/(?:iam|access)\b/;
const FIELDS = ['identities', 'permissions', 'resources'];

export interface OpenPolicyOptions {
  /** The URN of a resource that was seen; `undefined` for those that have none, and for unseen ones. */
  readonly urnOf: (address: ResourceAddress) => string | undefined;
  /** Opens a draft in a collection, with values for some of its fields. */
  readonly openDraft: (
    collection: ResourceAddress,
    known: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
}

/** Opens a draft of the smallest policy that allows the calls, and says what isn't sure about it. */
export async function openPolicy(
  connection: Connection,
  calls: readonly PolicyCall[],
  name: string,
  { urnOf, openDraft }: OpenPolicyOptions,
): Promise<void> {
  const { account } = connection;
  const found = await stoppable(vscode.l10n.t('Reading the schemas…'), async (signal) => ({
    rights: await rightsOf(connection, calls, urnOf, signal),
    policies: await policyCollection(connection, signal),
  }));
  const { rights, policies } = found;
  const region = /^ovh-(\w+)$/.exec(account.endpoint.name)?.[1];
  const policy = leastPolicy(rights, {
    name,
    description: vscode.l10n.t('What {0} needs', name),
    region,
  });
  if (policy.actions.length === 0) {
    void showInformation(vscode.l10n.t('The API document doesn’t list IAM actions for these calls.'));
    return;
  }
  if (!policies) throw new TypeError(vscode.l10n.t('This API has no collection of policies.'));
  await openDraft(addressOf(account.id, policies.path), policy.fields);
  showSummary(policy);
}

async function rightsOf(
  { account, schemas }: Connection,
  calls: readonly PolicyCall[],
  urnOf: OpenPolicyOptions['urnOf'],
  signal: AbortSignal,
): Promise<readonly CallRights[]> {
  const sections = await schemas.sections(signal);
  const indexes = new Map<string, OperationIndex>();
  const indexOf = async (path: string): Promise<OperationIndex> => {
    const index =
      indexes.get(path) ?? new OperationIndex((await schemas.section(path, signal)).catalogue.operations);
    indexes.set(path, index);
    return index;
  };
  const rights: CallRights[] = [];
  for (const call of calls) {
    const { segments = [] } = call;
    const path = `/${segments.map(({ text, isOpen }) => (isOpen ? '{}' : text)).join('/')}`;
    const owner = sections
      .map((one) => one.path)
      .filter((one) => path === one || path.startsWith(`${one}/`))
      .sort((a, b) => b.length - a.length)[0];
    const operation = owner === undefined ? undefined : (await indexOf(owner)).find(call.method, segments);
    rights.push({ call, operation, urn: operation && nearestUrn(account.id, call, urnOf) });
  }
  return rights;
}

/** The URN of what a path names, or of the nearest resource above it. */
function nearestUrn(
  account: string,
  { segments = [] }: PolicyCall,
  urnOf: OpenPolicyOptions['urnOf'],
): string | undefined {
  const open = segments.findIndex(({ isOpen }) => isOpen);
  const texts = segments.slice(0, open < 0 ? undefined : open).map(({ text }) => text);
  for (let length = texts.length; length > 0; length -= 1) {
    const urn = urnOf(addressOf(account, `/${texts.slice(0, length).join('/')}`));
    if (urn !== undefined) return urn;
  }
  return undefined;
}

/** The collection in which policies are made; only as many sections are read as it takes to find it. */
async function policyCollection(
  { schemas }: Connection,
  signal: AbortSignal,
): Promise<Collection | undefined> {
  const sections = [...(await schemas.sections(signal))].sort(
    (a, b) => Number(LIKELY.test(b.path)) - Number(LIKELY.test(a.path)),
  );
  for (const { path } of sections) {
    const section = await schemas.section(path, signal).catch(() => undefined);
    signal.throwIfAborted();
    const found = section?.catalogue.collections.find(
      ({ create }) => create && makesPolicies(section, create),
    );
    if (found) return found;
  }
  return undefined;
}

function makesPolicies({ document }: LoadedSection, { requestSchema }: Operation): boolean {
  const fields = propertiesOf(document, requestSchema);
  return FIELDS.every((name) => name in fields);
}

function showSummary({ actions, wholeTypes, unknown }: LeastPolicy): void {
  const sentences = [
    actions.length === 1
      ? vscode.l10n.t('The draft allows 1 action.')
      : vscode.l10n.t('The draft allows {0} actions.', actions.length),
    vscode.l10n.t('Add the identities that it applies to, then save.'),
    ...(wholeTypes.length > 0
      ? [
          vscode.l10n.t(
            'It applies to all resources of {0}, because no identifier is known.',
            wholeTypes.join(', '),
          ),
        ]
      : []),
    ...(unknown.length > 0 ? [vscode.l10n.t('Unknown rights: {0}.', unknown.slice(0, 5).join(', '))] : []),
  ];
  void showInformation(sentences.join(' '));
}
