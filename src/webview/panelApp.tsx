import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type {
  CollectionView,
  ComparisonView,
  HostMessage,
  PanelMessage,
  PanelState,
  PanelView,
} from '../protocol.js';
import { Attention } from './attention.js';
import { Comparison } from './comparison.js';
import { useDrafts } from './drafts.js';
import type { Drafts } from './taskForm.js';
import { Failure } from './failure.js';
import { Collection } from './collection.js';
import { Empty, type EmptyPage } from './empty.js';
import { Header } from './header.js';
import { History } from './history.js';
import type { HostBridge } from './hostBridge.js';
import { Clock } from './relativeTime.js';
import { SecretsProvider, useSecrets } from './secrets.js';
import type { SpecPlace } from './revealing.js';
import type { SpecLook } from './sides.js';
import { SpecDiff } from './specDiff.js';
import { TimeAxis } from './axis/timeAxis.js';
import { useHistoryPicking } from './historyPicking.js';
import { useMatches } from './scroller.js';
import { withSent, type HistoryRows } from './historyRows.js';
import { WordsContext, type Words } from './words.js';

type PanelHost = HostBridge<PanelMessage, HostMessage, PanelState>;

/** Where the page stands is read after what was scrolled to is laid out: before that, the question alone lays all of it out. */
const KEEP_AFTER_MS = 100;

/** The whole panel: it shows what the host last said, and passes on to the host what the reader wants. */
export function PanelApp({ host }: { host: PanelHost }): VNode | null {
  const [words, setWords] = useState<Words>();
  const [{ view, rows, empty, collection }, setShown] = useState<Shown>(nothing);
  const [kept] = useState(() => host.keptState());
  const [look, setLook] = useState<SpecLook>({
    allFields: kept?.allFields ?? false,
    sideBySide: kept?.sideBySide ?? false,
  });
  const [cursor, setCursor] = useState<SpecPlace>();
  const shownPlace = useRef<string | undefined>(undefined);
  const [comparison, setComparison] = useState<ComparisonView>();
  const [secrets, takeSecret] = useSecrets(host.post);

  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.kind === 'texts') setWords(message);
      else if (message.kind === 'comparison') setComparison(message.comparison);
      else if (message.kind === 'reveal') setCursor(message);
      else if (message.kind === 'secret') takeSecret(message);
      else {
        // A place in the spec of the resource before says nothing of another one.
        const next = message.kind === 'view' ? message.view.place : shownPlace.current;
        if (shownPlace.current !== next) setCursor(undefined);
        shownPlace.current = next;
        setShown((shown) => afterMessage(shown, message));
      }
    });
    host.post({ kind: 'ready' });
    return stop;
  }, [host, takeSecret]);

  const place = view?.place ?? collection?.row;
  const lists = collection?.lists;
  const [drafts, answers] = useDrafts(kept?.answers);
  useEffect(() => {
    if (place === undefined) return;
    const keep = (): void => {
      host.keepState({ place, ...look, scrollTop: window.scrollY, answers, ...(lists && { lists }) });
    };
    keep();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keepSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(keep, KEEP_AFTER_MS);
    };
    window.addEventListener('scrollend', keepSoon);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scrollend', keepSoon);
    };
  }, [host, place, lists, look, answers]);

  // A page that was hidden begins again; the reader goes on where they were as soon as there is something to read.
  const isRead = view?.spec !== undefined || collection !== undefined;
  const isBack = useRef(false);
  useLayoutEffect(() => {
    if (!isRead) return;
    const isFirst = !isBack.current;
    isBack.current = true;
    if (!isFirst) window.scrollTo(0, 0);
    // A page that was just loaded is at its top: to say so would lay all of it out once more.
    else if (kept && kept.place === place && kept.scrollTop > 0) window.scrollTo(0, kept.scrollTop);
  }, [isRead, kept, place]);

  if (words && comparison) {
    return (
      <WordsContext.Provider value={words}>
        <Comparison comparison={comparison} look={look} onLook={setLook} post={host.post} />
      </WordsContext.Provider>
    );
  }
  if (!words || (!view && !empty && !collection)) return null;
  return (
    <WordsContext.Provider value={words}>
      <SecretsProvider value={secrets}>
        <Clock>
          {view ? (
            // Another resource is another page: what was folded or filtered belongs to the one before.
            <Page
              key={view.place}
              view={view}
              rows={rows}
              drafts={drafts}
              host={host}
              look={look}
              onLook={setLook}
              cursor={cursor}
            />
          ) : (
            empty && <Empty empty={empty} post={host.post} />
          )}
          {collection && <Collection view={collection} rows={rows} post={host.post} />}
        </Clock>
      </SecretsProvider>
    </WordsContext.Provider>
  );
}

