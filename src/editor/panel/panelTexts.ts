import type { l10n } from 'vscode';
import type { PanelTexts } from '../../protocol.js';

type Localizer = Pick<typeof l10n, 't'>;

/** The panel's own words in the user's language. `{0}` is kept: the panel fills it. */
export function panelTexts(l10n: Localizer): PanelTexts {
  return {
    editSpec: l10n.t('Edit Spec'),
    refresh: l10n.t('Refresh'),
    openJson: l10n.t('Open JSON'),
    copyId: l10n.t('Copy identifier'),
    copied: l10n.t('Copied'),
    retry: l10n.t('Retry'),
    signIn: l10n.t('Sign In'),
    showLog: l10n.t('Show Log'),
    loading: l10n.t('Reading the resource…'),
    identifier: l10n.t('Identifier'),
    account: l10n.t('Account'),
    path: l10n.t('Path'),
    schemaVersion: l10n.t('Schema version'),
    status: l10n.t('Status:'),
    live: l10n.t('Live, read {0}', '{0}'),
    idle: l10n.t('Idle, read {0}', '{0}'),
    offline: l10n.t('Offline since {0}', '{0}'),
    specHeading: l10n.t('Spec'),
    actual: l10n.t('Current:'),
    asked: l10n.t('Requested:'),
    added: l10n.t('added'),
    removed: l10n.t('removed'),
    changed: l10n.t('changed'),
    actualOnly: l10n.t('set by the cloud'),
    notReported: l10n.t('not reported'),
    allFields: l10n.t('All fields'),
    showAll: l10n.t('Show all'),
    showLess: l10n.t('Show less'),
    omittedCharacters: l10n.t('{0} more characters aren’t shown. Open the JSON to see them.', '{0}'),
    omittedRows: l10n.t('{0} more aren’t shown. Open the JSON to see them.', '{0}'),
    timelineHeading: l10n.t('History'),
    openTask: l10n.t('Open task JSON'),
    answerTask: l10n.t('Answer…'),
    task: l10n.t('Task:'),
    event: l10n.t('Event:'),
    steps: l10n.t('Steps'),
    errors: l10n.t('Errors'),
    showOlder: l10n.t('Show older ({0})', '{0}'),
    staleHint: l10n.t('Showing the last known state.'),
    noHistory: l10n.t('The API doesn’t keep a history of this resource.'),
  };
}
