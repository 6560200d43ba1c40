import * as vscode from 'vscode';
import type { Reporting } from '../shell/reporting.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { ResourcePanel } from './resourcePanel.js';
import type { ResourcePanels } from './resourcePanels.js';

/** What VS Code's context menu of a webview hands over: what the page says of the place that it was opened at. */
interface MenuTarget {
  readonly field?: unknown;
}

/** The entries of the menu that a field of the panel has, and of the one around the fields. */
export function registerPanelMenu(
  panels: Pick<ResourcePanels, 'activePanel'>,
  { reportFailure }: Pick<Reporting, 'reportFailure'>,
): vscode.Disposable {
  const register = reportingCommands(reportFailure);
  const onPanel = (id: string, run: (panel: ResourcePanel) => unknown): vscode.Disposable =>
    register(id, () => {
      const panel = panels.activePanel();
      return panel && run(panel);
    });
  const onField = (id: string, run: (panel: ResourcePanel, field: string) => unknown): vscode.Disposable =>
    register(id, (target?: MenuTarget) => {
      const panel = panels.activePanel();
      return panel && typeof target?.field === 'string' ? run(panel, target.field) : undefined;
    });
  return vscode.Disposable.from(
    onField('ovhApi.panel.copyPath', (panel, field) => panel.copyField(field, 'path')),
    onField('ovhApi.panel.copyCurrent', (panel, field) => panel.copyField(field, 'current')),
    onField('ovhApi.panel.copyRequested', (panel, field) => panel.copyField(field, 'requested')),
    onPanel('ovhApi.panel.copyMarkdown', (panel) => panel.copyChanges('markdown')),
    onPanel('ovhApi.panel.copyPatch', (panel) => panel.copyChanges('patch')),
  );
}
