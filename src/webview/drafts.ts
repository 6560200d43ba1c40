import { useMemo, useRef, useState } from 'preact/hooks';
import type { Drafts } from './taskForm.js';

type Answers = Readonly<Record<string, string>>;

/** Keeps what is typed into forms; second, what of it is not secret, and a new object whenever that is different. */
export function useDrafts(kept: Answers | undefined): readonly [Drafts, Answers] {
  const [answers, setAnswers] = useState<Answers>(kept ?? {});
  const typed = useRef(new Map(Object.entries(kept ?? {})));
  const drafts = useMemo(
    (): Drafts => ({
      of: (taskId) => ({
        get: (key) => typed.current.get(`${taskId} ${key}`),
        set: (key, text, isSecret) => {
          typed.current.set(`${taskId} ${key}`, text);
          if (!isSecret) setAnswers((before) => ({ ...before, [`${taskId} ${key}`]: text }));
        },
      }),
    }),
    [],
  );
  return [drafts, answers];
}
