import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { AttentionView, PanelMessage } from '../protocol.js';
import { FoldedText } from './foldedText.js';
import { ToneIcon } from './icon.js';
import { OpenTaskLink } from './openTaskLink.js';
import { RelativeTime } from './relativeTime.js';
import { TaskForm, type Drafts } from './taskForm.js';
import { fill, useWords } from './words.js';

interface AttentionProps {
  readonly attention: readonly AttentionView[];
  readonly drafts: Drafts;
  readonly post: (message: PanelMessage) => void;
}

/** What goes no further without a person, on top of everything else. */
export function Attention({ attention, drafts, post }: AttentionProps): VNode | null {
  const { texts } = useWords();
  if (attention.length === 0) return null;
  return (
    <section class="attention" aria-label={texts.needsYou}>
      {attention.map((view) => (
        <Card key={view.key} view={view} drafts={drafts} post={post} />
      ))}
    </section>
  );
}

type CardProps = Omit<AttentionProps, 'attention'> & { readonly view: AttentionView };

function Card({ view, drafts, post }: CardProps): VNode {
  const { texts } = useWords();
  const formId = useId();
  const { tone, title, message, reasons, at, taskId, opens, form } = view;
  return (
    <article class={`card card-${tone}`} aria-label={title}>
      <ToneIcon tone={tone} />
      <div class="card-body">
        <div class="card-head">
          <h2>
            <bdi>{title}</bdi>
          </h2>
          <span class="quiet">{at !== undefined && <RelativeTime at={at} />}</span>
        </div>
        {message !== undefined && (
          <p class="message">
            <FoldedText text={message} />
          </p>
        )}
        {reasons.length > 0 && (
          <ul class="reasons" aria-label={texts.errors}>
            {reasons.map((reason, index) => (
              <li key={index}>
                <FoldedText text={reason} />
              </li>
            ))}
          </ul>
        )}
        {form && (
          <TaskForm
            id={formId}
            fields={form}
            drafts={drafts.of(taskId)}
            onSend={(answers) => {
              post({ kind: 'answerTask', taskId, answers });
            }}
          />
        )}
        <div class="actions">
          {form && (
            <button type="submit" form={formId} class="button primary">
              {texts.sendAnswer}
            </button>
          )}
          <WayOn view={view} post={post} />
          {opens && <OpenTaskLink taskId={taskId} title={title} post={post} />}
        </div>
      </div>
    </article>
  );
}

/** What can be done about it; a form has its own button. */
function WayOn({ view, post }: Pick<CardProps, 'view' | 'post'>): VNode {
  const { texts } = useWords();
  const { title, taskId, waits, form, field, hasSpec, hasActions } = view;
  return (
    <>
      {waits && !form && (
        <Button
          label={texts.answerTask}
          fullLabel={`${texts.answerTask} ${title}`}
          isPrimary
          onClick={() => {
            post({ kind: 'answerTask', taskId });
          }}
        />
      )}
      {hasSpec && (
        <Button
          label={field === undefined ? texts.editSpec : fill(texts.openSpecAt, field)}
          isPrimary
          onClick={() => {
            post({ kind: 'editSpec', ...(field !== undefined && { field }) });
          }}
        />
      )}
      {hasActions && (
        <Button
          label={texts.runTask}
          fullLabel={`${texts.runTask} ${title}`}
          onClick={() => {
            post({ kind: 'runTask', taskId });
          }}
        />
      )}
    </>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly fullLabel?: string;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}

function Button({ label, fullLabel, isPrimary = false, onClick }: ButtonProps): VNode {
  return (
    <button
      type="button"
      class={isPrimary ? 'button primary' : 'button'}
      aria-label={fullLabel}
      onClick={onClick}
    >
      <bdi>{label}</bdi>
    </button>
  );
}
