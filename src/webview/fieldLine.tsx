import type { VNode } from 'preact';
import type { FieldItem } from './fieldList.js';
import { FieldRow } from './fieldRow.js';
import { Icon } from './icon.js';
import type { Side } from './sides.js';
import type { Handle } from './roving.js';
import { fill, useWords } from './words.js';

interface FieldLineProps {
  readonly item: FieldItem;
  readonly handle: Handle;
  /** Whether it was just brought into sight. */
  readonly isRevealed: boolean;
  /** The columns; `undefined` where one side stands below the other. */
  readonly sides: readonly Side[] | undefined;
  readonly onToggle: (group: string) => void;
  readonly onWhole: (group: string) => void;
}

/** One line of the fields. */
export function FieldLine({ item, handle, isRevealed, sides, onToggle, onWhole }: FieldLineProps): VNode {
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
                onToggle(item.group.key);
              }}
              onKeyDown={({ key }) => {
                if (key === (item.isOpen ? 'ArrowLeft' : 'ArrowRight')) onToggle(item.group.key);
              }}
            >
              <Icon shape="chevron" class={item.isOpen ? 'open' : ''} />
              <bdi>{item.group.title}</bdi>
            </button>
          </h3>
          <span class="quiet group-count">{item.count.toLocaleString(locale)}</span>
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
    case 'unchanged':
      return (
        <div class="group-field group-last group-rest">
          <button
            {...handle}
            type="button"
            class="link"
            onClick={() => {
              onWhole(item.group);
            }}
          >
            {fill(texts.unchangedFields, item.count.toLocaleString(locale))}
          </button>
        </div>
      );
  }
}

/** What VS Code hands to the commands of its own context menu; the conditions of the menu's entries read it, too. */
function menuContext({ key, before, after, change }: Extract<FieldItem, { kind: 'field' }>['row']): string {
  return JSON.stringify({
    webviewSection: 'field',
    field: key,
    hasCurrent: before !== undefined,
    isInSpec: change !== 'actual',
    hasRequested: after !== undefined || change === 'same',
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
