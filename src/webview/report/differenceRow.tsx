import type { VNode } from 'preact';
import type { ReportMessage, ReportRow } from '../../reportProtocol.js';
import { Icon } from '../icon.js';
import { useReportWords } from './reportWords.js';
import { SeverityIcon } from './severityIcon.js';
import { labelText } from '../words.js';

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

interface DifferenceRowProps {
  readonly row: ReportRow;
  /** The kind of change in words. */
  readonly kind: string;
  readonly post: (message: ReportMessage) => void;
}

/** One change: where, what, why it matters, and whom it reaches. */
export function DifferenceRow({ row, kind, post }: DifferenceRowProps): VNode {
  const { texts } = useReportWords();
  const words = [row.reason, row.advice].filter((text) => text !== undefined).join(' ');
  return (
    <li class={`difference difference-${row.severity}`}>
      <span title={texts[row.severity]}>
        <SeverityIcon severity={row.severity} />
        <span class="visually-hidden">{labelText(texts, texts[row.severity], '')}</span>
      </span>
      <div class="difference-body">
        <p class="difference-head">
          <span class={`sign sign-${row.change}`} aria-label={texts[row.change]} role="img">
            {SIGNS[row.change]}
          </span>
          <button
            type="button"
            class="link place"
            title={texts.compare}
            onClick={() => {
              post({ kind: 'compare', id: row.id });
            }}
          >
            <bdi>{row.place}</bdi>
          </button>
          <span>{kind}</span>
          {row.direction !== undefined && <span class="quiet">{row.direction}</span>}
        </p>
        <Values row={row} />
        {words !== '' && <p class="quiet">{words}</p>}
        <Reached label={texts.operations} names={row.operations} more={row.moreOperations} />
        <Reached label={texts.usedBy} names={row.users} more={0} />
      </div>
      <button
        type="button"
        class="icon-button"
        title={texts.copy}
        aria-label={labelText(texts, texts.copy, row.place)}
        onClick={() => {
          post({ kind: 'copy', ids: [row.id] });
        }}
      >
        <Icon shape="copy" />
      </button>
    </li>
  );
}

function Values({ row: { before, after } }: { row: ReportRow }): VNode | null {
  if (before === undefined && after === undefined) return null;
  return (
    <p class="values">
      {before !== undefined && (
        <del class="value old">
          <bdi class="text">{before}</bdi>
        </del>
      )}
      {before !== undefined && after !== undefined && <span class="arrow">→</span>}
      {after !== undefined && (
        <ins class="value new">
          <bdi class="text">{after}</bdi>
        </ins>
      )}
    </p>
  );
}

interface ReachedProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly more: number;
}

function Reached({ label, names, more }: ReachedProps): VNode | null {
  const { locale, texts } = useReportWords();
  if (names.length === 0) return null;
  return (
    <p class="reached">
      <span class="quiet">{label}</span>{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <bdi class="code">{name}</bdi>
        </span>
      ))}
      {more > 0 && (
        <span class="quiet"> {texts.moreOperations.replace('{0}', more.toLocaleString(locale))}</span>
      )}
    </p>
  );
}
