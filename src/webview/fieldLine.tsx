import type { VNode } from 'preact';
import type { PanelTexts } from '../protocol.js';
import { countText } from './dateFormat.js';
import type { FieldItem } from './fieldList.js';
import { FieldRow } from './fieldRow.js';
import { Icon } from './icon.js';
import type { Side } from './sides.js';
import type { Handle } from './roving.js';
import { fill, labelText, useWords } from './words.js';

interface FieldLineProps {
  readonly item: FieldItem;
  readonly handle: Handle;
  /** Whether it was just brought into sight. */
  readonly isRevealed: boolean;
  /** The columns; `undefined` where one side is below the other. */
  readonly sides: readonly Side[] | undefined;
  readonly onToggle: (group: string) => void;
  readonly onWhole: (group: string) => void;
  readonly onStopIgnoring: (key: string) => void;
}

/** One line of the fields. */
export function FieldLine({ item, handle, isRevealed, sides, ...acts }: FieldLineProps): VNode {
  const { locale, texts } = useWords();
  switch (item.kind) {
    case 'group':
      return (
        <div
          class={`group-head ${item.isOpen ? '' : 'group-closed'} ${isRevealed ? 'line-revealed' : ''}`}
          aria-current={isRevealed}
        >
          <h3>
            <button
              {...handle}
              type="button"
              class="group-button"
              aria-expanded={item.isOpen}
              onClick={() => {
                acts.onToggle(item.group.key);
              }}
              onKeyDown={({ key }) => {
                if (key === (item.isOpen ? 'ArrowLeft' : 'ArrowRight')) acts.onToggle(item.group.key);
              }}
            >
              <Icon shape="chevron" class={item.isOpen ? 'open' : ''} />
              <bdi>{item.group.title}</bdi>
            </button>
          </h3>
          <span class="quiet group-count">{countText(item.count, locale)}</span>
        </div>
      );
    case 'field':
      return (
        <div
          class={`group-field ${item.isLast ? 'group-last' : ''} ${isRevealed ? 'line-revealed' : ''}`}
          aria-current={isRevealed}
          data-vscode-context={menuContext(item.row)}
        >
          <FieldRow row={item.row} sides={sides} />
          {item.row.marks?.includes('ignored') && (
            <button
              type="button"
              class="link note-ignored"
              aria-label={labelText(texts, texts.stopIgnoring, item.row.field)}
              onClick={() => {
                acts.onStopIgnoring(item.row.key);
              }}
            >
              {texts.stopIgnoring}
            </button>
          )}
          <button
            {...handle}
            type="button"
            class="icon-button row-menu"
            aria-haspopup="menu"
            aria-label={fill(texts.actionsFor, item.row.field)}
            title={fill(texts.actionsFor, item.row.field)}
            onClick={openMenu}
          >
            <Icon shape="more" />
          </button>
        </div>
      );
    case 'rest':
      return (
        <div class="group-field group-last group-rest">
          <button
            {...handle}
            type="button"
            class="link"
            onClick={() => {
              acts.onWhole(item.group);
            }}
          >
            {restText(item, locale, texts)}
          </button>
        </div>
      );
  }
}

/** How many fields of an object aren't shown; once they are, what hides them again. */
function restText({ unchanged, ignored }: RestItem, locale: string, texts: PanelTexts): string {
  const parts = [
    unchanged > 0 ? fill(texts.unchangedFields, countText(unchanged, locale)) : '',
    ignored > 0 ? fill(texts.ignoredFields, countText(ignored, locale)) : '',
  ];
  return parts.filter(Boolean).join(', ') || texts.showLess;
}

type RestItem = Extract<FieldItem, { kind: 'rest' }>;

/** What VS Code hands to the commands of its own context menu; the conditions of the menu's entries read it, too. */
function menuContext({
  key,
  before,
  after,
  change,
  marks,
}: Extract<FieldItem, { kind: 'field' }>['row']): string {
  const isIgnored = marks?.includes('ignored') === true;
  return JSON.stringify({
    webviewSection: 'field',
    field: key,
    hasCurrent: before !== undefined,
    isInSpec: change !== 'actual',
    hasRequested: after !== undefined || change === 'same',
    isIgnored,
    isPending: !isIgnored && (change === 'added' || change === 'removed' || change === 'changed'),
  });
}

/** A click on the button opens the menu that a right click opens. */
function openMenu(event: MouseEvent): void {
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const { left, bottom } = currentTarget.getBoundingClientRect();
  currentTarget.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }),
  );
}
