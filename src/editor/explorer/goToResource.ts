import * as vscode from 'vscode';
import { addressKey, addressOf, toApiPath } from '../../resource/address.js';
import { decodedPath, search as searchKnown, type KnownResource } from '../../resource/knownResource.js';
import { regionAt } from '../../api/endpoints.js';
import { parseLocation, type ConsolePage, type Location } from '../../resource/parseLocation.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { KnownLists, KnownResources } from './knownResources.js';
import { ApiSearch } from './apiSearch.js';
import type { IamResource } from '../../resource/iamResources.js';
import { openConsolePage } from './openConsolePage.js';
import type { OpenPlace } from './openPlace.js';
import type { Reporting } from '../shell/reporting.js';

/** More rows than anybody reads; typing narrows them. */
const SHOWN_LIMIT = 200;

export interface GoToResourceOptions extends Pick<Reporting, 'reportFailure' | 'note'> {
  readonly connections: Connections;
  readonly known: KnownResources;
  readonly openPlace: OpenPlace;
}

/** Where a row leads: to a known resource, to a path that wasn't seen before, or nowhere. */
interface Row extends vscode.QuickPickItem {
  readonly known?: KnownResource;
  readonly path?: string;
  readonly page?: ConsolePage;
  readonly urn?: string;
}

/**
 * One box for everything that was seen in this account: favourites first, then what was opened last. A pasted path, URL
 * or URN that is not among it can be opened as well.
 */
export function goToResource(options: GoToResourceOptions): void {
  const connection = options.connections.active();
  if (!connection) {
    void vscode.commands.executeCommand('ovhApi.accounts.switch');
    return;
  }
  const account = connection.account.id;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Go to Resource');
  pick.placeholder = vscode.l10n.t('Name, identifier, URN or tag (key=value); or paste a path or URL');
  pick.matchOnDetail = true;
  const search = new ApiSearch(connection, options.note);
  const show = (): void => {
    const rows = rowsFor(options.known.lists(account), connection, pick.value);
    const found = foundRows(search.found(pick.value), rows);
    const shown = found.length > 0 ? [...rows.filter(leadsSomewhere), ...found] : rows;
    pick.items = shown.length > 0 ? shown : [sayRow(noneText(search))];
  };
  /** What the API found comes below what a person may be choosing from already. */
  const showFound = (): void => {
    const rows = pick.items.filter(leadsSomewhere);
    const { activeItems } = pick;
    pick.keepScrollPosition = true;
    pick.items = [...rows, ...foundRows(search.found(pick.value), rows)];
    if (activeItems.some((row) => rows.includes(row))) pick.activeItems = activeItems;
    pick.keepScrollPosition = false;
  };
  pick.onDidChangeValue((value) => {
    const searching = search.begin(value);
    pick.busy = search.isBusy;
    show();
    void searching.then((isNew) => {
      pick.busy = search.isBusy;
      if (isNew) showFound();
      else if (!pick.items.some(leadsSomewhere)) show();
    });
  });
  pick.onDidTriggerItemButton(({ item: { known } }) => {
    if (known) void toggle(options.known, known).then(show, options.reportFailure);
  });
  pick.onDidAccept(() => {
    const [row] = pick.selectedItems;
    if (!row || !leadsSomewhere(row)) return;
    pick.hide();
    follow(options, connection, row).catch(options.reportFailure);
  });
  pick.onDidHide(() => {
    search.dispose();
    pick.dispose();
  });
  show();
  pick.show();
}

function noneText({ isBusy }: ApiSearch): string {
  return isBusy ? vscode.l10n.t('Searching in the API…') : vscode.l10n.t('No matching resources');
}

function leadsSomewhere({ known, page, path, urn }: Row): boolean {
  return known !== undefined || page !== undefined || path !== undefined || urn !== undefined;
}

/** What the API itself found, without what is shown already. */
function foundRows(found: readonly IamResource[], rows: readonly Row[]): readonly Row[] {
  const shown = new Set(rows.map(({ known, urn }) => known?.urn ?? urn));
  const fresh = found.filter(({ urn }) => !shown.has(urn));
  // VS Code draws no separators while something is typed.
  return fresh.map(({ name, type, urn }) => ({
    ...{ urn, label: name, description: vscode.l10n.t('{0}, in the API', type), detail: urn },
    iconPath: new vscode.ThemeIcon('cloud'),
    alwaysShow: true,
  }));
}

async function follow({ openPlace }: GoToResourceOptions, connection: Connection, row: Row): Promise<void> {
  const { account } = connection;
  if (row.known) return openPlace.open(row.known.address);
  if (row.page) return openConsolePage(connection, openPlace, row.page);
  if (row.urn !== undefined) return openPlace.openUrn(account.id, row.urn);
  return openPlace.open(addressOf(account.id, row.path ?? ''));
}

function toggle(known: KnownResources, resource: KnownResource): Promise<void> {
  return known.isFavourite(resource.address)
    ? known.removeFavourite(resource.address)
    : known.addFavourite(resource);
}

