import * as vscode from 'vscode';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import { tabIcon } from '../../shell/loadPage.js';
import { ComparisonReport, type ComparisonReportOptions } from './comparisonReport.js';
import { Definitions } from './definitions.js';

const VIEW_TYPE = 'ovhApi.comparison';

/** The reports that are open, one for each pair of what is compared. */
export class ComparisonReports implements vscode.Disposable {
  readonly #options: Omit<ComparisonReportOptions, 'definitions'>;
  readonly #definitions = new Definitions();
  readonly #open = new Map<string, ComparisonReport>();

  constructor(options: Omit<ComparisonReportOptions, 'definitions'>) {
    this.#options = options;
  }

  /** Shows a comparison: in the report that already shows the same pair, else in a new one. */
  show(comparison: Comparison): void {
    const { title } = comparison;
    const open = this.#open.get(title);
    if (open) {
      open.replace(comparison);
      return;
    }
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active);
    panel.iconPath = tabIcon(this.#options.extensionUri, 'panel');
    const options = { ...this.#options, definitions: this.#definitions };
    const report = new ComparisonReport(options, comparison, panel);
    this.#open.set(title, report);
    panel.onDidDispose(() => {
      this.#open.delete(title);
      report.dispose();
    });
  }

  dispose(): void {
    this.#definitions.dispose();
    for (const report of this.#open.values()) report.dispose();
    this.#open.clear();
  }
}
