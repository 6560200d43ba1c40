import { createContext, type VNode } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { DiffRow, HostMessage, PanelMessage } from '../protocol.js';
import { useWords } from './words.js';

type Secret = Extract<HostMessage, { kind: 'secret' }>;

interface Secrets {
  readonly shown: ReadonlyMap<string, Secret>;
  readonly ask: (key: string) => void;
}

/** So long a secret is shown. */
const SHOWN_MS = 30_000;

const SecretsContext = createContext<Secrets>({ shown: new Map(), ask: () => undefined });
export const SecretsProvider = SecretsContext.Provider;

/** The secrets that are revealed, each until its time is over, and how to take in another one. */
export function useSecrets(
  post: (message: PanelMessage) => void,
): readonly [secrets: Secrets, take: (secret: Secret) => void] {
  const [shown, setShown] = useState<ReadonlyMap<string, Secret>>(new Map());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
    },
    [],
  );
  const take = useCallback((secret: Secret) => {
    setShown((known) => new Map(known).set(secret.key, secret));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setShown((known) => new Map([...known].filter(([, one]) => one !== secret)));
    }, SHOWN_MS);
    timers.current.add(timer);
  }, []);
  const secrets = useMemo(
    () => ({
      shown,
      ask: (key: string) => {
        post({ kind: 'revealSecret', key });
      },
    }),
    [shown, post],
  );
  return [secrets, take];
}

/** A row with what it hides, while that is shown. */
export function useRevealedRow(row: DiffRow): DiffRow {
  const secret = useContext(SecretsContext).shown.get(row.key);
  return row.isSecret && secret ? { ...row, before: secret.before, after: secret.after } : row;
}

/** Asks for what a row hides. */
export function RevealSecret({ row }: { row: DiffRow }): VNode | null {
  const { texts } = useWords();
  const { shown, ask } = useContext(SecretsContext);
  if (!row.isSecret || shown.has(row.key)) return null;
  return (
    <button
      type="button"
      class="link note"
      onClick={() => {
        ask(row.key);
      }}
    >
      {texts.revealSecret}
    </button>
  );
}
