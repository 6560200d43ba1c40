import type { VNode } from 'preact';
import type { PanelMessage, SpecView } from '../protocol.js';
import { SIGNS } from './fieldRow.js';
import { Fields } from './fields.js';
import type { SpecPlace } from './revealing.js';
import { ToneIcon } from './icon.js';
import type { SpecLook } from './sides.js';
import { useWords } from './words.js';

interface SpecDiffProps {
  readonly spec: SpecView;
  readonly look: SpecLook;
  readonly onLook: (look: SpecLook) => void;
  readonly place?: SpecPlace | undefined;
  readonly post: (message: PanelMessage) => void;
  /** Whether a resource's state and spec are compared, and not any two documents. */
  readonly isOfResource?: boolean;
}

/** What is asked and not yet real, field by field. */
export function SpecDiff({ spec, look, onLook, place, post, isOfResource = true }: SpecDiffProps): VNode {
  const { texts } = useWords();
  const toggle = (name: keyof SpecLook, label: string): VNode => (
    <label class="toggle">
      <input
        type="checkbox"
        checked={look[name]}
        onChange={(event) => {
          onLook({ ...look, [name]: event.currentTarget.checked });
        }}
      />
      {label}
    </label>
  );
  return (
    <section
      class="spec"
      aria-labelledby="spec-heading"
      data-vscode-context={menuContext(spec, isOfResource)}
    >
      <div class="section-head">
        <h2 id="spec-heading">{texts.specHeading}</h2>
        {spec.kind !== 'plain' && (
          <div class="toggles">
            {toggle('allFields', texts.allFields)}
            {toggle('sideBySide', texts.sideBySide)}
          </div>
        )}
      </div>
      <Verdict spec={spec} />
      <Fields spec={spec} look={look} place={place} post={post} />
    </section>
  );
}

/** What VS Code hands to the entries of its context menu, wherever in the spec it is opened. */
function menuContext({ kind }: SpecView, isOfResource: boolean): string {
  return JSON.stringify({
    isOfResource,
    ...{ webviewSection: 'spec', hasPending: kind === 'pending' },
    // They would act on a selection that wasn't made.
    preventDefaultContextMenuItems: true,
  });
}

function Verdict({ spec }: { spec: SpecView }): VNode {
  return (
    <div class={`verdict verdict-${spec.kind}`}>
      {spec.tone !== 'neutral' && <ToneIcon tone={spec.tone} />}
      <div>
        <p class="verdict-title">{spec.title}</p>
        {spec.summary !== '' && <p class="quiet">{spec.summary}</p>}
      </div>
      {spec.kind === 'pending' && <Counts spec={spec} />}
    </div>
  );
}

function Counts({ spec: { counts } }: { spec: SpecView }): VNode {
  const { texts } = useWords();
  return (
    <ul class="counts">
      {(['added', 'changed', 'removed'] as const)
        .filter((change) => counts[change] > 0)
        .map((change) => (
          <li key={change} class={`count sign-${change}`}>
            <span aria-hidden="true">{`${SIGNS[change]}${String(counts[change])}`}</span>
            <span class="visually-hidden">{`${String(counts[change])} ${texts[change]}`}</span>
          </li>
        ))}
    </ul>
  );
}
