const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Moves the keyboard from one row to another by the arrows, Home and End. */
export function moveAmongRows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const step = STEPS[event.key];
  const { target, currentTarget } = event;
  if (!step || !(target instanceof HTMLElement) || !target.classList.contains('place')) return;
  const places = [...currentTarget.querySelectorAll<HTMLElement>('.place')];
  const next = places[step(places.indexOf(target), places.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
