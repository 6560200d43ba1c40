import { addressKey, sameAddress, type ResourceAddress } from './address.js';
import type { KnownResource } from './knownResource.js';

/** Whether an address fits the template of a path, such as `/project/{projectId}/cluster/{clusterId}`. */
export function fitsTemplate({ segments }: ResourceAddress, template: string): boolean {
  const parts = template.split('/').filter((part) => part !== '');
  return (
    parts.length === segments.length && parts.every((part, at) => isParameter(part) || part === segments[at])
  );
}

/** The values of a template's parameters at an address that fits it, by their names. */
export function templateValues({ segments }: ResourceAddress, template: string): ReadonlyMap<string, string> {
  const parts = template.split('/').filter((part) => part !== '');
  return new Map(
    parts.flatMap((part, at) =>
      isParameter(part) ? [[part.slice(1, -1), segments[at] ?? ''] as const] : [],
    ),
  );
}

function isParameter(part: string): boolean {
  return part.startsWith('{') && part.endsWith('}');
}

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
      known.kind === 'item' && !sameAddress(known.address, address) && fitsTemplate(known.address, template),
  );
  const isNear = (known: KnownResource): boolean => addressKey(known.address).startsWith(`${parent}/`);
  return [...others.filter(isNear), ...others.filter((known) => !isNear(known))];
}
