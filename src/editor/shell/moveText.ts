import type { l10n } from 'vscode';
import { displayLine } from '../../resource/displayText.js';
import { movesIn } from '../../resource/movesAndRenames.js';
import type { SpecChange } from '../../resource/specDiff.js';

type Localizer = Pick<typeof l10n, 't'>;

const NAMED = 3;

/** Which members of a changed list were moved, in words: the first few, and how many more. Empty where none was. */
export function moveTexts(change: Pick<SpecChange, 'before' | 'after'>, l10n: Localizer): readonly string[] {
  const moves = movesIn(change);
  return [
    ...moves
      .slice(0, NAMED)
      .map(({ member, from, to }) => l10n.t('{0} moved from [{1}] to [{2}]', displayLine(member), from, to)),
    ...(moves.length > NAMED ? [l10n.t('and {0} more', moves.length - NAMED)] : []),
  ];
}
