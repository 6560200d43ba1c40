import * as vscode from 'vscode';
import { decodedPath, unique, type KnownResource } from '../../../resource/knownResource.js';
import { parentAddress, sameAddress, toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { othersOfKind } from '../../../resource/sameCollection.js';
import { abortSignal } from '../../shell/abortSignal.js';
import type { Connection, Connections } from '../../connections/connections.js';
import { SCHEME, targetAddress, type CommandTarget } from '../../shell/documentUri.js';
import { openedUri } from '../document/openedUri.js';
import { preferredFormat } from '../document/preferredFormat.js';
import { formatAt, type SpecFormat } from '../../shell/specFormat.js';
import type { KnownResources } from '../../explorer/knownResources.js';
import { listedResources } from '../../explorer/listedResources.js';
import { reportingCommands } from '../../shell/reportingCommands.js';
import type { Reporting } from '../../shell/reporting.js';

export interface ComparingOptions extends Pick<Reporting, 'reportFailure'> {
  readonly connections: Pick<Connections, 'get'>;
  readonly known: Pick<KnownResources, 'lists' | 'nameOf'>;
}

/** What a comparison starts from. */
interface Side {
  readonly address: ResourceAddress;
  readonly connection: Connection;
  readonly format: SpecFormat;
}

interface OtherPick extends vscode.QuickPickItem {
  readonly other: KnownResource;
}

/** A resource's spec beside what is real, and beside the spec of another one. */
export function registerComparing(options: ComparingOptions): vscode.Disposable {
  const register = reportingCommands(options.reportFailure);
  const onSide = (
    id: string,
    run: (options: ComparingOptions, side: Side) => Promise<void>,
  ): vscode.Disposable =>
    register(id, async (target: CommandTarget) => {
      const address = targetAddress(target);
      const connection = address && options.connections.get(address.account);
      if (connection) await run(options, { address, connection, format: formatOfTarget(target) });
    });
  return vscode.Disposable.from(
    onSide('ovhApi.compare.currentState', compareWithCurrentState),
    onSide('ovhApi.compare.another', compareWithAnother),
  );
}

/** What is on the left, what is requested on the right, where it can be edited. */
async function compareWithCurrentState({ known }: ComparingOptions, side: Side): Promise<void> {
  const { address, connection, format } = side;
  const name = known.nameOf(address);
  const { item } = await connection.schemas.forPath(toApiPath(address));
  if (item?.isEnvelope !== true) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has no separate current state, so there is nothing to compare.', name),
    );
    return;
  }
  await vscode.commands.executeCommand(
    'vscode.diff',
    openedUri(known, address, 'current', format),
    openedUri(known, address, 'spec', format),
    vscode.l10n.t('{0}: current state ↔ spec', name),
  );
}

async function compareWithAnother({ known }: ComparingOptions, side: Side): Promise<void> {
  const { address, format } = side;
  const name = known.nameOf(address);
  const others = await candidates(known, side);
  if (others.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There are no other resources of the same kind as {0}.', name),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(
    others.map((other) => otherPick(other, address)),
    { title: vscode.l10n.t('Compare {0} with', name), matchOnDescription: true, matchOnDetail: true },
  );
  if (!picked) return;
  await vscode.commands.executeCommand(
    'vscode.diff',
    openedUri({ nameOf: () => picked.other.name }, picked.other.address, 'spec', format),
    openedUri(known, address, 'spec', format),
    vscode.l10n.t('{0} ↔ {1}', picked.other.name, name),
  );
}

/** Two may share a name, so the identifier is beside it; where it is, when that is not beside the first. */
function otherPick(other: KnownResource, address: ResourceAddress): OtherPick {
  const identifier = other.address.segments.at(-1) ?? '';
  const [parent, ours] = [parentAddress(other.address), parentAddress(address)];
  const isNear = parent === undefined || (ours !== undefined && sameAddress(parent, ours));
  return {
    label: other.name,
    ...(identifier === other.name ? {} : { description: identifier }),
    ...(isNear ? {} : { detail: decodedPath(parent) }),
    other,
  };
}

/** What was seen of the same kind, and the first page of the list; what can't be read of it leaves what was seen. */
async function candidates(
  known: ComparingOptions['known'],
  { address, connection }: Side,
): Promise<readonly KnownResource[]> {
  const { item } = await connection.schemas.forPath(toApiPath(address));
  if (!item) return [];
  const seen = othersOfKind(address, item.path, known.lists(address.account).seen);
  const listed = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for resources like {0}', known.nameOf(address)),
      cancellable: true,
    },
    async (_, token) => {
      const parent = parentAddress(address);
      if (!parent) return [];
      const list = listedResources(connection, parent, abortSignal(token));
      if (seen.length === 0) return (await list).resources;
      return list.then(
        ({ resources }) => resources,
        () => [],
      );
    },
  );
  return unique([...seen, ...othersOfKind(address, item.path, listed)]);
}

/** A document is compared in its own language, a row of the tree in the one that the settings name. */
function formatOfTarget(target: CommandTarget): SpecFormat {
  const uri =
    target && 'kind' in target ? undefined : (target ?? vscode.window.activeTextEditor?.document.uri);
  return uri?.scheme === SCHEME ? formatAt(uri) : preferredFormat();
}
