import type { VNode } from 'preact';
import { useWords } from './words.js';
import { useCopied } from './useCopied.js';

/** A button that copies something, and says so for a moment. */
export function CopyLink({ label, onCopy }: { label: string; onCopy: () => void }): VNode {
  const { texts } = useWords();
  const [isCopied, copied] = useCopied();
  return (
    <>
      <button
        type="button"
        class="link"
        onClick={() => {
          onCopy();
          copied();
        }}
      >
        {isCopied ? texts.copied : label}
      </button>
      <span class="visually-hidden" aria-live="polite">
        {isCopied ? texts.copied : ''}
      </span>
    </>
  );
}
