import * as vscode from 'vscode';
import { fromUriPath, sameAddress, type ResourceAddress } from '../../../resource/address.js';
import { linkedValues } from '../../../scratchpad/linkedValues.js';
import type { RunResult } from '../../../scratchpad/run.js';
import { displayLine } from '../../../resource/displayText.js';
import { SCHEME } from '../../shell/documentUri.js';
import { formatAt } from '../../shell/specFormat.js';
import { RESPONSE_SCHEME, type Responses } from '../responses.js';
import { LinkTargets, type LinkTargetsOptions } from '../../../scratchpad/linkTargets.js';

export interface ResourceLinksOptions extends LinkTargetsOptions {
  readonly responses: Responses;
  /** Where the account's requests go; `undefined` for an account that is gone. */
  readonly origin: (account: string) => string | undefined;
  /** The document that a link to a resource opens, under its name. */
  readonly documentOf: (address: ResourceAddress) => Promise<vscode.Uri>;
  /** Fired when resources are called otherwise. */
  readonly onDidChange: vscode.Event<void>;
}

/** A value in a document that leads to a resource. */
interface Link {
  readonly range: vscode.Range;
  readonly address: ResourceAddress;
  /** What the resource is called, where it was seen. */
  readonly name: string | undefined;
}

/** What a document is of. */
interface Source {
  readonly account: string;
  /** The resource that it shows: a link to itself is of no use. */
  readonly own?: ResourceAddress;
  readonly result?: RunResult | undefined;
}

const DOCUMENTS = [{ scheme: RESPONSE_SCHEME }, { scheme: SCHEME }];

/**
 * Makes links of the paths, URNs and identifiers in responses, specs and whole resources that lead to resources, and shows beside
 * a bare identifier or URN what its resource is called.
 */
export function registerResourceLinks(options: ResourceLinksOptions): vscode.Disposable {
  const addresses = new WeakMap<vscode.DocumentLink, ResourceAddress>();
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider(DOCUMENTS, {
      provideDocumentLinks: async (document, token) => {
        const links = await linksIn(options, document, token);
        return links.map(({ range, address }) => {
          const link = new vscode.DocumentLink(range);
          link.tooltip = vscode.l10n.t('Open resource');
          addresses.set(link, address);
          return link;
        });
      },
      // Once it is followed: by then the document may be open, and be called otherwise.
      resolveDocumentLink: async (link) => {
        const address = addresses.get(link);
        if (address) link.target = await options.documentOf(address);
        return link;
      },
    }),
    vscode.languages.registerInlayHintsProvider(DOCUMENTS, {
      onDidChangeInlayHints: options.onDidChange,
      provideInlayHints: async (document, visible, token) => {
        const links = await linksIn(options, document, token);
        return links.flatMap((link) =>
          visible.contains(link.range) ? (nameHint(document, link) ?? []) : [],
        );
      },
    }),
  );
}

function nameHint(document: vscode.TextDocument, { range, name }: Link): vscode.InlayHint | undefined {
  if (name === undefined || document.getText(range).includes(name)) return undefined;
  const { line, character } = range.end;
  const after = new vscode.Position(line, character + 1);
  const isQuoted = /^["']/.test(document.getText(new vscode.Range(range.end, after)));
  const hint = new vscode.InlayHint(isQuoted ? after : range.end, displayLine(name));
  hint.paddingLeft = true;
  hint.tooltip = vscode.l10n.t('The name of this resource');
  return hint;
}

async function linksIn(
  options: ResourceLinksOptions,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<readonly Link[]> {
  const source = sourceOf(options, document.uri);
  const origin = source && options.origin(source.account);
  if (!source || origin === undefined) return [];
  const { account, own, result } = source;
  const targets = new LinkTargets(options, account);
  if (result) await targets.learn(result);
  const format = document.uri.scheme === SCHEME ? formatAt(document.uri) : 'json';
  const isKnown = (id: string): boolean => targets.byId(id) !== undefined;
  const links: Link[] = [];
  for (const value of linkedValues(document.getText(), origin, isKnown, format)) {
    const address = await targets.addressAt(value);
    if (token.isCancellationRequested) return [];
    if (!address || (own && sameAddress(own, address))) continue;
    const range = new vscode.Range(document.positionAt(value.start), document.positionAt(value.end));
    links.push({ range, address, name: targets.nameOf(address) });
  }
  return links;
}

function sourceOf({ responses }: ResourceLinksOptions, uri: vscode.Uri): Source | undefined {
  if (uri.scheme === SCHEME) {
    const own = fromUriPath(uri.path)?.address;
    return own && { account: own.account, own };
  }
  const run = responses.run(uri);
  if (run?.account === undefined) return undefined;
  return { account: run.account, result: run.outcome?.kind === 'answered' ? run.outcome.result : undefined };
}
