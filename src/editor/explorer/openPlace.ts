import * as vscode from 'vscode';
import { toApiPath, type DocumentView, type ResourceAddress } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import type { Collection } from '../../schema/catalogue.js';
import { segmentsOf } from '../../schema/pathTemplate.js';
import type { Connection, Connections } from '../connections/connections.js';
import { openedUri, type Names } from '../spec/document/openedUri.js';
import { versionName } from '../versions/versionName.js';
import { findNode } from '../../resource/tree/findNode.js';
import {
  collectionsOfUrns,
  listOfAllResources,
  parseIamResource,
  placeOfResource,
  type IamResource,
} from '../../resource/iamResources.js';
import { firstView, type TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceTree } from './resourceTree.js';
import { showProgress, showWarning } from '../shell/messages.js';

export interface OpenPlaceOptions {
  readonly connections: Connections;
  readonly known: Names;
  readonly tree: Pick<ResourceTree, 'getChildren'>;
  readonly view: Pick<vscode.TreeView<TreeNode>, 'reveal'>;
}

/** Opens what is at an address, as far as the API document knows it, and says so when it is nothing. */
export interface OpenPlace {
  /** A resource as a document, a section or a collection in the tree. Throws what reading the API documents throws. */
  open(address: ResourceAddress): Promise<void>;
  /** Shows where a resource is in the tree, reading what lies on the way. */
  reveal(address: ResourceAddress): Promise<void>;
  /** The resource that has a URN, in its own product where the API has it there; else what the API's list of all resources says of it. */
  openUrn(account: string, urn: string): Promise<void>;
}

export function openPlace({ connections, known, tree, view }: OpenPlaceOptions): OpenPlace {
  const open = async (address: ResourceAddress): Promise<void> => {
    const connection = connections.get(address.account);
    if (!connection)
      return refuse(vscode.l10n.t('The account {0} is signed out.', connections.labelOf(address.account)));
    const target = await reading(() => whatStands(connection, address));
    if ('refusal' in target) return refuse(target.refusal);
    if (target.kind === 'item') {
      const names = await reading(() => namesOf(known, connection, address));
      await vscode.commands.executeCommand('vscode.open', openedUri(names, address, target.view));
      return;
    }
    const node = await reading(() => findNode((parent) => tree.getChildren(parent), address));
    if (node) return view.reveal(node, { select: true, focus: true, expand: true });
    // It is under a resource that is on no loaded page, so it is shown on its own.
    await vscode.commands.executeCommand('vscode.open', openedUri(known, address, 'full'));
  };

  return {
    open,
    async reveal(address) {
      const node = await reading(() => findNode((parent) => tree.getChildren(parent), address));
      if (node) return view.reveal(node, { select: true, focus: true });
      const name = known.nameOf(address);
      return refuse(
        vscode.l10n.t('The tree hasn’t loaded {0} yet. Load more of its list, or filter it.', name),
      );
    },
    async openUrn(account, urn) {
      const connection = connections.get(account);
      if (!connection)
        return refuse(vscode.l10n.t('The account {0} is signed out.', connections.labelOf(account)));
      const all = await reading(() => listOfAllResources(connection));
      let found = all && (await reading(() => placeOfUrn(connection, [all], urn)));
      if (!found) {
        // Policies and the like are in lists of their own.
        const others = await reading(() => collectionsOfUrns(connection));
        if (others.length === 0) return refuse(vscode.l10n.t('The API has no list of resources by URN.'));
        found = await reading(() => placeOfUrn(connection, others, urn));
      }
      if (!found) return refuse(vscode.l10n.t('No resource has the URN {0}.', urn));
      const { address, record } = found;
      await open((record && (await reading(() => placeOfResource(connection, record)))) ?? address);
    },
  };
}

type Target =
  | { readonly kind: 'item'; readonly view: DocumentView }
  | { readonly kind: 'branch' }
  | { readonly refusal: string };

async function whatStands({ schemas, account }: Connection, address: ResourceAddress): Promise<Target> {
  const path = toApiPath(address);
  const sections = await schemas.sections();
  if (!sections.some((section) => path === section.path || path.startsWith(`${section.path}/`))) {
    return { refusal: vscode.l10n.t('{0} has no section with the path {1}.', account.endpoint.origin, path) };
  }
  const { section, item, collection } = await schemas.forPath(path);
  if (item?.read) return { kind: 'item', view: firstView(item, () => true) };
  if (item) return { refusal: vscode.l10n.t('The API has no operation to read {0}.', path) };
  if (collection || path === section.section) return { kind: 'branch' };
  return {
    refusal: vscode.l10n.t(
      'The API document of {0} doesn’t have this path in {1}: {2}',
      section.section,
      versionName(section.asked),
      path,
    ),
  };
}

/** What people call a resource: as it was seen last, else as the API says now. */
export async function namesOf(known: Names, { api }: Connection, address: ResourceAddress): Promise<Names> {
  const id = address.segments.at(-1) ?? '';
  if (known.nameOf(address) !== id) return known;
  try {
    const response = await api.request({ method: 'GET', path: toApiPath(address), priority: 'user' });
    const { displayName } = parseResource(response.json(), id);
    return { nameOf: () => displayName };
  } catch {
    // Opening it meets the same failure, and says so.
    return known;
  }
}

/** Where a URN is, and what is said of it there: several lists name their members by URN, and only the API knows which one has it. */
async function placeOfUrn(
  { api, account }: Connection,
  collections: readonly Collection[],
  urn: string,
): Promise<{ readonly address: ResourceAddress; readonly record: IamResource | undefined } | undefined> {
  for (const { path } of collections) {
    const address = { account: account.id, segments: [...segmentsOf(path), urn] };
    const response = await api.send({ method: 'GET', path: toApiPath(address), priority: 'user' });
    if (response.status >= 200 && response.status < 300)
      return { address, record: parseIamResource(response.json()) };
  }
  return undefined;
}

function reading<T>(read: () => Promise<T>): Thenable<T> {
  return showProgress({ location: { viewId: 'ovhApi.resources' } }, read);
}

/** Says why, without waiting until it is read. */
function refuse(sentence: string): Promise<void> {
  void showWarning(sentence);
  return Promise.resolve();
}
