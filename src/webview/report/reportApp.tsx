import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type {
  ReportFilter,
  ReportHostMessage,
  ReportMessage,
  ReportState,
  ReportView,
} from '../../reportProtocol.js';
import type { HostBridge } from '../hostBridge.js';
import { ToneIcon } from '../icon.js';
import { Differences } from './differences.js';
import { Filters } from './filters.js';
import { ReportWordsContext, type ReportWords } from './reportWords.js';
import { FIRST_FILTER, searchTexts, selectRows } from './selectRows.js';

type ReportHost = HostBridge<ReportMessage, ReportHostMessage, ReportState>;

/** The whole report: it shows what the host compared, and says to the host what the reader wants. */
export function ReportApp({ host }: { host: ReportHost }): VNode | null {
  const [words, setWords] = useState<ReportWords>();
  const [report, setReport] = useState<ReportView>();

  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.kind === 'texts') setWords(message);
      else setReport(message.report);
    });
    host.post({ kind: 'ready' });
    return stop;
  }, [host]);

  if (!words || !report) return null;
  return (
    <ReportWordsContext.Provider value={words}>
      <Page report={report} host={host} />
    </ReportWordsContext.Provider>
  );
}

function Page({ report, host }: { report: ReportView; host: ReportHost }): VNode {
  const [kept] = useState(() => host.keptState());
  const [filter, setFilter] = useState<ReportFilter>(() => known(kept?.filter ?? FIRST_FILTER, report));
  useEffect(() => {
    const keep = (): void => {
      host.keepState({ filter, scrollTop: window.scrollY });
    };
    keep();
    window.addEventListener('scrollend', keep);
    return () => {
      window.removeEventListener('scrollend', keep);
    };
  }, [host, filter]);
  useLayoutEffect(() => {
    if (kept) window.scrollTo(0, kept.scrollTop);
  }, [kept]);

  const texts = useMemo(() => searchTexts(report), [report]);
  const selection = useMemo(() => selectRows(report, texts, filter), [report, texts, filter]);
  const ids = (): readonly number[] => selection.shown.map(({ id }) => id);
  return (
    <>
      <Head report={report} />
      {report.rows.length > 0 && (
        <Filters
          report={report}
          filter={filter}
          selection={selection}
          onFilter={setFilter}
          onCopy={() => {
            host.post({ kind: 'copy', ids: ids() });
          }}
          onExport={() => {
            host.post({ kind: 'export', ids: ids() });
          }}
        />
      )}
      <Differences
        report={report}
        groups={selection.groups}
        post={host.post}
        onClear={() => {
          setFilter({ ...FIRST_FILTER, hidden: [] });
        }}
      />
    </>
  );
}

/** Another comparison may have come in the place of the one that the filter was made for. */
function known(filter: ReportFilter, { kinds, sections, knowsUsers }: ReportView): ReportFilter {
  const { kind, section, ...others } = filter;
  return {
    ...others,
    onlyUsed: filter.onlyUsed && knowsUsers,
    ...(kind !== undefined && kind < kinds.length && { kind }),
    ...(section !== undefined && section < sections.length && { section }),
  };
}

function Head({ report }: { report: ReportView }): VNode {
  const missing = report.sections.filter(({ note }) => note !== undefined);
  return (
    <header class="resource">
      <div class="title">
        <h1>
          <bdi>{report.title}</bdi>
        </h1>
      </div>
      <p class="report-summary">{report.summary}</p>
      {report.usage !== undefined && (
        <p class="report-note">
          <ToneIcon tone="warning" />
          <span>{report.usage}</span>
        </p>
      )}
      {report.notes.map(({ tone, text }) => (
        <p key={text} class={tone === 'neutral' ? 'quiet' : 'report-note'}>
          {tone !== 'neutral' && <ToneIcon tone={tone} />}
          <span>{text}</span>
        </p>
      ))}
      {missing.map(({ name, note }) => (
        <p key={name} class="quiet">
          <bdi class="code">{name}</bdi> {note}
        </p>
      ))}
    </header>
  );
}
