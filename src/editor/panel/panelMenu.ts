import * as vscode from 'vscode';
import type { Reporting } from '../shell/reporting.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { FieldHost } from './copiedText.js';
import type { FieldComparisons } from './fieldComparisons.js';
import type { ResourcePanel } from './resourcePanel.js';
import type { ResourcePanels } from './resourcePanels.js';
import { CursorFollower } from './specEdits.js';

/** What VS Code's context menu of a webview hands over: what the page says of the place that it was opened at. */
interface MenuTarget {
  readonly field?: unknown;
  /** The type of the webview. */
  readonly webview?: unknown;
}

/** The ways between a field of the panel and its place in the spec, and the entries of the menus that the panel has. */
export function registerPanelMenu(
  panels: Pick<ResourcePanels, 'menuPanel' | 'revealField' | 'isShown'>,
  comparisons: Pick<FieldComparisons, 'active' | 'compareActive'>,
  { reportFailure }: Pick<Reporting, 'reportFailure'>,
): vscode.Disposable {
  const register = reportingCommands(reportFailure);
  const panelOf = (target: MenuTarget | undefined): ResourcePanel | undefined =>
    panels.menuPanel(target?.webview);
  const hostOf = (target: MenuTarget | undefined): FieldHost | undefined =>
    panelOf(target) ?? comparisons.active();
  const onHost = (id: string, run: (host: FieldHost) => unknown): vscode.Disposable =>
    register(id, (target?: MenuTarget) => {
      const found = hostOf(target);
      return found && run(found);
    });
  const onField = <T>(
    id: string,
    of: (target: MenuTarget | undefined) => T | undefined,
    run: (host: T, field: string) => unknown,
  ): vscode.Disposable =>
    register(id, (target?: MenuTarget) => {
      const found = of(target);
      return found && typeof target?.field === 'string' ? run(found, target.field) : undefined;
    });
  const cursor = new CursorFollower(panels);
  return vscode.Disposable.from(
    cursor,
    register('ovhApi.spec.showInPanel', () => {
      cursor.goToPanel();
    }),
    onField('ovhApi.panel.goToField', panelOf, (found, field) => {
      found.goToField(field);
    }),
    register('ovhApi.compareByField', () => comparisons.compareActive()),
    onField('ovhApi.panel.ignoreField', panelOf, (found, field) => found.ignoreField(field, true)),
    onField('ovhApi.panel.stopIgnoring', panelOf, (found, field) => found.ignoreField(field, false)),
    onField('ovhApi.panel.copyPath', hostOf, (found, field) => found.copyField(field, 'path')),
    onField('ovhApi.panel.copyCurrent', hostOf, (found, field) => found.copyField(field, 'current')),
    onField('ovhApi.panel.copyRequested', hostOf, (found, field) => found.copyField(field, 'requested')),
    onHost('ovhApi.panel.copyMarkdown', (found) => found.copyChanges('markdown')),
    onHost('ovhApi.panel.copyPatch', (found) => found.copyChanges('patch')),
  );
}
