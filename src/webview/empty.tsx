import type { VNode } from 'preact';
import type { HostMessage, PanelMessage } from '../protocol.js';
import { useWords } from './words.js';

/** Why there is no resource, and what to do. */
export type EmptyPage = Extract<HostMessage, { kind: 'empty' }>;

interface EmptyProps {
  readonly empty: EmptyPage;
  readonly post: (message: PanelMessage) => void;
}

/** The page while there is no resource to be shown: why, and the next step. */
export function Empty({ empty, post }: EmptyProps): VNode {
  const { texts } = useWords();
  return (
    <main class="empty-page">
      <h1>{empty.title}</h1>
      <p>{empty.hint}</p>
      <button
        type="button"
        class="button primary"
        onClick={() => {
          post({ kind: 'goToResource' });
        }}
      >
        {texts.goToResource}
      </button>
    </main>
  );
}
