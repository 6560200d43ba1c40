import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type VirtualItem,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { topIn, useScroller, type Scroller } from './scroller.js';

interface LongListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** About how high an item is, in pixels, before it was drawn. */
  readonly heightOf: (item: T) => number;
  readonly render: (item: T) => ComponentChildren;
  readonly class: string;
  /** The key of an item to be brought into sight, `isNear` by no more than is needed; another object does it again. */
  readonly reveal?: { readonly key: string; readonly isNear?: boolean } | undefined;
  /** Told which of the items are drawn: the first and the last. */
  readonly onRange?: (first: number, last: number) => void;
}

/** Drawn above and below what can be seen. */
const OVERSCAN = 6;

/**
 * A list of any length: only what can be seen is drawn. Items that come or grow above what is being read don't move it.
 */
export function LongList<T>(props: LongListProps<T>): VNode {
  const { items, keyOf, render, onRange, reveal } = props;
  const scroller = useScroller();
  const list = useRef<HTMLOListElement>(null);
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const [top, setTop] = useState(0);
  const options = optionsOf(props, scroller, { top, redraw });
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    const now = list.current ? topIn(scroller, list.current) : top;
    if (Math.abs(now - top) >= 1) setTop(now);
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  useEffect(() => {
    const index = reveal ? items.findIndex((item) => keyOf(item) === reveal.key) : -1;
    if (index >= 0) virtualizer.scrollToIndex(index, { align: reveal?.isNear ? 'auto' : 'center' });
    // Only when somebody asks for it: the list goes on changing.
  }, [reveal]);
  return (
    <ol class={props.class} ref={list} style={paddings(shown, virtualizer.getTotalSize(), top)}>
      {shown.map(({ index, key }) => (
        <li
          key={key}
          data-index={index}
          ref={virtualizer.measureElement}
          aria-setsize={items.length}
          aria-posinset={index + 1}
        >
          {render(items[index] as T)}
        </li>
      ))}
    </ol>
  );
}

interface Place {
  /** Where the list begins in what scrolls, in pixels. */
  readonly top: number;
  readonly redraw: (nothing: undefined) => void;
}

function optionsOf<T>(
  { items, keyOf, heightOf }: LongListProps<T>,
  { element }: Scroller,
  { top, redraw }: Place,
): VirtualizerOptions<HTMLElement | Window, HTMLElement> {
  const own = element.current;
  const offset = own ? own.scrollTop : window.scrollY;
  return {
    count: items.length,
    getScrollElement: () => own ?? window,
    estimateSize: (index) => heightOf(items[index] as T),
    getItemKey: (index) => keyOf(items[index] as T),
    ...((own ? ofElement : ofWindow) as typeof ofElement & typeof ofWindow),
    overscan: OVERSCAN,
    scrollMargin: top,
    initialOffset: offset,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    // Who reads further down goes on reading; who is at the top sees what is new.
    anchorTo: offset > top ? 'end' : 'start',
    onChange: () => {
      redraw(undefined);
    },
  };
}

const ofElement = {
  observeElementRect,
  observeElementOffset,
  scrollToFn: elementScroll,
};
const ofWindow = {
  observeElementRect: observeWindowRect,
  observeElementOffset: observeWindowOffset,
  scrollToFn: windowScroll,
};

/** Room for what is not drawn. */
function paddings(shown: readonly VirtualItem[], total: number, top: number): Record<string, string> {
  const above = (shown[0]?.start ?? top) - top;
  const below = total - ((shown.at(-1)?.end ?? top) - top);
  return { paddingTop: `${String(above)}px`, paddingBottom: `${String(Math.max(0, below))}px` };
}
