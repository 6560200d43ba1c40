import type { VNode } from 'preact';
import type { TableHead } from '../../tableProtocol.js';
import { CopyButton } from '../copyButton.js';
import { Icon } from '../icon.js';
import { useTableWords } from './tableWords.js';

interface ToolbarProps {
  readonly head: TableHead | undefined;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isChoosing: boolean;
  readonly onChoose: () => void;
  readonly isEmpty: boolean;
  readonly onCopy: (format: 'csv' | 'markdown') => void;
  readonly onRefresh: () => void;
}

/** What the table is of, and what can be done with all of it. */
export function Toolbar(props: ToolbarProps): VNode {
  const { head, text, onText, isChoosing, onChoose, isEmpty, onCopy, onRefresh } = props;
  const { texts } = useTableWords();
  return (
    <header class="table-head">
      <div class="title">
        <h1>
          <bdi>{head?.title}</bdi>
        </h1>
        {head?.notes.map((note) => (
          <span key={note} class="quiet">
            <bdi>{note}</bdi>
          </span>
        ))}
      </div>
      <div class="fields">
        <input
          type="search"
          class="field"
          aria-label={texts.filter}
          placeholder={texts.filter}
          value={text}
          onInput={(event) => {
            onText(event.currentTarget.value);
          }}
        />
        <button
          type="button"
          class="button"
          aria-expanded={isChoosing}
          aria-controls="columns"
          onClick={onChoose}
        >
          <Icon shape="chevron" class={isChoosing ? 'open' : ''} />
          {texts.columns}
        </button>
        <CopyAs label={texts.copyCsv} isDisabled={isEmpty} onCopy={() => onCopy('csv')} />
        <CopyAs label={texts.copyMarkdown} isDisabled={isEmpty} onCopy={() => onCopy('markdown')} />
        <button
          type="button"
          class="icon-button"
          title={texts.refresh}
          aria-label={texts.refresh}
          onClick={onRefresh}
        >
          <Icon shape="refresh" />
        </button>
      </div>
    </header>
  );
}

interface CopyAsProps {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onCopy: () => void;
}

function CopyAs({ label, isDisabled, onCopy }: CopyAsProps): VNode {
  const { texts } = useTableWords();
  return (
    <CopyButton class="button" copied={texts.copied} isDisabled={isDisabled} onCopy={onCopy}>
      {(isCopied) => (
        <>
          <Icon shape={isCopied ? 'check' : 'copy'} />
          {label}
        </>
      )}
    </CopyButton>
  );
}
