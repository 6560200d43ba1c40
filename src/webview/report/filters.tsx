import type { VNode } from 'preact';
import type { ReportFilter, ReportSeverity, ReportView } from '../../reportProtocol.js';
import { CopyButton } from '../copyButton.js';
import { Icon } from '../icon.js';
import { useReportWords } from './reportWords.js';
import { SEVERITIES, type Selection } from './selectRows.js';
import { SeverityIcon } from './severityIcon.js';

interface FiltersProps {
  readonly report: ReportView;
  readonly filter: ReportFilter;
  readonly selection: Selection;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onCopy: () => void;
  readonly onExport: () => void;
}

/** Which differences are shown, how many there are of each severity, and what can be done with them. */
export function Filters({ report, filter, selection, onFilter, onCopy, onExport }: FiltersProps): VNode {
  const { locale, texts } = useReportWords();
  return (
    <section class="filters" aria-label={texts.filters}>
      <div class="severities" role="group" aria-label={texts.severities}>
        {SEVERITIES.map((severity) => (
          <SeverityToggle
            key={severity}
            severity={severity}
            count={selection.counts[severity]}
            isOn={!filter.hidden.includes(severity)}
            onToggle={() => {
              onFilter({ ...filter, hidden: toggled(filter.hidden, severity) });
            }}
          />
        ))}
      </div>
      <div class="fields">
        <input
          type="search"
          class="field"
          aria-label={texts.search}
          placeholder={texts.search}
          value={filter.text}
          onInput={(event) => {
            onFilter({ ...filter, text: event.currentTarget.value });
          }}
        />
        <Choice
          label={texts.kind}
          none={texts.allKinds}
          options={report.kinds}
          chosen={filter.kind}
          onChoose={(kind) => {
            const { kind: _, ...others } = filter;
            onFilter({ ...others, ...(kind !== undefined && { kind }) });
          }}
        />
        {report.sections.length > 1 && (
          <Choice
            label={texts.section}
            none={texts.allSections}
            options={report.sections.map(({ name }) => name)}
            chosen={filter.section}
            onChoose={(section) => {
              const { section: _, ...others } = filter;
              onFilter({ ...others, ...(section !== undefined && { section }) });
            }}
          />
        )}
        {report.knowsUsers && (
          <label class="toggle">
            <input
              type="checkbox"
              checked={filter.onlyUsed}
              onChange={(event) => {
                onFilter({ ...filter, onlyUsed: event.currentTarget.checked });
              }}
            />
            {texts.onlyUsed}
          </label>
        )}
      </div>
      <div class="bar">
        <p class="quiet" role="status">
          {texts.shown
            .replace('{0}', selection.shown.length.toLocaleString(locale))
            .replace('{1}', report.rows.length.toLocaleString(locale))}
        </p>
        <div class="actions">
          <CopyButton
            class="button"
            copied={texts.copied}
            isDisabled={selection.shown.length === 0}
            onCopy={onCopy}
          >
            {(isCopied) => (
              <>
                <Icon shape={isCopied ? 'check' : 'copy'} />
                {texts.copyShown}
              </>
            )}
          </CopyButton>
          <button
            type="button"
            class="button"
            disabled={selection.shown.length === 0}
            onClick={() => {
              onExport();
            }}
          >
            {texts.exportShown}
          </button>
        </div>
      </div>
    </section>
  );
}

function toggled(hidden: readonly ReportSeverity[], severity: ReportSeverity): readonly ReportSeverity[] {
  return hidden.includes(severity) ? hidden.filter((one) => one !== severity) : [...hidden, severity];
}

interface SeverityToggleProps {
  readonly severity: ReportSeverity;
  readonly count: number;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

function SeverityToggle({ severity, count, isOn, onToggle }: SeverityToggleProps): VNode {
  const { locale, texts } = useReportWords();
  return (
    <button type="button" class={`severity severity-${severity}`} aria-pressed={isOn} onClick={onToggle}>
      <SeverityIcon severity={severity} />
      <span>{texts[severity]}</span>
      <strong>{count.toLocaleString(locale)}</strong>
    </button>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly none: string;
  readonly options: readonly string[];
  readonly chosen: number | undefined;
  readonly onChoose: (option: number | undefined) => void;
}

function Choice({ label, none, options, chosen, onChoose }: ChoiceProps): VNode {
  return (
    <select
      class="field"
      aria-label={label}
      value={chosen === undefined ? '' : String(chosen)}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChoose(value === '' ? undefined : Number(value));
      }}
    >
      <option value="">{none}</option>
      {options.map((option, index) => (
        <option key={option} value={String(index)}>
          {option}
        </option>
      ))}
    </select>
  );
}
