import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { FormFieldView } from '../protocol.js';
import { useWords } from './words.js';

/** What was typed into a task's form, by the keys of its fields. */
interface Draft {
  readonly get: (key: string) => string | undefined;
  /** `isSecret`: it is held while the page lives, and kept nowhere. */
  readonly set: (key: string, text: string, isSecret: boolean) => void;
}

/** What was typed into forms: it outlives an update, and but for secrets a page that is hidden. */
export interface Drafts {
  readonly of: (taskId: string) => Draft;
}

interface TaskFormProps {
  /** By which a button outside of it sends it. */
  readonly id: string;
  readonly fields: readonly FormFieldView[];
  readonly drafts: Draft;
  readonly onSend: (answers: Record<string, string>) => void;
}

/** What a waiting task needs to be given. It is sent by the host, once it has shown the request. */
export function TaskForm({ id, fields, drafts, onSend }: TaskFormProps): VNode {
  return (
    <form
      id={id}
      class="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(Object.fromEntries(fields.map(({ key, preset }) => [key, drafts.get(key) ?? preset ?? ''])));
      }}
    >
      {fields.map((field) => (
        <Field key={field.key} field={field} drafts={drafts} />
      ))}
    </form>
  );
}

interface FieldProps {
  readonly field: FormFieldView;
  readonly drafts: Draft;
}

function Field({ field, drafts }: FieldProps): VNode {
  const { texts } = useWords();
  const { name, description, isRequired, input } = field;
  const id = useId();
  const about = description === undefined && input !== 'json' ? undefined : `${id}-about`;
  const isGroup = input === 'choices';
  const Label = isGroup ? 'span' : 'label';
  return (
    <div class="form-field" {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-name` })}>
      <Label id={`${id}-name`} {...(!isGroup && { for: id })}>
        <bdi>{name}</bdi> {isRequired && <span class="quiet">({texts.required})</span>}
      </Label>
      <Control field={field} drafts={drafts} id={id} about={about} />
      {about !== undefined && (
        <p id={about} class="quiet">
          <bdi>{description ?? texts.jsonHint}</bdi>
        </p>
      )}
    </div>
  );
}

type ControlProps = FieldProps & { readonly id: string; readonly about: string | undefined };

function Control({ field, drafts, id, about }: ControlProps): VNode {
  const { key, isRequired, input, choices, preset = '', example } = field;
  const first = drafts.get(key) ?? preset;
  const onText = ({ currentTarget: { value } }: { currentTarget: { value: string } }): void => {
    drafts.set(key, value, input === 'secret');
  };
  const common = { id, class: 'field-box', required: isRequired, 'aria-describedby': about };
  switch (input) {
    case 'choice':
      return (
        <select {...common} onChange={onText}>
          <option value="" selected={first === ''} />
          {choices.map(({ label, value }) => (
            <option key={value} value={value} selected={value === first}>
              {label}
            </option>
          ))}
        </select>
      );
    case 'choices':
      return <Choices field={field} drafts={drafts} first={first} />;
    case 'json':
      return <textarea {...common} rows={2} spellcheck={false} defaultValue={first} onInput={onText} />;
    case 'secret':
      return <input {...common} type="password" autocomplete="off" defaultValue={first} onInput={onText} />;
    case 'number':
    case 'text':
      return (
        <input
          {...common}
          type="text"
          inputMode={input === 'number' ? 'decimal' : 'text'}
          autocomplete="off"
          spellcheck={false}
          placeholder={example}
          defaultValue={first}
          onInput={onText}
        />
      );
  }
}

function Choices({ field: { key, choices }, drafts, first }: FieldProps & { readonly first: string }): VNode {
  const picked = new Set(first.split('\n').filter(Boolean));
  return (
    <div class="choices">
      {choices.map(({ label, value }) => (
        <label key={value} class="toggle">
          <input
            type="checkbox"
            defaultChecked={picked.has(value)}
            onChange={({ currentTarget }) => {
              if (currentTarget.checked) picked.add(value);
              else picked.delete(value);
              drafts.set(
                key,
                choices.flatMap((one) => (picked.has(one.value) ? [one.value] : [])).join('\n'),
                false,
              );
            }}
          />
          <bdi>{label}</bdi>
        </label>
      ))}
    </div>
  );
}
