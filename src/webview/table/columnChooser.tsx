import type { VNode } from 'preact';
import type { TableHead } from '../../tableProtocol.js';
import { useTableWords } from './tableWords.js';

interface ColumnChooserProps {
  readonly head: TableHead;
  /** The keys of the columns to show; none for the usual ones. */
  readonly onChoose: (keys: readonly string[]) => void;
}

/** Which fields are columns. They keep the order in which they were chosen. */
export function ColumnChooser({ head: { columns, choice }, onChoose }: ColumnChooserProps): VNode {
  const { texts } = useTableWords();
  const keys = columns.map(({ key }) => key);
  return (
    <section id="columns" class="column-choice" aria-label={texts.columns}>
      <ul>
        {choice.map(({ key, title }) => (
          <li key={key}>
            <label class="toggle">
              <input
                type="checkbox"
                checked={keys.includes(key)}
                onChange={({ currentTarget: { checked } }) => {
                  onChoose(checked ? [...keys, key] : keys.filter((one) => one !== key));
                }}
              />
              <bdi class="code">{title}</bdi>
            </label>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={() => {
          onChoose([]);
        }}
      >
        {texts.usualColumns}
      </button>
    </section>
  );
}
