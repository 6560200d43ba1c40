import type { Localizer } from './localizer.js';

function textsIn(l10n: Localizer) {
  return {
    labelled: l10n.t('{0}: {1}', '{0}', '{1}'),
    breaking: l10n.t('Breaking'),
    risky: l10n.t('May break'),
    compatible: l10n.t('Compatible'),
    cosmetic: l10n.t('Other'),
    added: l10n.t('added'),
    removed: l10n.t('removed'),
    changed: l10n.t('changed'),
    severities: l10n.t('Severities'),
    filters: l10n.t('Filters'),
    search: l10n.t('Search differences'),
    kind: l10n.t('Kind of change'),
    allKinds: l10n.t('All kinds'),
    section: l10n.t('Section'),
    allSections: l10n.t('All sections'),
    onlyUsed: l10n.t('What I use'),
    shown: l10n.t('{0} of {1} shown', '{0}', '{1}'),
    copyShown: l10n.t('Copy as Markdown'),
    exportShown: l10n.t('Export…'),
    copied: l10n.t('Copied'),
    copy: l10n.t('Copy'),
    compare: l10n.t('Compare both definitions'),
    operations: l10n.t('In'),
    moreOperations: l10n.t('and {0} more', '{0}'),
    usedBy: l10n.t('Used by'),
    showMore: l10n.t('Show More ({0})', '{0}'),
    nothingDiffers: l10n.t('No differences.'),
    nothingMatches: l10n.t('No difference matches the filters.'),
    clearFilters: l10n.t('Clear Filters'),
    differences: l10n.t('Differences'),
  };
}

/** A report's own words. `{0}` is where a value or a time goes. */
export type ReportTexts = Readonly<ReturnType<typeof textsIn>>;

/** A report's own words in the user's language. `{0}` is kept: the page fills it. */
export const reportTexts: (l10n: Localizer) => ReportTexts = textsIn;