function rowsFor(lists: KnownLists, connection: Connection, value: string): readonly Row[] {
  const favourites = new Set(lists.favourites.map(({ address }) => addressKey(address)));
  const row = (known: KnownResource): Row => knownRow(known, favourites.has(addressKey(known.address)));
  const location = parseLocation(value);
  if (location.kind === 'words') {
    if (location.text === '') return emptyRows(lists, row);
    return searchKnown(lists.seen, location.text, SHOWN_LIMIT).map(row);
  }
  const found = matching(location, lists.seen).map(row);
  if (found.length > 0) return found;
  const alike = location.kind === 'path' ? searchKnown(lists.seen, location.path.slice(1), SHOWN_LIMIT) : [];
  return [placeRow(location, connection), ...alike.map(row)];
}

/** Before anything is typed. */
function emptyRows(
  { favourites, recent, seen }: KnownLists,
  row: (known: KnownResource) => Row,
): readonly Row[] {
  const shown = new Set<string>();
  const group = (label: string, list: readonly KnownResource[]): readonly Row[] => {
    const fresh = list.filter(({ address }) => !shown.has(addressKey(address)));
    for (const { address } of fresh) shown.add(addressKey(address));
    if (fresh.length === 0) return [];
    return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...fresh.map(row)];
  };
  const rows = [
    ...group(vscode.l10n.t('favourites'), favourites),
    ...group(vscode.l10n.t('recently opened'), recent),
    ...group(vscode.l10n.t('seen'), seen.slice(0, SHOWN_LIMIT)),
  ];
  return rows.length > 0
    ? rows
    : [sayRow(vscode.l10n.t('No resources seen yet. Browse the tree, or paste a path, a URL or a URN.'))];
}

function knownRow(known: KnownResource, isFavourite: boolean): Row {
  return {
    known,
    label: known.name,
    detail: decodedPath(known.address),
    iconPath: new vscode.ThemeIcon(known.kind === 'collection' ? 'folder' : 'symbol-object'),
    alwaysShow: true,
    buttons: [
      {
        iconPath: new vscode.ThemeIcon(isFavourite ? 'star-full' : 'star-empty'),
        tooltip: isFavourite ? vscode.l10n.t('Remove from Favourites') : vscode.l10n.t('Add to Favourites'),
      },
    ],
  };
}

/** Those of the known ones that a pasted address speaks of. */
function matching(location: Location, seen: readonly KnownResource[]): readonly KnownResource[] {
  switch (location.kind) {
    case 'path':
      return seen.filter(({ address }) => toApiPath(address) === location.path);
    case 'urn':
      return seen.filter(({ urn }) => urn?.toLowerCase() === location.urn.toLowerCase());
    case 'page': {
      for (const word of location.words) {
        const named = seen.filter(({ address, kind }) => kind === 'item' && address.segments.at(-1) === word);
        if (named.length > 0) return named;
      }
      return [];
    }
    default:
      return [];
  }
}

/** What is offered for an address that wasn't seen before, or why it can't be followed. */
function placeRow(location: Location, { account }: Connection): Row {
  switch (location.kind) {
    case 'path':
    case 'console': {
      const elsewhere = otherHost(location.origin, account);
      if (elsewhere) return elsewhere;
      const isPage = location.kind === 'console';
      const path = isPage ? decodeURIComponent(location.template) : decodedPath(addressOf('', location.path));
      return {
        ...(isPage ? { page: location } : { path: location.path }),
        label: vscode.l10n.t(
          'Open {0}',
          isPage && location.method !== 'GET' ? `${location.method} ${path}` : path,
        ),
        ...(isPage && { description: vscode.l10n.t('from the API console') }),
        iconPath: new vscode.ThemeIcon('go-to-file'),
        alwaysShow: true,
      };
    }
    case 'urn':
      return {
        urn: location.urn,
        label: vscode.l10n.t('Look up this URN in the API'),
        detail: location.urn,
        iconPath: new vscode.ThemeIcon('search'),
        alwaysShow: true,
      };
    case 'firstBranch':
      return refusal(
        vscode.l10n.t('This path belongs to version 1 of the API'),
        vscode.l10n.t('The tree shows version 2. A request file can send requests to both.'),
      );
    case 'broken':
      return refusal(
        vscode.l10n.t('This isn’t an API path'),
        vscode.l10n.t('Its encoding is invalid, or it contains “.” or “..” segments.'),
      );
    default:
      return refusal(
        vscode.l10n.t('No known resource matches this page'),
        vscode.l10n.t('Paste an API path, or a URN, or the identifier alone.'),
      );
  }
}

/** A refusal of what was pasted with a host that is not the account's; either address of a region is its own. */
function otherHost(origin: string | undefined, { label, endpoint }: Connection['account']): Row | undefined {
  if (origin === undefined || (regionAt(origin)?.origin ?? origin) === endpoint.origin) return undefined;
  return refusal(
    vscode.l10n.t('This address belongs to another host: {0}', origin),
    vscode.l10n.t('{0} is at {1}. Switch to an account of that host first.', label, endpoint.origin),
  );
}

function refusal(label: string, detail: string): Row {
  return { label, detail, iconPath: new vscode.ThemeIcon('circle-slash'), alwaysShow: true };
}

function sayRow(label: string): Row {
  return { label, iconPath: new vscode.ThemeIcon('info'), alwaysShow: true };
}
