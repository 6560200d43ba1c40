import * as vscode from 'vscode';
import type { PanelMessage } from '../../protocol.js';
import type { ResourceAddress } from '../../resource/address.js';
import {
  changesText,
  entryJson,
  fieldOf,
  fieldText,
  type ChangesForm,
  type FieldPart,
} from './copiedText.js';
import type { DrawnRows } from './drawnRows.js';
import { historyMarkdown } from './historyMarkdown.js';
import type { PanelFacts } from './panelFacts.js';
import { withoutIgnored } from './panelReading.js';

type CopyMessage = Extract<
  PanelMessage,
  { kind: 'copyId' | 'copyChanges' | 'copyEntry' | 'copyHistory' | 'copySvg' }
>;

/** What a panel shows, for its copies. */
export interface CopiedPanel {
  readonly address: ResourceAddress;
  readonly drawn: Pick<DrawnRows, 'entry' | 'row'>;
  readonly facts: () => PanelFacts;
}

/** Copies parts of what a panel shows to the clipboard. */
export class PanelCopies {
  readonly #panel: CopiedPanel;

  constructor(panel: CopiedPanel) {
    this.#panel = panel;
  }

  /** A part of one of the fields that are shown. */
  field(key: string, part: FieldPart): void {
    const field = fieldOf(this.#panel.facts(), key);
    if (field) copy(fieldText(field, part));
  }

  /** All that is pending. */
  changes(form: ChangesForm): void {
    const { reading: whole, ignored } = this.#panel.facts();
    if (!whole) return;
    const reading = withoutIgnored(whole, ignored);
    copy(changesText(reading.displayName || this.#id, reading, form, vscode.l10n));
  }

  /** Does what a copy button of the page says. */
  act(message: CopyMessage): void {
    switch (message.kind) {
      case 'copyId':
        copy(this.#id);
        break;
      case 'copyChanges':
        this.changes(message.form);
        break;
      case 'copyEntry':
        copy(entryJson(this.#panel.drawn.entry(message.key)));
        break;
      case 'copyHistory':
        this.#history(message);
        break;
      case 'copySvg':
        copy(message.svg);
        break;
    }
  }

  /** The entries that are shown, for a ticket; `others` counts those that aren't. */
  #history({ keys, others }: Extract<CopyMessage, { kind: 'copyHistory' }>): void {
    const rows = keys.flatMap((key) => this.#panel.drawn.row(key) ?? []);
    const name = this.#panel.facts().reading?.displayName ?? this.#id;
    copy(historyMarkdown(name, { rows, others }, vscode.l10n));
  }

  get #id(): string {
    return this.#panel.address.segments.at(-1) ?? '';
  }
}

function copy(text: string): void {
  void vscode.env.clipboard.writeText(text);
}
