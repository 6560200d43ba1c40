import * as vscode from 'vscode';
import type { Reporting } from '../shell/reporting.js';
import { reportingCommands } from '../shell/reportingCommands.js';
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
  { reportFailure }: Pick<Reporting, 'reportFailure'>,
): vscode.Disposable {
  const register = reportingCommands(reportFailure);
  const onPanel = (id: string, run: (panel: ResourcePanel) => unknown): vscode.Disposable =>
    register(id, (target?: MenuTarget) => {
      const panel = panels.menuPanel(target?.webview);
      return panel && run(panel);
    });
  const onField = (id: string, run: (panel: ResourcePanel, field: string) => unknown): vscode.Disposable =>
    register(id, (target?: MenuTarget) => {
      const panel = panels.menuPanel(target?.webview);
      return panel && typeof target?.field === 'string' ? run(panel, target.field) : undefined;
    });
  const cursor = new CursorFollower(panels);
  return vscode.Disposable.from(
    cursor,
    register('ovhApi.spec.showInPanel', () => {
      cursor.goToPanel();
    }),
    onField('ovhApi.panel.goToField', (panel, field) => {
      panel.goToField(field);
    }),
    onField('ovhApi.panel.ignoreField', (panel, field) => panel.ignoreField(field, true)),
    onField('ovhApi.panel.stopIgnoring', (panel, field) => panel.ignoreField(field, false)),
    onField('ovhApi.panel.copyPath', (panel, field) => panel.copyField(field, 'path')),
    onField('ovhApi.panel.copyCurrent', (panel, field) => panel.copyField(field, 'current')),
    onField('ovhApi.panel.copyRequested', (panel, field) => panel.copyField(field, 'requested')),
    onPanel('ovhApi.panel.copyMarkdown', (panel) => panel.copyChanges('markdown')),
    onPanel('ovhApi.panel.copyPatch', (panel) => panel.copyChanges('patch')),
  );
}
