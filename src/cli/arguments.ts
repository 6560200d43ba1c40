import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true }>
>['values'];

/** A command's one file and its options. Throws `UsageError` for anything else. */
export function readArguments<T extends Options>(
  args: readonly string[],
  options: T,
): { readonly path: string; readonly values: Values<T> } {
  let parsed: ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    const [first = ''] = cause instanceof Error ? cause.message.split(/\. |\n/) : [];
    throw new UsageError(`${first}.`, { cause });
  }
  const [path, stray] = parsed.positionals;
  if (path === undefined || stray !== undefined) throw new UsageError('Name one request file.');
  return { path, values: parsed.values };
}
