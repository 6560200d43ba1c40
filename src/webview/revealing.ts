import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DiffGroup, HostMessage } from '../protocol.js';
import type { FieldItem } from './fieldList.js';

/** A place of the spec to be brought into sight; another object does it again. */
export type SpecPlace = Extract<HostMessage, { kind: 'reveal' }>;
type Path = SpecPlace['path'];

interface Revealing {
  readonly show: (key: string, isFocused: boolean) => void;
  /** Takes away the filters that a field may be hidden by. */
  readonly unfilter: (path: Path) => void;
}

/**
 * The key of the line that the cursor of the spec's document is at: the field itself, else the object around it. What is
 * filtered stays hidden, unless it was requested.
 */
export function useRevealed(
  place: SpecPlace | undefined,
  items: readonly FieldItem[],
  { show, unfilter }: Revealing,
): string | undefined {
  const [asked, setAsked] = useState<SpecPlace>();
  const key = useMemo(() => place && nearest(items, place.path)?.key, [items, place]);
  useEffect(() => {
    if (!place) return;
    if (place.isAsked && place !== asked) {
      unfilter(place.path);
      setAsked(place);
    } else if (key !== undefined) show(key, place.isAsked);
    // Only for a new place: the lines go on changing.
  }, [place, asked]);
  return key;
}

/** The key of the group that a field of the spec is in. */
export function groupOf(groups: readonly DiffGroup[], path: Path): string | undefined {
  const parents = path.map((_, index) => JSON.stringify(path.slice(0, path.length - index - 1)));
  return parents.find((parent) => groups.some(({ key }) => key === parent));
}

/** The line of a place of the spec, or the nearest around it. */
function nearest(items: readonly FieldItem[], path: Path): FieldItem | undefined {
  const lines = new Map<string, FieldItem>();
  for (const item of items) {
    if (item.kind === 'group') lines.set(item.group.key, item);
    else if (item.kind === 'field' && isOfTheSpec(item.row.change)) lines.set(placeIn(item.row.key), item);
  }
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line) return line;
  }
  return undefined;
}

/** A removed member's place is one of the actual list. */
function isOfTheSpec(change: string): boolean {
  return change !== 'removed' && change !== 'actual';
}

function placeIn(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
