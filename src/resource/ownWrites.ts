import { isJsonObject } from '../api/jsonObject.js';
import { isSameSpec } from './sameSpec.js';
import { specValue } from './spec.js';
import type { Work } from './slices.js';
import { rebased, type SpecBase } from './specBase.js';
import { answersSpec } from './writeSpec.js';
import type { WriteEvent } from './written.js';

/**
 * The base that a document has after a write of ours to its resource: what the write made of the spec is no change of another
 * client. `undefined` where that is not certain, so that the next save asks: the write was not made on exactly this base, its
 * response doesn’t hold the resource, or it was made at another schema version.
 */
export function* baseAfterOwnWrite(base: SpecBase, write: WriteEvent): Work<SpecBase | undefined> {
  const { kind, response } = write;
  if (kind !== 'updated' || !response || !answersSpec(base.item, response)) return undefined;
  if (response.schemaVersion !== base.schemaVersion || !isMadeOn(base, write)) return undefined;
  try {
    // The document still shows the older spec, so its edit is merged and never sent instead of the newer one.
    return { ...(yield* rebased(base, response)), ancestor: base.ancestor ?? base.text };
  } catch {
    // The sender sees what is wrong with the response.
    return undefined;
  }
}

/** Whether nothing can have come between a base and a write: the API’s own lock held, or the sender compared the specs. */
function isMadeOn({ checksum, text }: SpecBase, { before, body }: WriteEvent): boolean {
  if (before.spec === text) return true;
  if (before.spec !== undefined && isSameSpec(specValue(before.spec), specValue(text))) return true;
  const sent = body === undefined ? undefined : specValue(body);
  return checksum !== undefined && isJsonObject(sent) && sent.checksum === checksum;
}
