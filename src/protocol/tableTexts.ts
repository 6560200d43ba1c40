import type { Localizer } from './localizer.js';

function textsIn(l10n: Localizer) {
  return {
    name: l10n.t('Name'),
    status: l10n.t('Status'),
    filter: l10n.t('Filter rows'),
    columns: l10n.t('Columns'),
    usualColumns: l10n.t('Reset Columns'),
    copyCsv: l10n.t('Copy as CSV'),
    copyMarkdown: l10n.t('Copy as Markdown'),
    copied: l10n.t('Copied'),
    refresh: l10n.t('Refresh'),
    loaded: l10n.t('{0} loaded', '{0}'),
    loadedAll: l10n.t('Rows: {0}', '{0}'),
    shown: l10n.t('{0} of {1} loaded rows shown', '{0}', '{1}'),
    selected: l10n.t('{0} selected', '{0}'),
    loadMore: l10n.t('Load More'),
    loadAll: l10n.t('Load All'),
    loading: l10n.t('Loading…'),
    stop: l10n.t('Stop'),
    retry: l10n.t('Retry'),
    nothing: l10n.t('The list is empty.'),
    nothingMatches: l10n.t('No loaded row matches the filter.'),
    clearFilter: l10n.t('Clear Filter'),
  };
}

/** A table's own words. `{0}` is where a value goes. */
export type TableTexts = Readonly<ReturnType<typeof textsIn>>;

/** A table's own words in the user's language. `{0}` is kept: the page fills it. */
export const tableTexts: (l10n: Localizer) => TableTexts = textsIn;
