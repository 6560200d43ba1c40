import { Disposable, type Event } from 'vscode';

/** What happened to one account. */
export interface AccountEvent {
  /** The account’s id. */
  readonly account: string;
}

/** One event for several that mean the same to a listener. */
export function anyOf<T>(...events: readonly Event<T>[]): Event<T> {
  return (listener, thisArgs) => Disposable.from(...events.map((event) => event(listener, thisArgs)));
}

interface AnyChange {
  readonly onDidChangeVersion: Event<AccountEvent>;
  readonly onDidChangeAccount: Event<AccountEvent>;
  readonly onDidChangeNetwork: Event<object>;
}

/** For what is read of any account: the one whose answers may be different; none is named where those of all may be. */
export function onDidChangeAnyAnswers(connections: AnyChange): Event<Partial<AccountEvent>> {
  const { onDidChangeVersion, onDidChangeAccount, onDidChangeNetwork } = connections;
  return anyOf<Partial<AccountEvent>>(onDidChangeVersion, onDidChangeAccount, onDidChangeNetwork);
}
