import type { VNode } from 'preact';
import type { FailureAction, FailureView, PanelMessage } from '../protocol.js';
import { Icon } from './icon.js';
import { useWords } from './words.js';

interface FailureProps {
  readonly failure: FailureView;
  /** Whether older facts are shown below. */
  readonly isStale: boolean;
  readonly post: (message: PanelMessage) => void;
}

/** A failed reading: what failed, why, and what to do next. */
export function Failure({ failure, isStale, post }: FailureProps): VNode {
  const { texts } = useWords();
  return (
    <section class="failure" aria-labelledby="failure-heading">
      <Icon shape={isStale ? 'warning' : 'failed'} class={isStale ? 'tone-warning' : 'tone-error'} />
      <div>
        <h2 id="failure-heading">
          <bdi>{failure.heading}</bdi>
        </h2>
        <p>
          <bdi>{failure.message}</bdi>
        </p>
        {isStale && <p class="quiet">{texts.staleHint}</p>}
        {failure.actions.length > 0 && (
          <div class="actions">
            {failure.actions.map((action, index) => (
              <button
                key={action}
                type="button"
                class={index === 0 ? 'button primary' : 'button'}
                onClick={() => {
                  post(messageOf(action));
                }}
              >
                {texts[action]}
              </button>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function messageOf(action: FailureAction): PanelMessage {
  return { kind: action === 'retry' ? 'refresh' : action };
}
