import type { VNode } from 'preact';
import { CopyButton } from './copyButton.js';
import { useWords } from './words.js';

/** A button among the links that copies something. */
export function CopyLink({ label, onCopy }: { label: string; onCopy: () => void }): VNode {
  const { texts } = useWords();
  return (
    <CopyButton class="link" copied={texts.copied} onCopy={onCopy}>
      {(isCopied) => (isCopied ? texts.copied : label)}
    </CopyButton>
  );
}
