import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ComparisonView, PanelMessage } from '../protocol.js';
import type { SpecLook } from './sides.js';
import { SpecDiff } from './specDiff.js';
import { useWords, WordsContext } from './words.js';

interface ComparisonProps {
  readonly comparison: ComparisonView;
  readonly look: SpecLook;
  readonly onLook: (look: SpecLook) => void;
  readonly post: (message: PanelMessage) => void;
}

/** Two documents, field by field, as a resource's state and its spec are shown. */
export function Comparison({ comparison, look, onLook, post }: ComparisonProps): VNode {
  const { locale, texts } = useWords();
  const { title, spec } = comparison;
  const words = useMemo(
    () => ({
      locale,
      texts: {
        ...texts,
        ...{
          specHeading: texts.changedFields,
          actual: texts.left,
          asked: texts.right,
          pendingKind: texts.changed,
        },
      },
    }),
    [locale, texts],
  );
  return (
    <WordsContext.Provider value={words}>
      <main>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <SpecDiff spec={spec} look={look} onLook={onLook} post={post} isOfResource={false} />
      </main>
    </WordsContext.Provider>
  );
}
