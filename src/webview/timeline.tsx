import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelMessage, StepRow, TimelineRow, TimelineView } from '../protocol.js';
import { FoldedText } from './foldedText.js';
import { Icon, ToneIcon } from './icon.js';
import { RelativeTime } from './relativeTime.js';
import { fill, useWords } from './words.js';

interface TimelineProps {
  readonly timeline: TimelineView | undefined;
  readonly post: (message: PanelMessage) => void;
}

const ROWS_AT_FIRST = 50;

/** Tasks and events as one story, the newest first. */
export function Timeline({ timeline, post }: TimelineProps): VNode {
  const { locale, texts } = useWords();
  const [limit, setLimit] = useState(ROWS_AT_FIRST);
  const rows = timeline?.rows ?? [];
  return (
    <section class="history" aria-labelledby="history-heading">
      <div class="section-head">
        <h2 id="history-heading">{texts.timelineHeading}</h2>
      </div>
      {timeline === undefined && <p class="quiet">{texts.noHistory}</p>}
      {timeline !== undefined && rows.length === 0 && (
        <div class="empty">
          <p>{timeline.empty.title}</p>
          <p class="quiet">{timeline.empty.hint}</p>
        </div>
      )}
      <ol class="timeline">
        {rows.slice(0, limit).map((row) => (
          <Row key={row.key} row={row} post={post} />
        ))}
      </ol>
      {rows.length > limit && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setLimit(limit + ROWS_AT_FIRST);
          }}
        >
          {fill(texts.showOlder, (rows.length - limit).toLocaleString(locale))}
        </button>
      )}
      {timeline && rows.length <= limit && timeline.omittedRows > 0 && (
        <p class="quiet">{fill(texts.omittedRows, timeline.omittedRows.toLocaleString(locale))}</p>
      )}
    </section>
  );
}

function Row({ row, post }: { row: TimelineRow; post: (message: PanelMessage) => void }): VNode {
  const { texts } = useWords();
  const { taskId, waitingTaskId } = row;
  return (
    <li class={`entry entry-${row.kind} entry-${row.tone}`}>
      <span class="node">
        {row.kind === 'task' || row.tone === 'error' ? <ToneIcon tone={row.tone} /> : <span class="dot" />}
      </span>
      <div class="entry-body">
        <div class="entry-head">
          <h3>
            <span class="visually-hidden">{row.kind === 'task' ? texts.task : texts.event} </span>
            <bdi>{row.title}</bdi>
          </h3>
          {row.status !== undefined && <bdi class="entry-status">{row.status}</bdi>}
          {row.duration !== undefined && <span class="quiet duration">{row.duration}</span>}
          <span class="when">{row.at !== undefined && <RelativeTime at={row.at} />}</span>
        </div>
        {row.message !== undefined && (
          <p class="message">
            <FoldedText text={row.message} />
          </p>
        )}
        {row.errors.length > 0 && <Errors errors={row.errors} />}
        {row.steps.length > 0 && (
          <Steps steps={row.steps} isRunning={row.tone === 'busy' || row.tone === 'error'} />
        )}
        {waitingTaskId !== undefined && (
          <button
            type="button"
            class="button primary"
            aria-label={`${texts.answerTask} ${row.title}`}
            onClick={() => {
              post({ kind: 'answerTask', taskId: waitingTaskId });
            }}
          >
            {texts.answerTask}
          </button>
        )}
        {taskId !== undefined && (
          <button
            type="button"
            class="link"
            aria-label={`${texts.openTask}: ${row.title}`}
            onClick={() => {
              post({ kind: 'openTask', taskId });
            }}
          >
            {texts.openTask}
          </button>
        )}
      </div>
    </li>
  );
}

function Errors({ errors }: { errors: readonly string[] }): VNode {
  const { texts } = useWords();
  return (
    <ul class="errors" aria-label={texts.errors}>
      {errors.map((error, index) => (
        <li key={index}>
          <bdi>{error}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Steps({ steps, isRunning }: { steps: readonly StepRow[]; isRunning: boolean }): VNode {
  const { texts } = useWords();
  // Open while it runs, and left as the reader has it when the task ends.
  const [isOpen, setOpen] = useState(isRunning);
  const done = steps.filter(({ tone }) => tone === 'ok').length;
  return (
    <div class="steps">
      <button
        type="button"
        class="disclosure"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon shape="chevron" class={isOpen ? 'open' : ''} />
        {`${texts.steps} ${String(done)}/${String(steps.length)}`}
      </button>
      <span class="meter" aria-hidden="true">
        {steps.map((step) => (
          <span key={step.key} class={`cell cell-${step.tone}`} />
        ))}
      </span>
      {isOpen && (
        <ol class="step-list">
          {steps.map((step) => (
            <li key={step.key} class={`step step-${step.tone}`}>
              <ToneIcon tone={step.tone} />
              <bdi>{step.name}</bdi>
              <bdi class="quiet">{step.status}</bdi>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
