import * as vscode from 'vscode';
import type { QueryValue } from '../../api/api.js';
import { SharedReads } from '../../api/sharedReads.js';
import { queryValue } from '../../resource/actionRequest.js';
import { addressKey, toApiPath, type ResourceAddress } from '../../resource/address.js';
import { actionForm, type FormChoice, type FormField } from '../../schema/actionForm.js';
import { requiredQuery, type Operation } from '../../schema/catalogue.js';
import type { LoadedSection } from '../../schema/schemaSource.js';
import { sourceValue, valueSources } from '../../schema/valueSources.js';
import { askInTurn } from '../shell/askInTurn.js';
import { askValue } from '../shell/askValue.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { Place } from '../shell/questions.js';
import type { ApiQuery } from '../../resource/listFilters.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import { showProgress } from '../shell/messages.js';

export interface RequiredQuestionsOptions {
  readonly connections: Pick<Connections, 'get'>;
  readonly required: RequiredQueries;
  /** Logs why the values of a parameter could not be listed; it is typed then. */
  readonly note: (failure: unknown) => void;
}

/** Members that are read of a list of values. */
const READ = 100;

/** A choice that leads to a line in which any value can be typed. No value's JSON text is empty. */
const OTHER = '';

/** Has a person choose the values without which the API doesn't answer. */
export class RequiredQuestions {
  readonly #options: RequiredQuestionsOptions;
  /** An editor may ask twice for the same document. */
  readonly #asking = new SharedReads<boolean>();

  constructor(options: RequiredQuestionsOptions) {
    this.#options = options;
  }

  /**
   * What a list or an object is to be read with: the remembered values, else those that a person chooses now. `undefined` when
   * the person stopped.
   */
  async queryFor(address: ResourceAddress): Promise<Readonly<Record<string, QueryValue>> | undefined> {
    const { connections, required } = this.#options;
    const schemas = connections.get(address.account)?.schemas;
    // A document that can't be read is reported where the resource is read.
    const found = await schemas?.forPath(toApiPath(address)).catch(() => undefined);
    const read = found?.item ? found.item.read : found?.collection?.list;
    if (required.missing(address, read).length > 0 && !(await this.ask(address))) return undefined;
    return required.queryOf(address);
  }

  /** Asks for all values, the earlier ones first; whether there are new ones. Throws what reading the API document throws. */
  ask(address: ResourceAddress): Promise<boolean> {
    return this.#asking.read(addressKey(address), undefined, () => this.#ask(address));
  }

  async #ask(address: ResourceAddress): Promise<boolean> {
    const { connections, required } = this.#options;
    const connection = connections.get(address.account);
    const found = await connection?.schemas.forPath(toApiPath(address));
    const read = found?.item ? found.item.read : found?.collection?.list;
    if (!connection || !found || !read) return false;
    const queries = await this.#answers(connection, found.section, address, read);
    if (queries) required.set(address, queries);
    return queries !== undefined;
  }

  async #answers(
    connection: Connection,
    section: LoadedSection,
    address: ResourceAddress,
    read: Operation,
  ): Promise<readonly ApiQuery[] | undefined> {
    const before = this.#options.required.get(address);
    const form = actionForm(section.document, { ...read, parameters: requiredQuery(read) }, new Set());
    const fields = form.fields.filter(({ place }) => place === 'query');
    const answers = new Map<string, string>();
    const asked = await askInTurn(
      () => fields,
      async (field, turn) => {
        const title = vscode.l10n.t('{0}: choose {1}', address.segments.at(-1) ?? '', field.name);
        const earlier = before.find(({ name }) => name === field.name);
        const choices = await this.#listed(connection, section, address, field);
        const answer = await askListed({ title, ...turn }, field, choices, {
          before: answers.get(field.name) ?? (earlier && JSON.stringify(earlier.value)),
        });
        if (answer?.kind === 'value') answers.set(field.name, answer.value);
        return answer;
      },
    );
    if (asked !== 'answered') return undefined;
    return [...answers].map(([name, json]) => {
      const value = queryValue(json);
      return { name, value, words: typeof value === 'string' ? value : value.join(', ') };
    });
  }

  /** Values that another list of the section has for a parameter of its name, for example its regions. */
  async #listed(
    { api }: Connection,
    { catalogue }: LoadedSection,
    address: ResourceAddress,
    { name, input }: FormField,
  ): Promise<readonly FormChoice[]> {
    if (input.kind !== 'text') return [];
    const sources = valueSources(catalogue, address.segments, [name]).filter(
      ({ collection }) => requiredQuery(collection.list).length === 0,
    );
    for (const { path, collection } of sources) {
      try {
        const { itemsIn, list } = collection;
        const size = list.isPaged ? { size: READ } : {};
        const { items } = await showProgress({ location: { viewId: 'ovhApi.resources' } }, async () =>
          api.page({ path, itemsIn, ...size, priority: 'user' }),
        );
        const values = new Set(items.flatMap((member) => sourceValue(collection, member, name) ?? []));
        if (values.size > 0)
          return [...values].map((value) => ({ label: value, json: JSON.stringify(value) }));
      } catch (failure) {
        this.#options.note(failure);
      }
    }
    return [];
  }
}

/** A value out of those that are listed, or any other that is typed; a field without a list is a plain input. */
async function askListed(
  place: Place,
  field: FormField,
  choices: readonly FormChoice[],
  { before }: { readonly before: string | undefined },
): ReturnType<typeof askValue> {
  const earlier = { before, isSecret: false };
  if (choices.length === 0) return askValue(place, field, earlier);
  const other = { label: vscode.l10n.t('Other value…'), json: OTHER };
  const listed: FormField = { ...field, input: { kind: 'choice', choices: [...choices, other] } };
  const answer = await askValue(place, listed, earlier);
  return answer?.kind === 'value' && answer.value === OTHER ? askValue(place, field, earlier) : answer;
}
