/** Which rows are selected, by their places in the list, and where a range begins. */
export interface Selection {
  readonly places: ReadonlySet<number>;
  readonly anchor: number | undefined;
}

export const NOTHING: Selection = { places: new Set(), anchor: undefined };

/** One row alone. */
export function only(place: number): Selection {
  return { places: new Set([place]), anchor: place };
}

/** A row more, or less. */
export function toggled({ places }: Selection, place: number): Selection {
  const next = new Set(places);
  if (!next.delete(place)) next.add(place);
  return { places: next, anchor: place };
}

/** All rows from the anchor to another one, in the order that they are shown in. */
export function rangeTo({ anchor }: Selection, place: number, shown: readonly number[]): Selection {
  const from = anchor === undefined ? -1 : shown.indexOf(anchor);
  const to = shown.indexOf(place);
  if (from < 0 || to < 0) return only(place);
  return { places: new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor };
}

/** All that is shown. */
export function all(shown: readonly number[]): Selection {
  return { places: new Set(shown), anchor: shown[0] };
}
