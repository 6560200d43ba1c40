import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true }>
>['values'];

interface Parsed<T extends Options> {
  readonly positionals: readonly string[];
  readonly values: Values<T>;
}

/** A command's arguments and options. Throws `UsageError` for options that it doesn't have. */
export function parseArguments<T extends Options>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    const [first = ''] = cause instanceof Error ? cause.message.split(/\. |\n/) : [];
    throw new UsageError(`${first}.`, { cause });
  }
}

/** A command's one file and its options. Throws `UsageError` for anything else. */
export function readArguments<T extends Options>(
  args: readonly string[],
  options: T,
): { readonly path: string; readonly values: Values<T> } {
  const { positionals, values } = parseArguments(args, options);
  const [path, stray] = positionals;
  if (path === undefined || stray !== undefined) throw new UsageError('Name one request file.');
  return { path, values };
}
