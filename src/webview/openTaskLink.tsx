import type { VNode } from 'preact';
import type { PanelMessage } from '../protocol.js';
import { labelText, useWords } from './words.js';

interface OpenTaskLinkProps {
  readonly taskId: string;
  /** What the task is called beside the link. */
  readonly title: string;
  readonly post: (message: PanelMessage) => void;
}

/** Opens a task as a document. */
export function OpenTaskLink({ taskId, title, post }: OpenTaskLinkProps): VNode {
  const { texts } = useWords();
  return (
    <button
      type="button"
      class="link"
      aria-label={labelText(texts, texts.openTask, title)}
      onClick={() => {
        post({ kind: 'openTask', taskId });
      }}
    >
      {texts.openTask}
    </button>
  );
}
