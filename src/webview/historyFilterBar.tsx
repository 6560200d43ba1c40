import type { VNode } from 'preact';
import type { HistoryFilter } from './historyFilter.js';
import { useWords } from './words.js';

interface HistoryFilterBarProps {
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
}

/** What of the history is to be shown: by words, by what it is, by how it does, and what failed by one click. */
export function HistoryFilterBar({ filter, onFilter }: HistoryFilterBarProps): VNode {
  const { texts } = useWords();
  const kinds = [
    ['all', texts.everyType],
    ['task', texts.tasksOnly],
    ['event', texts.eventsOnly],
    ['change', texts.changesOnly],
    ['action', texts.actionsOnly],
  ] as const;
  const statuses = [
    ['any', texts.everyStatus],
    ['busy', texts.busyOnly],
    ['waiting', texts.waitingOnly],
    ['done', texts.doneOnly],
  ] as const;
  return (
    <div class="filter-bar">
      <input
        type="search"
        class="field-box"
        aria-label={texts.filterHistory}
        placeholder={texts.filterHistory}
        value={filter.text}
        onInput={(event) => {
          onFilter({ ...filter, text: event.currentTarget.value });
        }}
      />
      <Choice
        label={texts.filterType}
        options={kinds}
        value={filter.kind}
        onPick={(kind) => {
          onFilter({ ...filter, kind });
        }}
      />
      <Choice
        label={texts.filterStatus}
        options={statuses}
        value={filter.status}
        onPick={(status) => {
          onFilter({ ...filter, status, failuresOnly: false });
        }}
      />
      <label class="toggle">
        <input
          type="checkbox"
          checked={filter.failuresOnly}
          onChange={(event) => {
            onFilter({ ...filter, status: 'any', failuresOnly: event.currentTarget.checked });
          }}
        />
        {texts.failuresOnly}
      </label>
    </div>
  );
}

interface ChoiceProps<K extends string> {
  readonly label: string;
  readonly options: readonly (readonly [K, string])[];
  readonly value: K;
  readonly onPick: (picked: K) => void;
}

function Choice<K extends string>({ label, options, value, onPick }: ChoiceProps<K>): VNode {
  return (
    <select
      class="field-box"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const picked = options.find(([key]) => key === currentTarget.value);
        if (picked) onPick(picked[0]);
      }}
    >
      {options.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  );
}
