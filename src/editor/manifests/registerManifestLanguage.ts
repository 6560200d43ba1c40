import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import { LiveLists } from '../language/liveLists.js';
import { registerLiveValues } from '../language/liveValues.js';
import type { JudgedPart } from '../language/judgedPart.js';
import { SpecLanguage } from '../language/specLanguage.js';
import { registerSpecQuickFixes } from '../language/specQuickFixes.js';
import { registerYamlLanguage } from '../language/yamlLanguage.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { YAML_MANIFEST_SELECTOR, type ManifestSchemas } from './manifestSchemas.js';
import { registerManifestValues } from './manifestValues.js';
import { trustedConnection } from '../connections/trustedConnection.js';
import type { Reporting } from '../shell/reporting.js';

export interface ManifestLanguageOptions extends Pick<Reporting, 'note'> {
  readonly judge: ManifestSchemas;
  readonly connections: Connections;
  readonly versions: Pick<SchemaVersions, 'known'>;
}

/** The help that spec documents have, in manifest files: each manifest by its own kind and version. */
export function registerManifestLanguage({
  judge,
  connections,
  versions,
  note,
}: ManifestLanguageOptions): vscode.Disposable {
  const { connection } = trustedConnection(connections);
  const lists = new LiveLists(connections);
  return vscode.Disposable.from(
    lists,
    new SpecLanguage({ judge, lists, name: 'ovhapi-manifest-schema' }),
    registerSpecQuickFixes(judge),
    registerYamlLanguage({ judge, selector: YAML_MANIFEST_SELECTOR, nameOf: nameOfPart }),
    registerLiveValues({ judge, lists, note }),
    registerManifestValues({ judge, lists, connection, versions, note }),
  );
}

/** What the outline calls a manifest: its last names, or what it is until it has any. */
function nameOfPart({ subject }: JudgedPart): string {
  return subject?.segments.slice(-2).join('/') ?? vscode.l10n.t('manifest');
}
