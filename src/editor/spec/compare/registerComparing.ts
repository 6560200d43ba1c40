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
import { showInformation, showProgress } from '../../shell/messages.js';

export interface ComparingOptions extends Pick<Reporting, 'reportFailure'> {
  readonly connections: Pick<Connections, 'get'>;
  readonly known: Pick<KnownResources, 'lists' | 'nameOf'>;
}

/** Members of a page when a list is read to its end. */
const READ_ON_SIZE = 500;

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
    void showInformation(
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

async function compareWithAnother(options: ComparingOptions, side: Side): Promise<void> {
  const { known } = options;
  const { address, format } = side;
  const name = known.nameOf(address);
  const { others, readOn } = await candidates(options, side);
  if (others.length === 0 && !readOn) {
    void showInformation(vscode.l10n.t('There are no other resources of the same kind as {0}.', name));
    return;
  }
  const other = await pickOther(others, { title: vscode.l10n.t('Compare {0} with', name), address, readOn });
  if (!other) return;
  await vscode.commands.executeCommand(
    'vscode.diff',
    openedUri({ nameOf: () => other.name }, other.address, 'spec', format),
    openedUri(known, address, 'spec', format),
    vscode.l10n.t('{0} ↔ {1}', other.name, name),
  );
}

/** Reads the next pages of a list, and gives each on. Doesn't reject. */
type ReadOn = (signal: AbortSignal, take: (found: readonly KnownResource[]) => void) => Promise<void>;

/** Lets one be chosen. As soon as something is typed, the rest of the list is read, so that it is searched as a whole. */
function pickOther(
  others: readonly KnownResource[],
  {
    title,
    address,
    readOn,
  }: {
    readonly title: string;
    readonly address: ResourceAddress;
    readonly readOn: ReadOn | undefined;
  },
): Promise<KnownResource | undefined> {
  const pick = vscode.window.createQuickPick<OtherPick>();
  const abort = new AbortController();
  let found = others;
  const show = (): void => {
    const { activeItems } = pick;
    pick.keepScrollPosition = true;
    pick.items = found.map((other) => otherPick(other, address));
    const active = pick.items.filter(({ other }) => activeItems.some((one) => one.other === other));
    if (active.length > 0) pick.activeItems = active;
  };
  const placeholder = vscode.l10n.t('Name or identifier. Typing searches the whole list.');
  Object.assign(pick, { title, placeholder, matchOnDescription: true, matchOnDetail: true });
  show();
  let isRead = readOn === undefined;
  return new Promise((resolve) => {
    pick.onDidChangeValue(() => {
      if (isRead || !readOn) return;
      isRead = pick.busy = true;
      void readOn(abort.signal, (page) => {
        found = unique([...found, ...page]);
        if (!abort.signal.aborted) show();
      }).finally(() => (pick.busy = false));
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.other);
      pick.hide();
    });
    pick.onDidHide(() => {
      abort.abort();
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
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
  { known, reportFailure }: ComparingOptions,
  { address, connection }: Side,
): Promise<{ readonly others: readonly KnownResource[]; readonly readOn: ReadOn | undefined }> {
  const { item } = await connection.schemas.forPath(toApiPath(address));
  const parent = parentAddress(address);
  if (!item || !parent) return { others: [], readOn: undefined };
  const seen = othersOfKind(address, item.path, known.lists(address.account).seen);
  const listed = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for resources like {0}', known.nameOf(address)),
      cancellable: true,
    },
    async (_, token) => {
      const list = listedResources(connection, parent, abortSignal(token));
      return seen.length === 0 ? list : list.catch(() => undefined);
    },
  );
  const alike = (resources: readonly KnownResource[] = []): readonly KnownResource[] =>
    othersOfKind(address, item.path, resources);
  const readOn: ReadOn = async (signal, take) => {
    try {
      for (let cursor = listed?.next; cursor !== undefined;) {
        const page = await listedResources(connection, parent, signal, { cursor, size: READ_ON_SIZE });
        take(alike(page.resources));
        cursor = page.next;
      }
    } catch (failure) {
      if (!signal.aborted) reportFailure(failure);
    }
  };
  return {
    others: unique([...seen, ...alike(listed?.resources)]),
    readOn: listed?.next === undefined ? undefined : readOn,
  };
}

/** A document is compared in its own language, a row of the tree in the one that the settings name. */
function formatOfTarget(target: CommandTarget): SpecFormat {
  const uri =
    target && 'kind' in target ? undefined : (target ?? vscode.window.activeTextEditor?.document.uri);
  return uri?.scheme === SCHEME ? formatAt(uri) : preferredFormat();
}
