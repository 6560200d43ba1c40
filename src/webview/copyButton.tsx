import type { ComponentChildren, VNode } from 'preact';
import { useCopied } from './useCopied.js';

interface CopyButtonProps {
  readonly class: string;
  /** Its name, where it shows none. */
  readonly title?: string;
  readonly isDisabled?: boolean;
  /** What is announced once it is copied. */
  readonly copied: string;
  readonly onCopy: () => void;
  /** What the button shows, before and for a moment after it was pressed. */
  readonly children: (isCopied: boolean) => ComponentChildren;
}

/** A button that copies something, and says so for a moment. */
export function CopyButton({
  class: kind,
  title,
  isDisabled = false,
  copied,
  onCopy,
  children,
}: CopyButtonProps): VNode {
  const [isCopied, noteCopied] = useCopied();
  return (
    <>
      <button
        type="button"
        class={kind}
        disabled={isDisabled}
        title={title}
        aria-label={title}
        onClick={() => {
          onCopy();
          noteCopied();
        }}
      >
        {children(isCopied)}
      </button>
      <span class="visually-hidden" aria-live="polite">
        {isCopied ? copied : ''}
      </span>
    </>
  );
}
