import { useCallback, useRef, useState } from 'preact/hooks';

/** What a line gives to the element that the keyboard stops at. */
export interface Handle {
  readonly tabIndex: 0 | -1;
  readonly ref: (element: HTMLElement | null) => void;
  readonly 'data-line': string;
}

interface Roving<T> {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  /** The line to be brought into sight. */
  readonly reveal: { readonly key: string; readonly isNear: boolean } | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly handle: (item: T) => Handle;
  /** Brings a line into sight; `isFocused`: with the keyboard. */
  readonly show: (key: string, isFocused: boolean) => void;
}

/** How far a page key goes. */
const PAGE = 10;

/**
 * One stop of the Tab key for a list of any length; the arrow keys, Home and End go from line to line, those too that are
 * not drawn yet.
 */
export function useRoving<T>(items: readonly T[], keyOf: (item: T) => string): Roving<T> {
  const [at, setAt] = useState<string>();
  const [reveal, setReveal] = useState<{ readonly key: string; readonly isNear: boolean }>();
  const [range, setRange] = useState({ first: 0, last: -1 });
  const wanted = useRef<string | undefined>(undefined);
  const drawn = items.slice(range.first, range.last + 1).map(keyOf);
  const [top] = drawn;
  const stop = at !== undefined && drawn.includes(at) ? at : (top ?? (items[0] && keyOf(items[0])));
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last });
  }, []);
  const go = (index: number, list: Element): void => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (!item) return;
    const key = keyOf(item);
    setAt(key);
    const line = list.querySelector<HTMLElement>(`[data-line=${CSS.escape(key)}]`);
    if (line) line.focus();
    else {
      wanted.current = key;
      setReveal({ key, isNear: true });
    }
  };
  const show = useCallback((key: string, isFocused: boolean) => {
    if (isFocused) {
      setAt(key);
      wanted.current = key;
      document.querySelector<HTMLElement>(`[data-line=${CSS.escape(key)}]`)?.focus({ preventScroll: true });
    }
    setReveal({ key, isNear: !isFocused });
  }, []);
  return {
    reveal,
    show,
    onRange,
    onFocus: ({ target }) => {
      const key = target instanceof HTMLElement ? target.dataset.line : undefined;
      if (key !== undefined) setAt(key);
    },
    onKeyDown: (event) => {
      const { target, currentTarget: list, key } = event;
      if (!(target instanceof HTMLElement) || !(list instanceof HTMLElement)) return;
      const own = target.dataset.line;
      const index = own === undefined ? -1 : items.findIndex((item) => keyOf(item) === own);
      const next = index < 0 ? undefined : nextOf(key, index, items.length);
      if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(next, list);
    },
    handle: (item) => {
      const key = keyOf(item);
      return {
        tabIndex: key === stop ? 0 : -1,
        'data-line': key,
        ref: (element) => {
          if (!element || wanted.current !== key) return;
          wanted.current = undefined;
          element.focus({ preventScroll: true });
        },
      };
    },
  };
}

function nextOf(key: string, index: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + PAGE;
    case 'PageUp':
      return index - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
