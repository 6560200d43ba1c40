import type { l10n } from 'vscode';
import type { ComparisonView } from '../../protocol.js';
import { hideSecretChanges, hideSecrets, type IsSecretField } from '../../resource/secretFields.js';
import type { Work } from '../../resource/slices.js';
import { diffSpecs } from '../../resource/specDiff.js';
import { displayLine } from '../../resource/displayText.js';
import type { ComparedFields } from './panelFacts.js';
import { comparedGroups } from './specView.js';

type Localizer = Pick<typeof l10n, 't'>;

/** Two values as one reading, of which everything that differs is pending. Secrets in it are dots. In slices. */
export function* comparingFields(
  before: unknown,
  after: unknown,
  isSecret: IsSecretField,
): Work<ComparedFields> {
  const changes = diffSpecs(before, after);
  yield;
  const pending = hideSecretChanges(changes, isSecret);
  yield;
  return {
    targetSpec: hideSecrets(after, isSecret),
    currentState: hideSecrets(before, isSecret),
    comparison: { pending, different: [], unreported: [], cloudSet: [] },
    fixed: [],
  };
}

/** Two documents side by side, field by field. */
export function comparisonView(title: string, reading: ComparedFields, l10n: Localizer): ComparisonView {
  const { pending } = reading.comparison;
  const count = (kind: string): number => pending.filter((change) => change.kind === kind).length;
  const isSame = pending.length === 0;
  return {
    title: displayLine(title),
    spec: {
      kind: isSame ? 'inSync' : 'pending',
      title: isSame
        ? l10n.t('No differences')
        : pending.length === 1
          ? l10n.t('1 field differs')
          : l10n.t('{0} fields differ', pending.length),
      summary: '',
      tone: 'neutral',
      counts: { added: count('added'), removed: count('removed'), changed: count('changed') },
      groups: comparedGroups(reading, l10n),
    },
  };
}
