import { useCallback, useRef, useState } from 'preact/hooks';

/** What a line gives to the element that the keyboard stops at. */
export interface Handle {
  readonly tabIndex: -1;
  readonly ref: (element: HTMLElement | null) => void;
  readonly 'data-line': string;
}

interface Roving<T> {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  /** The line to be brought into sight. */
  readonly reveal: { readonly key: string; readonly isNear: boolean } | undefined;
  /** Lets the Tab key stop at one of the lines that are drawn. */
  readonly onDraw: (list: HTMLElement) => void;
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
  const at = useRef<string | undefined>(undefined);
  const [reveal, setReveal] = useState<{ readonly key: string; readonly isNear: boolean }>();
  const wanted = useRef<string | undefined>(undefined);
  const go = (index: number, list: Element): void => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (!item) return;
    const key = keyOf(item);
    at.current = key;
    const line = list.querySelector<HTMLElement>(`[data-line=${CSS.escape(key)}]`);
    if (line) line.focus();
    else {
      wanted.current = key;
      setReveal({ key, isNear: true });
    }
  };
  const show = useCallback((key: string, isFocused: boolean) => {
    if (isFocused) {
      at.current = key;
      wanted.current = key;
      document.querySelector<HTMLElement>(`[data-line=${CSS.escape(key)}]`)?.focus({ preventScroll: true });
    }
    setReveal({ key, isNear: !isFocused });
  }, []);
  return {
    reveal,
    show,
    onDraw: useCallback((list: HTMLElement) => {
      markStop(list, at.current);
    }, []),
    onFocus: ({ target, currentTarget }) => {
      const key = target instanceof HTMLElement ? target.dataset.line : undefined;
      if (key === undefined) return;
      at.current = key;
      if (currentTarget instanceof HTMLElement) markStop(currentTarget, key);
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
        tabIndex: -1,
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

/**
 * Has the Tab key stop at a line, at the first one where that isn't drawn. The elements are changed directly: to draw all lines again for
 * it would cost each step of a scroll as much as the lines themselves.
 */
function markStop(list: HTMLElement, at: string | undefined): void {
  const lines = [...list.querySelectorAll<HTMLElement>('[data-line]')];
  const stop = lines.find(({ dataset }) => dataset.line === at) ?? lines[0];
  for (const line of lines) line.tabIndex = line === stop ? 0 : -1;
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
