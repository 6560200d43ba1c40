import type { QueryValue } from '../../../api/api.js';
import { toApiPath, type DocumentAddress } from '../../../resource/address.js';
import { snapshotOf, type ResourceSnapshot } from '../../../resource/snapshot.js';
import { Slices } from '../../../resource/slices.js';
import { printingCurrentState, printingSpec } from '../../../resource/spec.js';
import { printJson } from '../../../resource/specPrinter.js';
import { rebased, type SpecBase } from '../../../resource/specBase.js';
import type { Connection } from '../../connections/connections.js';
import { formatOf, inFormat } from '../../shell/specFormat.js';

/** What a document shows, and what it was read from. */
export interface Content {
  readonly bytes: Uint8Array;
  /** What a change of it is judged against; `undefined` where it can't be changed. */
  readonly base: SpecBase | undefined;
  readonly snapshot: ResourceSnapshot;
}

/** Reads the resource of a document with what the API requires for it. Throws what `Api.request` throws. */
export async function readContent(
  { api, schemas }: Connection,
  { address, view, ext }: DocumentAddress,
  query: Readonly<Record<string, QueryValue>>,
): Promise<Content> {
  const slices = new Slices();
  const path = toApiPath(address);
  const { item } = await schemas.forPath(path);
  const response = await api.request({ method: 'GET', path, query, priority: 'user' });
  const snapshot = snapshotOf(response, item, address);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(inFormat(text, formatOf(ext)));
  if (view === 'current') {
    return {
      bytes: encode(await slices.through(printingCurrentState(response.text, item))),
      base: undefined,
      snapshot,
    };
  }
  if (view === 'full' || !item) {
    const printed = await slices.through(printJson(response.text, { indent: '' }, { strict: true }));
    return {
      bytes: encode(printed ? `${printed.text}\n` : response.text),
      base: undefined,
      snapshot,
    };
  }
  const base = item.update && (await slices.through(rebased({ address, item, query }, response)));
  await slices.rest();
  const spec = base?.text ?? (await slices.through(printingSpec(response.text, item)));
  return { bytes: encode(spec), base, snapshot };
}