/** What the host last said. */
interface Shown {
  readonly view: PanelView | undefined;
  /** All of the history that was sent: a message holds only what is new. */
  readonly rows: HistoryRows;
  /** What there is to say while there is no resource. */
  readonly empty?: EmptyPage;
  /** In the page of several resources. */
  readonly collection?: CollectionView;
}

const nothing: Shown = { view: undefined, rows: [] };

function afterMessage(
  shown: Shown,
  message: Exclude<HostMessage, { kind: 'texts' | 'comparison' | 'reveal' | 'secret' }>,
): Shown {
  if (message.kind === 'empty') return { ...nothing, empty: message };
  if (message.kind === 'collection') {
    const { view: collection } = message;
    return { view: undefined, rows: withSent(shown.rows, collection.timeline), collection };
  }
  const { view, rows } = shown;
  if (message.kind === 'live') return view ? { view: { ...view, live: message.live }, rows } : shown;
  const { timeline } = message.view;
  return { view: withFields(message.view, view), rows: timeline ? withSent(rows, timeline) : [] };
}

/** A message without the fields that were sent before, with them. */
function withFields(view: PanelView, before: PanelView | undefined): PanelView {
  const { spec, keepsFields } = view;
  return spec && keepsFields ? { ...view, spec: { ...spec, groups: before?.spec?.groups ?? [] } } : view;
}

interface PageProps {
  readonly view: PanelView;
  readonly rows: HistoryRows;
  readonly drafts: Drafts;
  readonly host: PanelHost;
  readonly look: SpecLook;
  readonly onLook: (look: SpecLook) => void;
  readonly cursor: SpecPlace | undefined;
}

/** In a narrower page the list alone says all of it. */
const ROOM_FOR_AXIS = '(min-width: 600px)';

function Page({ view, rows, drafts, host, look, onLook, cursor }: PageProps): VNode {
  const { header, live, failure, attention, spec, timeline } = view;
  const picking = useHistoryPicking(rows);
  const hasRoom = useMatches(ROOM_FOR_AXIS);
  return (
    <>
      <Header header={header} live={live} post={host.post} />
      <main>
        {failure && <Failure failure={failure} isStale={spec !== undefined} post={host.post} />}
        {!spec && !failure && <Loading />}
        <Attention attention={attention} drafts={drafts} post={host.post} />
        {spec && hasRoom && rows.length > 0 && (
          <TimeAxis
            rows={picking.matching}
            window={picking.window}
            onWindow={picking.onWindow}
            onPick={picking.onReveal}
            title={header.name}
            onCopy={(svg) => {
              host.post({ kind: 'copySvg', svg });
            }}
          />
        )}
        {spec && (
          <div class="columns">
            <SpecDiff spec={spec} look={look} onLook={onLook} place={cursor} post={host.post} />
            <History timeline={timeline} picking={picking} post={host.post} />
          </div>
        )}
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">
        {view.announcement}
      </div>
    </>
  );
}

/** The header says in words that the resource is being read. */
function Loading(): VNode {
  return (
    <div class="loading">
      <div class="progress" aria-hidden="true" />
    </div>
  );
}
