import * as vscode from 'vscode';
import { encodeText } from '../../api/encodeText.js';
import { toApiPath } from '../../resource/address.js';
import { variableNameOf, variableReference } from '../../resource/environmentValues.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { memberId } from '../../resource/createResource.js';
import { findByPath } from '../../schema/findByPath.js';
import { kindProposals, type KindProposal } from '../../schema/kinds.js';
import { markdownText } from '../../schema/markdown.js';
import { badgesInMarkdown } from '../../schema/schemaFacts.js';
import type { KnownVersion } from '../../schema/versions.js';
import type { Connection } from '../connections/connections.js';
import type { DocumentJudge, PartSubject } from '../language/judgedPart.js';
import type { LiveLists } from '../language/liveLists.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { howKnown } from '../versions/versionRows.js';
import { memberItem, registerValueCompletions, type ValuePlace } from '../language/valueCompletions.js';
import { madeMarkdown } from '../shell/markdown.js';
import type { Reporting } from '../shell/reporting.js';

export interface ManifestValuesOptions extends Pick<Reporting, 'note'> {
  readonly judge: DocumentJudge;
  readonly lists: LiveLists;
  readonly connection: () => Connection | undefined;
  readonly versions: Pick<SchemaVersions, 'known'>;
}

/**
 * Completes what a manifest says of itself: its kind step by step along the catalogue, with the identifiers that are
 * there, the identifier of a member, and the schema version; and the secrets of its spec.
 */
export function registerManifestValues(options: ManifestValuesOptions): vscode.Disposable {
  const { judge, lists, connection, versions, note } = options;
  return registerValueCompletions({
    ...{ judge, note },
    triggers: ['"', '/', ' ', '$', '{'],
    propose: async (value, { subject }) => {
      const active = connection();
      if (!active) return [];
      if (value.path.length > 1 && value.path[0] === 'spec') return variableItems(value, subject);
      switch (value.path[0]) {
        case 'kind':
          return await kindItems(lists, active, value);
        case 'id':
          return subject ? await identifierItems(lists, subject, value) : [];
        case 'version':
          return subject ? versionItems(versions.known(active.account.id), value) : [];
        default:
          return [];
      }
    },
  });
}

/**
 * Environment variables in the place of a secret: one that is called like the field, and those that are set once a
 * reference starts.
 */
function variableItems(
  { path, typed, range, written }: ValuePlace,
  subject: PartSubject | undefined,
): vscode.CompletionItem[] {
  if (!subject) return [];
  const field = path.slice(1);
  const { collection } = findByPath(
    subject.section.catalogue,
    toApiPath({ account: subject.connection.account.id, segments: subject.segments }),
  );
  if (!secretFieldsOf(collection)(field)) return [];
  const set = typed.startsWith('$') && vscode.workspace.isTrusted ? Object.keys(process.env).sort() : [];
  return [...new Set([variableNameOf(field), ...set])].map((name, index) => {
    const reference = variableReference(name);
    const item = new vscode.CompletionItem(reference, vscode.CompletionItemKind.Variable);
    item.insertText = written(reference);
    item.filterText = `${item.insertText} ${reference}`;
    item.sortText = String(index).padStart(4, '0');
    item.detail = vscode.l10n.t('read from the environment when the manifest is planned');
    item.range = range;
    return item;
  });
}

async function kindItems(
  lists: LiveLists,
  { schemas, api }: Connection,
  value: ValuePlace,
): Promise<vscode.CompletionItem[]> {
  const sections = await schemas.sections();
  const owners = sections.filter(
    ({ path }) => path.startsWith(value.typed) || value.typed.startsWith(`${path}/`),
  );
  const items = await Promise.all(
    owners.map(async ({ path }) => {
      const { catalogue } = await schemas.section(path);
      const { proposals, members } = kindProposals(catalogue, value.typed);
      const found = proposals.map((proposal) => kindItem(proposal, value));
      if (!members) return found;
      const listed = await lists.items(api, members.path, members.collection.itemsIn);
      const identifiers = listed.flatMap((member) => {
        const id = memberId(member, members.collection);
        if (id === undefined) return [];
        const next = `${members.path}/${encodeText(id)}/`;
        return [openItem(memberItem(value, next, member, { id, path: members.path }))];
      });
      return [...found, ...identifiers];
    }),
  );
  return items.flat();
}

/** Members of the kind, by their identifiers. */
async function identifierItems(
  lists: LiveLists,
  { connection, section, segments }: PartSubject,
  value: ValuePlace,
): Promise<vscode.CompletionItem[]> {
  const { account } = connection;
  const path = toApiPath({ account: account.id, segments });
  const { collection, item } = findByPath(section.catalogue, path);
  if (!collection) return [];
  const list = item ? path.slice(0, path.lastIndexOf('/')) : path;
  const members = await lists.items(connection.api, list, collection.itemsIn);
  return members.flatMap((member) => {
    const id = memberId(member, collection);
    return id === undefined ? [] : [memberItem(value, id, member, { path: list })];
  });
}

/** A kind, or the way to one up to an identifier that has to follow. */
function kindItem({ path, collection }: KindProposal, value: ValuePlace): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    path,
    collection ? vscode.CompletionItemKind.Class : vscode.CompletionItemKind.Folder,
  );
  item.insertText = value.written(path);
  item.filterText = item.insertText;
  item.range = value.range;
  if (!collection) return openItem(item);
  const { list, create } = collection;
  const descriptions = [
    markdownText(list.description ?? list.summary ?? ''),
    create ? '' : vscode.l10n.t('Resources can’t be created here.'),
    badgesInMarkdown(list.badges) ?? '',
  ].filter((part) => part !== '');
  item.documentation = madeMarkdown(descriptions.join('\n\n'));
  return item;
}

/** Leaves the cursor behind the path, where it goes on, and asks what may follow. */
function openItem(item: vscode.CompletionItem): vscode.CompletionItem {
  const text = typeof item.insertText === 'string' ? item.insertText : '';
  const [, inside = text, quote = ''] = /^(.*?)("?)$/s.exec(text) ?? [];
  item.insertText = new vscode.SnippetString().appendText(inside).appendTabstop(0).appendText(quote);
  item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** The versions that are known and not refused, the newest first. */
function versionItems(
  known: readonly KnownVersion[],
  { range, written }: ValuePlace,
): vscode.CompletionItem[] {
  return known
    .filter(({ refusal }) => refusal === undefined)
    .map((one, index) => {
      const item = new vscode.CompletionItem(one.version, vscode.CompletionItemKind.Constant);
      item.insertText = written(one.version);
      item.filterText = `${item.insertText} ${one.version}`;
      item.sortText = String(index).padStart(4, '0');
      item.detail = howKnown(one);
      item.range = range;
      return item;
    });
}
