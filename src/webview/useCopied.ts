import { useEffect, useState } from 'preact/hooks';

const COPIED_MS = 2_000;

/** Whether something was copied a moment ago, and how to tell that it is copied now. */
export function useCopied(): readonly [isCopied: boolean, copied: () => void] {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, COPIED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  return [
    isCopied,
    () => {
      setCopied(true);
    },
  ];
}
