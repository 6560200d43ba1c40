import { useCallback, useEffect, useReducer } from 'preact/hooks';

/** How high a row is, in CSS pixels; the style takes it from here. */
export const ROW_HEIGHT = 28;

/** Drawn above and below what can be seen. */
const OVERSCAN = 8;

interface RowWindow {
  readonly first: number;
  /** The first one that is not drawn. */
  readonly end: number;
  /** How many rows are in sight. */
  readonly page: number;
  /** Brings a row into sight, by no more than is needed. */
  readonly reveal: (row: number) => void;
}

/**
 * Which rows of a part that scrolls are drawn. All are of one height, so that this takes no measuring however many there are; the header
 * above them, which is as high, stays in sight.
 */
export function useRowWindow(element: HTMLElement | null, count: number): RowWindow {
  const [, redraw] = useReducer<number, undefined>((turn) => turn + 1, 0);
  useEffect(() => {
    if (!element) return;
    const look = (): void => {
      redraw(undefined);
    };
    element.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [element]);
  const height = Math.max(0, (element?.clientHeight ?? window.innerHeight) - ROW_HEIGHT);
  const top = element?.scrollTop ?? 0;
  const reveal = useCallback(
    (row: number) => {
      if (!element) return;
      const room = element.clientHeight - ROW_HEIGHT;
      const at = row * ROW_HEIGHT;
      if (at < element.scrollTop) element.scrollTop = Math.max(0, at);
      else if (at + ROW_HEIGHT > element.scrollTop + room) element.scrollTop = at + ROW_HEIGHT - room;
    },
    [element],
  );
  return {
    first: Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN),
    end: Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + OVERSCAN),
    page: Math.max(1, Math.floor(height / ROW_HEIGHT) - 1),
    reveal,
  };
}
