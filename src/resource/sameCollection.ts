import { fitsTemplate } from '../schema/pathTemplate.js';
import { addressKey, sameAddress, type ResourceAddress } from './address.js';
import type { KnownResource } from './knownResource.js';

/**
 * The other resources of the same kind: those of the same collection first, then those under other parents, each in the
 * order given.
 */
export function othersOfKind(
  address: ResourceAddress,
  template: string,
  seen: readonly KnownResource[],
): readonly KnownResource[] {
  const parent = addressKey({ ...address, segments: address.segments.slice(0, -1) });
  const others = seen.filter(
    (known) =>
      known.kind === 'item' &&
      !sameAddress(known.address, address) &&
      fitsTemplate(template, known.address.segments),
  );
  const isNear = (known: KnownResource): boolean => addressKey(known.address).startsWith(`${parent}/`);
  return [...others.filter(isNear), ...others.filter((known) => !isNear(known))];
}
