import {
  elementScroll,
  measureElement,
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
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { sameEnd } from './historyRows.js';
import { topIn, useScroller, type Scroller } from './scroller.js';

interface LongListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** About how high an item is, in pixels, before it was drawn. */
  readonly heightOf: (item: T) => number;
  /** So many items are drawn above and below what can be seen. */
  readonly overscan?: number;
  /** Draws an item; another function draws all of them again. */
  readonly render: (item: T) => ComponentChildren;
  readonly class: string;
  /** The key of an item to be brought into sight, `isNear` by no more than is needed; another object does it again. */
  readonly reveal?: { readonly key: string; readonly isNear?: boolean } | undefined;
  /** Called with the first and the last item that are drawn. */
  readonly onRange?: (first: number, last: number) => void;
  /** Called after every drawing, before it is painted. */
  readonly onDraw?: (list: HTMLElement) => void;
}

const OVERSCAN = 6;

/**
 * A list of any length: only what can be seen is drawn. Items that come or grow above what is being read don't move it.
 */
export function LongList<T extends object>(props: LongListProps<T>): VNode {
  const { items, keyOf, onRange, onDraw, reveal } = props;
  const scroller = useScroller();
  const list = useRef<HTMLOListElement>(null);
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const [top, setTop] = useState(0);
  const sizes = useSizes(props);
  const options = optionsOf(sizes, scroller, { top, redraw, overscan: props.overscan ?? OVERSCAN });
  const [{ virtualizer, takeGrowth, reveal: bring }] = useState(() => keepingPlace(new Virtualizer(options)));
  // Who reads further down goes on reading when items come; who is at the top sees what is new.
  if ((virtualizer.scrollOffset ?? 0) > top) virtualizer.setOptions({ ...options, anchorTo: 'end' });
  // With each item that is measured, an anchored list would work all places out again.
  virtualizer.setOptions(options);
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    const growth = takeGrowth(first, last);
    if (growth !== 0) (scroller.element.current ?? window).scrollBy(0, growth);
    if (list.current) onDraw?.(list.current);
  });
  useLayoutEffect(() => {
    const { current } = list;
    if (!current) return undefined;
    // It calls once at the beginning, too: when the page is laid out, so that asking for a place costs nothing.
    const observer = new ResizeObserver(() => {
      const now = topIn(scroller, current);
      setTop((before) => (Math.abs(now - before) >= 1 ? now : before));
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [props, scroller]);
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  useEffect(() => {
    const index = reveal ? items.findIndex((item) => keyOf(item) === reveal.key) : -1;
    if (index >= 0) bring(index, reveal?.isNear ? 'auto' : 'center');
    // Only on request, since the list keeps changing.
  }, [reveal]);
  const line = useLines(props, virtualizer.measureElement);
  return (
    <ol class={props.class} ref={list} style={paddings(shown, virtualizer.getTotalSize(), top)}>
      {shown.map(line)}
    </ol>
  );
}

type Line = Pick<VirtualItem, 'index' | 'key'>;

/**
 * Draws lines. While one scrolls nothing else is new, and lines that are there already are not drawn again; what is in a line is drawn again
 * only when its item is another one.
 */
function useLines<T extends object>(
  props: LongListProps<T>,
  measure: (element: HTMLElement | null) => void,
): (line: Line) => VNode {
  const { items, render } = props;
  const drawn = useMemo(() => new Map<number, VNode>(), [items, render]);
  const contents = useMemo(() => new WeakMap<T, ComponentChildren>(), [render]);
  return ({ index, key }) => {
    const known = drawn.get(index);
    if (known) return known;
    const item = items[index];
    const content = item && (contents.get(item) ?? render(item));
    if (item) contents.set(item, content);
    const line = (
      <li key={key} data-index={index} ref={measure} aria-setsize={items.length} aria-posinset={index + 1}>
        {content}
      </li>
    );
    drawn.set(index, line);
    return line;
  };
}

interface Sizes {
  readonly count: number;
  readonly getItemKey: (index: number) => number;
  readonly estimateSize: (index: number) => number;
}

interface MadeSizes<T> {
  readonly items: readonly T[];
  readonly heights: Float64Array;
  /** A number for each item, which it keeps as long as its key is there: found many times quicker than by the key. */
  readonly ids: Int32Array;
  readonly nextId: number;
  readonly sizes: Sizes;
}

/** What is known of the items before they are drawn. All places are worked out again when it is another object. */
function useSizes<T>({ items, keyOf, heightOf }: LongListProps<T>): Sizes {
  const made = useRef<MadeSizes<T> | undefined>(undefined);
  return useMemo(() => {
    made.current = nextSizes(made.current, items, { keyOf, heightOf });
    return made.current.sizes;
  }, [items, keyOf, heightOf]);
}

/** Looks only at items that are new: at the end there may be very many that were there before. */
function nextSizes<T>(
  before: MadeSizes<T> | undefined,
  items: readonly T[],
  { keyOf, heightOf }: Pick<LongListProps<T>, 'keyOf' | 'heightOf'>,
): MadeSizes<T> {
  const { length } = items;
  const [heights, ids] = [new Float64Array(length), new Int32Array(length)];
  const known = before?.items ?? [];
  const first = length - sameEnd(known, items);
  const from = known.length - (length - first);
  const replaced = new Map(known.slice(0, from).map((item, index) => [keyOf(item), before?.ids[index]]));
  let nextId = before?.nextId ?? 0;
  for (let index = 0; index < first; index += 1) {
    const item = items[index] as T;
    heights[index] = heightOf(item);
    ids[index] = (replaced.size > 0 ? replaced.get(keyOf(item)) : undefined) ?? nextId++;
  }
  if (before) {
    heights.set(before.heights.subarray(from), first);
    ids.set(before.ids.subarray(from), first);
  }
  const sizes: Sizes = {
    count: length,
    getItemKey: (index) => ids[index] ?? -1,
    estimateSize: (index) => heights[index] ?? 0,
  };
  return { items, heights, ids, nextId, sizes };
}

type ListVirtualizer = Virtualizer<HTMLElement | Window, HTMLElement>;

interface PlaceKeeping {
  readonly virtualizer: ListVirtualizer;
  /** By how much items above what is read grew before these are drawn, in pixels. */
  readonly takeGrowth: (first: number, last: number) => number;
  /** Brings an item into sight. */
  readonly reveal: (index: number, align: 'auto' | 'center') => void;
}

/**
 * Sums up by how much items above what is read turn out higher than they were taken for. The library can scroll by that, but works all
 * places out again for each such item.
 */
function keepingPlace(virtualizer: ListVirtualizer): PlaceKeeping {
  let growth = 0;
  let isRevealing = false;
  let drawn = { first: 0, last: -1, isElsewhere: false };
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ start, key, size }, delta) => {
    const offset = virtualizer.scrollOffset ?? 0;
    const isAbove = virtualizer.itemSizeCache.has(key)
      ? start + size <= offset && virtualizer.scrollDirection !== 'backward'
      : start < offset;
    // The way to an item is worked out by the library, with each size on it.
    if (isAbove && !isRevealing) growth += delta;
    return false;
  };
  return {
    virtualizer,
    takeGrowth: (first, last) => {
      // Who jumped to what was not drawn before was not reading there.
      const taken = drawn.isElsewhere ? 0 : growth;
      growth = 0;
      drawn = { first, last, isElsewhere: first > drawn.last || last < drawn.first };
      if (!virtualizer.isScrolling) isRevealing = false;
      return taken;
    },
    reveal: (index, align) => {
      isRevealing = true;
      virtualizer.scrollToIndex(index, { align });
    },
  };
}

interface Place {
  /** Where the list begins in what scrolls, in pixels. */
  readonly top: number;
  readonly redraw: (nothing: undefined) => void;
  readonly overscan: number;
}

function optionsOf(
  sizes: Sizes,
  { element }: Scroller,
  { top, redraw, overscan }: Place,
): VirtualizerOptions<HTMLElement | Window, HTMLElement> {
  const own = element.current;
  return {
    ...sizes,
    getScrollElement: () => own ?? window,
    ...((own ? ofElement : ofWindow) as typeof ofElement & typeof ofWindow),
    overscan,
    scrollMargin: top,
    initialOffset: () => (own ? own.scrollTop : window.scrollY),
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    measureElement: whenLaidOut,
    onChange: () => {
      redraw(undefined);
    },
  };
}

/** How high an element is, as it was laid out. Asked before that, what is known goes on: the answer would cost as much as a drawing. */
function whenLaidOut(
  element: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  virtualizer: ListVirtualizer,
): number {
  if (entry) return measureElement(element, entry, virtualizer);
  const { getItemKey, estimateSize } = virtualizer.options;
  const index = virtualizer.indexFromElement(element);
  return virtualizer.itemSizeCache.get(getItemKey(index)) ?? estimateSize(index);
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
