import type { l10n } from 'vscode';
import { describePath, type SpecChange } from '../../resource/specDiff.js';
import { markdownCode, markdownText } from '../../schema/markdown.js';
import { displayLine } from '../../resource/displayText.js';

type Localizer = Pick<typeof l10n, 't'>;

/** A value longer than this is cut: a ticket says what changes, the API holds the rest. */
const VALUE = { limit: 400 };

/** What is asked of a resource and not yet real, as a list for a ticket. Nothing in it can pose as markup. */
export function changesMarkdown(name: string, changes: readonly SpecChange[], l10n: Localizer): string {
  const lines = changes.map(({ path, before, after }) => {
    const field = markdownCode(displayLine(describePath(path)));
    if (before === undefined) return l10n.t('- {0}: added {1}', field, value(after));
    if (after === undefined) return l10n.t('- {0}: removed {1}', field, value(before));
    return l10n.t('- {0}: {1} → {2}', field, value(before), value(after));
  });
  const title = `**${markdownText(displayLine(name))}**`;
  return [title, '', ...(lines.length > 0 ? lines : [l10n.t('Nothing is pending.')]), ''].join('\n');
}

function value(json: unknown): string {
  return markdownCode(displayLine(JSON.stringify(json), VALUE));
}
