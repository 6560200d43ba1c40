import { createContext, type VNode } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Icon } from './icon.js';

/** Which parts the reader opened or closed, also of rows that are not drawn at the moment. */
export const FoldsContext = createContext<Map<string, boolean>>(new Map());

/** Whether a part is open, and what turns that round. It stays as the reader has it while its row is out of sight. */
export function useFold(key: string, isOpenAtFirst: boolean): readonly [boolean, () => void] {
  const folds = useContext(FoldsContext);
  const [isOpen, setOpen] = useState(folds.get(key) ?? isOpenAtFirst);
  return [
    isOpen,
    () => {
      folds.set(key, !isOpen);
      setOpen(!isOpen);
    },
  ];
}

interface DisclosureProps {
  readonly isOpen: boolean;
  readonly label: string;
  /** For screen readers, where the label alone says too little. */
  readonly fullLabel?: string;
  readonly onToggle: () => void;
}

/** The button that opens and closes a part. */
export function Disclosure({ isOpen, label, fullLabel, onToggle }: DisclosureProps): VNode {
  return (
    <button type="button" class="disclosure" aria-expanded={isOpen} aria-label={fullLabel} onClick={onToggle}>
      <Icon shape="chevron" class={isOpen ? 'open' : ''} />
      {label}
    </button>
  );
}
