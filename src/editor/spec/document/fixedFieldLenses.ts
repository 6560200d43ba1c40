import * as vscode from 'vscode';
import { fixedLeaves, type FixedField } from '../../../resource/fixedFields.js';
import { hideSecrets, secretFieldsOf } from '../../../resource/secretFields.js';
import type { SpecBase } from '../../../resource/specBase.js';
import { describePath } from '../../../resource/specDiff.js';
import { displayLine } from '../../../resource/displayText.js';
import { SCHEME } from '../../shell/documentUri.js';
import { shownValue } from '../../changes/saveConfirmation.js';

const SHOWN_FIELDS = 4;
/** Of each value in the line, which an editor beside the panel is to have room for; an identifier is shown by its beginning. */
const LINE_CHARACTERS = 24;
const TOOLTIP_CHARACTERS = 200;

export interface FixedFieldLensesOptions {
  readonly baseOf: (uri: string) => SpecBase | undefined;
}

/**
 * Shows above a spec what of the resource an update can't change: the document holds what can be edited and nothing else,
 * and a person still sees where the resource is and why that can't be changed.
 */
export class FixedFieldLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #options: FixedFieldLensesOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(options: FixedFieldLensesOptions) {
    this.#options = options;
    this.#registration = vscode.languages.registerCodeLensProvider({ scheme: SCHEME }, this);
  }

  /** To be called when a document was read again. */
  refresh(): void {
    this.#changed.fire();
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const base = this.#options.baseOf(uri.toString());
    if (!base) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    return REASONS.flatMap(([reason, words]) => {
      // A plain resource's own facts, its identifier among them, are no part of its spec.
      if (reason === 'update' && !base.item.answersTarget) return [];
      const fields = (base.fixed ?? []).filter((field) => field.reason === reason);
      if (fields.length === 0) return [];
      const shown = listed(fields, base);
      return [
        new vscode.CodeLens(top, {
          title: `$(lock) ${words.title(shown.line)}`,
          tooltip: `${words.tooltip()}\n\n${shown.all}`,
          command: 'ovhApi.resource.openFull',
          arguments: [uri],
        }),
      ];
    });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#registration.dispose();
  }
}

/** What only the API sets is no news to a person, and in the resource's full object. */
const REASONS = [
  [
    'creation',
    {
      title: (fields: string) => vscode.l10n.t('Fixed at creation: {0}', fields),
      tooltip: () =>
        vscode.l10n.t(
          'These fields are set when the resource is created and can’t be changed afterwards. To change one, create another resource and delete this one.',
        ),
    },
  ],
  [
    'update',
    {
      title: (fields: string) => vscode.l10n.t('Can’t be changed: {0}', fields),
      tooltip: () => vscode.l10n.t('An update of this resource doesn’t accept these fields.'),
    },
  ],
] as const;

function listed(
  fields: readonly FixedField[],
  { item }: SpecBase,
): { readonly line: string; readonly all: string } {
  const isSecret = secretFieldsOf(item);
  const leaves = fixedLeaves(fields).map(({ path, value }) => ({
    path: describePath(path),
    value: hideSecrets(value, isSecret, path),
  }));
  const words = (characters: number) =>
    leaves.map(({ path, value }) => displayLine(`${path} ${shownValue(value, characters)}`));
  // A region says more than an identifier, and must not be cut off behind one.
  const shortFirst = [...words(LINE_CHARACTERS)].sort((a, b) => a.length - b.length);
  const rest = leaves.length - SHOWN_FIELDS;
  const more = rest > 0 ? [vscode.l10n.t('{0} more', rest)] : [];
  return {
    line: [...shortFirst.slice(0, SHOWN_FIELDS), ...more].join(' · '),
    all: words(TOOLTIP_CHARACTERS).join('\n'),
  };
}
