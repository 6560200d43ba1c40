import type { VNode } from 'preact';
import type { FactRow, PanelMessage, StepRow, TimelineRow } from '../protocol.js';
import { FieldRow } from './fieldRow.js';
import { Disclosure, useFold } from './folds.js';
import { FoldedText } from './foldedText.js';
import type { HistoryItem } from './historyItems.js';
import { Icon, ToneIcon } from './icon.js';
import { OpenTaskLink } from './openTaskLink.js';
import { ExactTime, TimeOfDay } from './relativeTime.js';
import { fill, labelText, useWords } from './words.js';

interface HistoryRowProps {
  readonly item: Extract<HistoryItem, { kind: 'row' }>;
  /** Whether a link led here. */
  readonly isRevealed: boolean;
  readonly post: (message: PanelMessage) => void;
}

/** Fields of one change beyond this stay folded. */
const FIELDS_AT_FIRST = 4;

/** One task, event or change: what it is, how it went, when, and on demand all that is known of it. */
export function HistoryRow({
  item: { row, isInside, goesOn, cause },
  isRevealed,
  post,
}: HistoryRowProps): VNode {
  const { texts } = useWords();
  const { kind, tone, title, status, duration, message, at } = row;
  const place = `${isInside ? ' entry-inside' : ''}${goesOn ? ' entry-goes-on' : ''}${isRevealed ? ' entry-revealed' : ''}`;
  return (
    <div class={`entry entry-${kind} entry-${tone}${place}`}>
      <span class="node">
        <Node row={row} />
      </span>
      <div class="entry-body">
        <div class="entry-head">
          <h4>
            <span class="visually-hidden">{texts[kind]} </span>
            {kind === 'resource' ? <OpenResource row={row} post={post} /> : <bdi>{title}</bdi>}
          </h4>
          {(status !== undefined || duration !== undefined) && (
            <span class="entry-status">
              {status !== undefined && <bdi>{status}</bdi>}
              {duration !== undefined && <span class="duration">{duration}</span>}
            </span>
          )}
          <span class="when">{at !== undefined && <TimeOfDay at={at} />}</span>
        </div>
        {cause !== undefined && <p class="quiet cause">{fill(texts.becauseOf, cause.title)}</p>}
        {row.fields.length > 0 && <Fields row={row} />}
        {message !== undefined && (
          <p class="message">
            <FoldedText text={message} />
          </p>
        )}
        {row.errors.length > 0 && <Errors errors={row.errors} />}
        {row.steps.length > 0 && <Steps row={row} />}
        <More row={row} post={post} />
      </div>
    </div>
  );
}

/** The name of a resource among several, which leads to its own panel. */
function OpenResource({ row: { key, title }, post }: HistoryMoreProps): VNode {
  const { texts } = useWords();
  return (
    <button
      type="button"
      class="link"
      title={texts.showResource}
      onClick={() => {
        post({ kind: 'openResource', key });
      }}
    >
      <bdi>{title}</bdi>
    </button>
  );
}

function Node({ row: { kind, tone } }: { row: TimelineRow }): VNode {
  if (kind === 'action' && tone !== 'error' && tone !== 'busy')
    return <Icon shape="run" class={`tone-${tone}`} />;
  if (kind === 'change' && tone !== 'error' && tone !== 'busy')
    return <Icon shape="edit" class={`tone-${tone}`} />;
  return kind !== 'event' || tone === 'error' ? <ToneIcon tone={tone} /> : <span class="dot" />;
}

function Fields({ row: { key, fields } }: { row: TimelineRow }): VNode {
  const { texts } = useWords();
  const [isOpen, toggle] = useFold(`fields ${key}`, false);
  const shown = isOpen ? fields : fields.slice(0, FIELDS_AT_FIRST);
  return (
    <>
      <ul class="rows changed-fields" aria-label={texts.changedFields}>
        {shown.map((field) => (
          <li key={field.key}>
            <FieldRow row={field} />
          </li>
        ))}
      </ul>
      {fields.length > FIELDS_AT_FIRST && (
        <button type="button" class="link" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? texts.showLess : `${texts.showAll} (${String(fields.length)})`}
        </button>
      )}
    </>
  );
}

/** What is known beside what the row says, and where to go from it. */
function More({ row, post }: HistoryMoreProps): VNode {
  const { texts } = useWords();
  const { key, title, facts, taskId } = row;
  const [isOpen, toggle] = useFold(`details ${key}`, false);
  return (
    <>
      <div class="entry-links">
        <Disclosure
          isOpen={isOpen}
          label={texts.details}
          fullLabel={labelText(texts, texts.details, title)}
          onToggle={toggle}
        />
        {taskId !== undefined && <OpenTaskLink taskId={taskId} title={title} post={post} />}
        {isOpen && row.kind !== 'resource' && (
          <button
            type="button"
            class="link"
            aria-label={labelText(texts, texts.copyEntry, title)}
            onClick={() => {
              post({ kind: 'copyEntry', key });
            }}
          >
            {texts.copyEntry}
          </button>
        )}
      </div>
      {isOpen && <Facts facts={facts} />}
    </>
  );
}

interface HistoryMoreProps {
  readonly row: TimelineRow;
  readonly post: (message: PanelMessage) => void;
}

function Facts({ facts }: { facts: readonly FactRow[] }): VNode {
  return (
    <dl class="entry-facts">
      {facts.map(({ name, at, text }, index) => (
        <div key={index} class="entry-fact">
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            {at !== undefined && <ExactTime at={at} />}
            {text !== undefined && <FoldedText text={text} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Errors({ errors }: { errors: readonly string[] }): VNode {
  const { texts } = useWords();
  return (
    <ul class="errors" aria-label={texts.errors}>
      {errors.map((error, index) => (
        <li key={index}>
          <FoldedText text={error} />
        </li>
      ))}
    </ul>
  );
}

function Steps({ row: { key, steps, tone } }: { row: TimelineRow }): VNode {
  const { texts } = useWords();
  // Open while it runs, and left as the reader has it when the task ends.
  const [isOpen, toggle] = useFold(`steps ${key}`, tone === 'busy' || tone === 'error');
  const done = steps.filter((step) => step.tone === 'ok').length;
  return (
    <div class="steps">
      <Disclosure
        isOpen={isOpen}
        label={`${texts.steps} ${String(done)}/${String(steps.length)}`}
        onToggle={toggle}
      />
      <span class="meter" aria-hidden="true">
        {steps.map((step) => (
          <span key={step.key} class={`cell cell-${step.tone}`} />
        ))}
      </span>
      {isOpen && (
        <ol class="step-list">
          {steps.map((step: StepRow) => (
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
