import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { toApiPath } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import { requiredQuery, type Collection, type Item, type Operation } from '../../schema/catalogue.js';
import type { Connection } from '../connections/connections.js';
import { listedResources } from '../explorer/listedResources.js';
import { displayLine } from '../../resource/displayText.js';
import { labelText } from '../shell/labelText.js';

/** A resource that is about to be deleted. */
export interface Doomed {
  readonly address: ResourceAddress;
  readonly path: string;
  /** Its name now. */
  readonly name: string;
  /** Where the deletion takes one, so that all that is deleted was shown before. */
  readonly checksum: string | undefined;
  readonly remove: Operation;
  /** What of it was seen that goes with it, one line a list: `subnet: a, b`. */
  readonly goesWith: readonly string[];
}

/** Lists below a resource that are read before it is deleted. */
const MOST_LISTS = 8;
const NAMED = 5;

/**
 * Reads what is to be deleted, and what goes with it: the first page of each list of resources below. A list that can't be read says
 * nothing. `undefined` where the API has no operation to delete it. Throws what reading throws.
 */
export async function readDoomed(
  connection: Connection,
  address: ResourceAddress,
  signal: AbortSignal,
): Promise<Doomed | undefined> {
  const path = toApiPath(address);
  const { item } = await connection.schemas.forPath(path, signal);
  if (!item?.remove) return undefined;
  const known = await whatItIs(connection, item, { address, signal });
  const lists = item.collections.filter(holdsResources).slice(0, MOST_LISTS);
  const below = await Promise.allSettled(lists.map((list) => whatIsIn(connection, address, list, signal)));
  signal.throwIfAborted();
  const goesWith = below.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
  return { address, path, remove: item.remove, goesWith, ...known };
}

/** Whether its name is to be typed: it takes others with it, or the API document says that it is hard to restore. */
export function isGrave({ remove, goesWith }: Doomed): boolean {
  const said = `${remove.summary ?? ''} ${remove.description ?? ''}`.slice(0, 2_000);
  return goesWith.length > 0 || HARD_TO_RESTORE.test(said);
}

const HARD_TO_RESTORE =
  /\birreversibl|\bpermanent|\bdefinitive|\band all (?:its|of its|their)\b|\b(?:can ?not|can['’]t) be (?:undone|restored|recovered|reverted)|\b(?:data|contents?) (?:will be |is |are )?(?:lost|erased|destroyed)|\bunrecoverabl/i;

function holdsResources({ list, create, item }: Collection): boolean {
  return (
    item !== undefined &&
    (create ?? item.remove ?? item.update) !== undefined &&
    requiredQuery(list).length === 0
  );
}

async function whatItIs(
  { api }: Connection,
  { read, remove }: Item,
  { address, signal }: { readonly address: ResourceAddress; readonly signal: AbortSignal },
): Promise<Pick<Doomed, 'name' | 'checksum'>> {
  const id = address.segments.at(-1) ?? '';
  if (!read) return { name: id, checksum: undefined };
  const response = await api.request({ method: 'GET', path: toApiPath(address), signal, priority: 'user' });
  const { displayName, checksum } = parseResource(response.json(), id);
  const takesChecksum = remove?.parameters.some((one) => one.in === 'query' && one.name === 'checksum');
  return { name: displayName, checksum: takesChecksum === true ? checksum : undefined };
}

async function whatIsIn(
  connection: Connection,
  { account, segments }: ResourceAddress,
  { name }: Collection,
  signal: AbortSignal,
): Promise<string | undefined> {
  const list = { account, segments: [...segments, ...name.split('/')] };
  const { resources, hasMore } = await listedResources(connection, list, signal);
  if (resources.length === 0) return undefined;
  const named = resources.slice(0, NAMED).map((one) => displayLine(one.name, { limit: 60 }));
  const rest = resources.length - named.length;
  const more =
    hasMore || rest > 0 ? [hasMore ? vscode.l10n.t('and more') : vscode.l10n.t('and {0} more', rest)] : [];
  return labelText(name, [...named, ...more].join(', '));
}
