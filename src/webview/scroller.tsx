import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** What scrolls: a part of the page where there is one, else the page. */
export interface Scroller {
  readonly element: { readonly current: HTMLElement | null };
}

const page: Scroller = { element: { current: null } };
const ScrollerContext = createContext<Scroller>(page);

/** What scrolls around here. */
export function useScroller(): Scroller {
  return useContext(ScrollerContext);
}

/** As wide as the style needs for two columns. */
const WIDE = '(min-width: 960px)';

/**
 * A part that scrolls by itself beside another, so that reading on in one doesn't move the other; in a narrow page, where it
 * is below, it scrolls with the page.
 */
export function OwnScroller({ children, ...props }: { class: string; children: ComponentChildren }): VNode {
  const part = useRef<HTMLDivElement>(null);
  const isWide = useMatches(WIDE);
  const [isMounted, setMounted] = useState(false);
  useLayoutEffect(() => {
    setMounted(true);
  }, []);
  return (
    <div {...props} ref={part}>
      {isMounted && (
        // Begins again when another thing scrolls: nothing but that has to know of both.
        <ScrollerContext.Provider key={String(isWide)} value={isWide ? { element: part } : page}>
          {children}
        </ScrollerContext.Provider>
      )}
    </div>
  );
}

/** Whether the page is as a media query says. */
export function useMatches(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const look = (): void => {
      setMatches(media.matches);
    };
    media.addEventListener('change', look);
    return () => {
      media.removeEventListener('change', look);
    };
  }, [query]);
  return matches;
}

/** Where an element begins in what scrolls, in pixels. */
export function topIn({ element: { current } }: Scroller, element: HTMLElement): number {
  const { top } = element.getBoundingClientRect();
  if (!current) return top + window.scrollY;
  return top - current.getBoundingClientRect().top + current.scrollTop;
}

/** Whether an element's beginning is scrolled out of sight. */
export function useIsPast({ current }: { readonly current: HTMLElement | null }): boolean {
  const { element } = useScroller();
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    const own = element.current;
    const look = (): void => {
      const edge = own?.getBoundingClientRect().top ?? 0;
      setPast((current?.getBoundingClientRect().top ?? edge) < edge - 1);
    };
    look();
    const target = own ?? window;
    // Before lists draw what is scrolled to: then the page is still laid out.
    const first = { passive: true, capture: true };
    target.addEventListener('scroll', look, first);
    return () => {
      target.removeEventListener('scroll', look, first);
    };
  }, [element, current]);
  return isPast;
}
