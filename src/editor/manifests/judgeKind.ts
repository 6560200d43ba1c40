import * as vscode from 'vscode';
import { ProtocolError } from '../../api/errors.js';
import { addressOf } from '../../resource/address.js';
import type { Collection } from '../../schema/catalogue.js';
import { findByPath } from '../../schema/findByPath.js';
import { createSchema, specSchema } from '../../schema/jsonSchema.js';
import { nearestKind } from '../../schema/kinds.js';
import { manifestSchema, type ManifestTexts } from '../../schema/manifestSchema.js';
import type { JsonObject } from '../../schema/openapi.js';
import { markdownText } from '../../schema/markdown.js';
import { badgesInMarkdown } from '../../schema/schemaFacts.js';
import type { LoadedSection } from '../../schema/schemaSource.js';
import type { Connection } from '../connections/connections.js';
import { removalSentence } from '../shell/retirementText.js';
import type { PartSubject } from '../language/judgedPart.js';
import type { SchemaJudges, SpecJudge } from '../../schema/schemaJudges.js';

/** What a manifest says of itself. */
export interface ManifestHead {
  readonly kind: string | undefined;
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly endpoint: string | undefined;
}

/** What judges a manifest, and what is wrong with what it says of itself. */
export interface KindJudge {
  readonly judge: SpecJudge;
  readonly subject?: PartSubject;
  readonly fault?: {
    readonly field: keyof ManifestHead;
    readonly message: string;
    /** What may take the field's place. */
    readonly replacement?: string | undefined;
  };
  /** What is worth knowing of its kind, which is right. */
  readonly notice?: string | undefined;
}

export interface JudgeKindOptions {
  readonly connection: Connection;
  readonly judges: SchemaJudges;
  readonly plain: SpecJudge;
}

/** Finds what judges a manifest by its kind and version. Throws what reading the API's documents throws. */
export async function judgeKind(
  head: ManifestHead,
  { connection, judges, plain }: JudgeKindOptions,
): Promise<KindJudge> {
  const kind = (head.kind ?? '').replace(/\/+$/, '');
  const refused = (field: keyof ManifestHead, message: string, replacement?: string): KindJudge => ({
    judge: plain,
    fault: { field, message, replacement },
  });
  if (!kind.startsWith('/')) {
    return refused('kind', vscode.l10n.t('The kind is a collection’s path and begins with /.'));
  }
  const section = await sectionOf(connection, kind, head.version);
  if (!section) return refused('kind', vscode.l10n.t('The API has no section for {0}.', kind));
  const { collection, item } = findByPath(section.catalogue, kind);
  if (!collection || item) {
    const nearest = nearestKind(section.catalogue, kind);
    const message = vscode.l10n.t(
      '{0} has no collection {1}.',
      section.asked === 'default' ? section.section : `${section.section} v${section.asked}`,
      kind,
    );
    return refused('kind', message, nearest);
  }
  const judge = judges.get(section, keyOf(head, collection), () => schemaOf(head, collection, section));
  if (!judge) {
    return head.id === undefined
      ? refused(
          'kind',
          vscode.l10n.t('Resources can’t be created in {0}. Add the id of an existing resource.', kind),
        )
      : refused('kind', vscode.l10n.t('Resources in {0} can’t be changed.', kind));
  }
  const { segments } = addressOf(connection.account.id, kind);
  const member = head.id === undefined ? segments : [...segments, head.id];
  const subject = { connection, section, segments: member, specPath: ['spec'] };
  return { judge, subject, notice: retirementNotice(head, collection) };
}

/** That what a manifest is read or applied by is going to be removed, and when; `undefined` where nothing is. */
function retirementNotice({ id }: ManifestHead, { create, item }: Collection): string | undefined {
  const ending = [id === undefined ? create : item?.update, item?.read].find((one) => one?.isDeprecated);
  if (!ending) return undefined;
  const { method, path, retirement } = ending;
  const { replacement, deletedAt } = retirement ?? {};
  return [
    replacement === undefined
      ? vscode.l10n.t('{0} {1} is deprecated.', method, path)
      : vscode.l10n.t('{0} {1} is deprecated. It is replaced by {2}.', method, path, replacement),
    ...removalSentence(deletedAt),
  ].join(' ');
}

/** The schema of a manifest of which nothing is known yet. */
export function plainManifestSchema(): JsonObject {
  return manifestSchema({ spec: undefined, isPartial: false, texts: texts(undefined) });
}

/** `undefined` when no section has the path. */
async function sectionOf(
  { schemas }: Connection,
  path: string,
  version: string | undefined,
): Promise<LoadedSection | undefined> {
  try {
    const { section: picked } = await schemas.forPath(path);
    return version === undefined || version === picked.asked
      ? picked
      : await schemas.sectionAt(picked.section, version);
  } catch (failure) {
    if (failure instanceof ProtocolError && failure.request.path === path) return undefined;
    throw failure;
  }
}

function keyOf({ id }: ManifestHead, { path }: Collection): string {
  return `manifest ${id === undefined ? 'create' : 'update'} ${path}`;
}

function schemaOf(
  { id }: ManifestHead,
  collection: Collection,
  { document }: LoadedSection,
): JsonObject | undefined {
  const spec =
    id === undefined
      ? createSchema(document, collection)
      : collection.item && specSchema(document, collection.item);
  return spec && manifestSchema({ spec, isPartial: id !== undefined, texts: texts(collection) });
}

function texts(collection: Collection | undefined): ManifestTexts {
  const { list } = collection ?? {};
  const descriptions = [list?.description ?? list?.summary].flatMap((text) =>
    text === undefined ? [] : [markdownText(text)],
  );
  return {
    kind: [
      vscode.l10n.t('The path of the collection that the resource belongs to.'),
      ...descriptions,
      ...(list ? [badgesInMarkdown(list.badges) ?? ''] : []),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    id: vscode.l10n.t(
      'The resource’s identifier. Without it, applying the manifest creates a resource and writes its identifier here.',
    ),
    version: vscode.l10n.t(
      'The schema version that the manifest is written for. Without it, the selected version applies.',
    ),
    endpoint: vscode.l10n.t(
      'The endpoint that the manifest is for, such as ovh-eu. With an account of another endpoint, planning asks first.',
    ),
    spec: vscode.l10n.t(
      'The requested configuration of the resource. Omitted fields keep their values; lists are replaced as written.',
    ),
  };
}
