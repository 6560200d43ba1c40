import * as vscode from 'vscode';
import { addressOf, toApiPath, type ResourceAddress } from '../../resource/address.js';
import { decodedPath, type KnownResource } from '../../resource/knownResource.js';
import type { ConsolePage } from '../../resource/parseLocation.js';
import { actionForm, bodyTemplate } from '../../schema/actionForm.js';
import type { Operation } from '../../schema/catalogue.js';
import { findByPath } from '../../schema/findByPath.js';
import { isParameter, segmentsOf, unnamed } from '../../schema/pathTemplate.js';
import type { LoadedSection, SchemaSource } from '../../schema/schemaSource.js';
import { actionFile } from '../../scratchpad/actionFile.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection } from '../connections/connections.js';
import { openRequestFile } from '../scratchpad/openRequestFile.js';
import { listedResources } from './listedResources.js';
import type { OpenPlace } from './openPlace.js';
import { showProgress, showWarning } from '../shell/messages.js';

/**
 * Opens what a page of the API console shows. Where its path has placeholders, their resources are chosen from what the API
 * lists. What the tree has a place for opens there; another operation becomes a request file. Throws what reading the API's
 * documents and lists throws.
 */
export async function openConsolePage(
  connection: Connection,
  places: Pick<OpenPlace, 'open'>,
  page: ConsolePage,
): Promise<void> {
  const segments = segmentsOf(page.template);
  const [fixed = ''] = page.template.split('/{', 1);
  const start = addressOf(connection.account.id, fixed);
  const section = await sectionOf(connection.schemas, toApiPath(start));
  // Where nothing begins like this, it is said so.
  if (!section) return places.open(start);
  const operation = section.catalogue.operations.find(
    ({ method, path }) => method === page.method && unnamed(path) === unnamed(page.template),
  );
  const hasPlace = isPlace(section, page);
  if (!operation && !hasPlace) {
    const sentence = vscode.l10n.t(
      'The API document of {0} doesn’t have {1} {2}. The nearest match was opened.',
      section.section,
      page.method,
      decoded(page.template),
    );
    void showWarning(sentence);
    return places.open(nearest(section, start));
  }
  const filled = await fill(connection, section, segments);
  if (!filled) return undefined;
  const isWhole = filled.segments.length === segments.length;
  if (hasPlace || !operation || filled.wantsList) {
    return places.open(isWhole ? filled : nearest(section, filled));
  }
  const rest = segments.slice(filled.segments.length).map(decoded);
  await openRequest(section, operation, [...segmentsOf(toApiPath(filled)), ...rest]);
}

/** `undefined` when no section has the path. */
async function sectionOf(schemas: SchemaSource, path: string): Promise<LoadedSection | undefined> {
  const sections = await schemas.sections();
  const isBelow = sections.some((section) => path === section.path || path.startsWith(`${section.path}/`));
  return isBelow ? (await schemas.forPath(path)).section : undefined;
}

/** Whether an operation is what the tree does with a collection or a resource: lists, creates, reads, changes, deletes it. */
function isPlace({ section, catalogue }: LoadedSection, { method, template }: ConsolePage): boolean {
  if (template === section) return method === 'GET';
  const { collection, item } = findByPath(catalogue, template);
  if (item) return [item.read, item.update, item.remove].some((one) => one?.method === method);
  return [collection?.list, collection?.create].some((one) => one?.method === method);
}

interface Filled extends ResourceAddress {
  /** Instead of one of its members, the list itself is wanted. */
  readonly wantsList: boolean;
}

/**
 * The path as far as its placeholders could be filled: up to the first one that no list knows, or whose list is wanted itself.
 * `undefined` when the person gave up.
 */
async function fill(
  connection: Connection,
  { catalogue }: LoadedSection,
  template: readonly string[],
): Promise<Filled | undefined> {
  let address: ResourceAddress = { account: connection.account.id, segments: [] };
  for (const segment of template) {
    let next = decodeURIComponent(isParameter(segment) ? '' : segment);
    if (isParameter(segment)) {
      const { collection, item } = findByPath(catalogue, toApiPath(address));
      if (!collection?.item || item) return { ...address, wantsList: false };
      const member = await chooseMember(connection, address);
      if (member === undefined) return undefined;
      if (member === 'list') return { ...address, wantsList: true };
      next = member.address.segments.at(-1) ?? '';
    }
    address = { ...address, segments: [...address.segments, next] };
  }
  return { ...address, wantsList: false };
}

interface MemberPick extends vscode.QuickPickItem {
  readonly member: KnownResource | 'list';
}

/** One of a list's resources: the only one, or the one that is chosen; the list when it has none, or is chosen itself. */
async function chooseMember(
  connection: Connection,
  list: ResourceAddress,
): Promise<KnownResource | 'list' | undefined> {
  const { resources, hasMore } = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading {0}', decodedPath(list)),
      cancellable: true,
    },
    (_, token) => listedResources(connection, list, abortSignal(token)),
  );
  const [first] = resources;
  if (!first) return 'list';
  if (resources.length === 1 && !hasMore) return first;
  const all: MemberPick = {
    label: `$(list-tree) ${vscode.l10n.t('Show the list in the tree')}`,
    member: 'list',
  };
  const picked = await vscode.window.showQuickPick([...resources.map(memberPick), all], {
    title: vscode.l10n.t('Choose one of {0}', decodedPath(list)),
    placeHolder: hasMore
      ? vscode.l10n.t('The link doesn’t name a resource. Showing the first {0}.', resources.length)
      : vscode.l10n.t('The link doesn’t name a resource.'),
    matchOnDescription: true,
  });
  return picked?.member;
}

function memberPick(member: KnownResource): MemberPick {
  const id = member.address.segments.at(-1) ?? '';
  return { label: member.name, ...(id === member.name ? {} : { description: id }), member };
}

/** The place itself, or what is above it, as far up as the API document has it. */
function nearest({ section, catalogue }: LoadedSection, address: ResourceAddress): ResourceAddress {
  const top = addressOf(address.account, section);
  for (let length = address.segments.length; length > top.segments.length; length--) {
    const above = { account: address.account, segments: address.segments.slice(0, length) };
    const { collection, item } = findByPath(catalogue, toApiPath(above));
    if (item?.read ?? collection) return above;
  }
  return top;
}

async function openRequest(
  { document }: LoadedSection,
  operation: Operation,
  path: readonly string[],
): Promise<void> {
  const body = bodyTemplate(actionForm(document, operation, new Set()));
  await openRequestFile(
    actionFile({
      title: operation.summary ?? `${operation.method} ${operation.path}`,
      remarks: [
        vscode.l10n.t('From a link to the API console. Complete it, then press Send above the request.'),
      ],
      ...{ method: operation.method, path: `/${path.join('/')}`, query: {}, body },
    }),
  );
}

/** As people read it. */
function decoded(encoded: string): string {
  return decodeURIComponent(encoded);
}
