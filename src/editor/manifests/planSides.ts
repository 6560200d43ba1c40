import * as vscode from 'vscode';
import { hideSecretsInText } from '../../resource/secretFields.js';
import { goneSide } from '../shell/sentenceText.js';
import type { ManifestPlans } from './manifestPlans.js';
import { registerTextsInMemory } from '../shell/textsInMemory.js';

const SCHEME = 'ovhapi-plan';

/** The read-only document of one side of a planned manifest's diff. */
export function planSideUri(file: vscode.Uri, index: number, side: 'live' | 'wanted'): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${side}.json`,
    query: JSON.stringify({ file: file.toString(), index, side }),
  });
}

/** Serves both sides of each planned manifest's diff, and says when a new plan has others. */
export function registerPlanSides(plans: ManifestPlans): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    plans.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
    }),
    registerTextsInMemory(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => {
        const asked = JSON.parse(uri.query) as {
          readonly file: string;
          readonly index: number;
          readonly side: string;
        };
        const entry = plans.entries.find(
          ({ uri: file, manifest }) => file.toString() === asked.file && manifest.index === asked.index,
        );
        if (!entry?.planned) return goneSide(uri);
        const { live, wanted, isSecret } = entry.planned;
        // That a secret changes is reported by the plan's rows; its value is in the manifest or the environment alone.
        return hideSecretsInText(asked.side === 'live' ? live : wanted, isSecret);
      },
    }),
  );
}
