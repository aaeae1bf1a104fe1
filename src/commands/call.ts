// One call of the command line: its arguments, and its settings from the flags, the environment and the configuration file.

import { loadConfig } from '../config/load.ts'
import { readSettings, type Layer, type Settings } from '../config/settings.ts'
import { UsageError } from '../compare/errors.ts'
import { flagOf, type FlagName, FLAGS } from './flags.ts'
import { openTerminal, type Terminal } from './terminal.ts'

export interface Call {
  readonly command: string
  readonly arguments: readonly string[]
  readonly settings: Settings
  readonly terminal: Terminal
  /** The database that the command line or the chosen environment names: it goes before DATABASE_URL and PGHOST. */
  readonly namedDatabase: string | undefined
  /** Databases of which the configuration says, where it names them, that they may be emptied. */
  readonly disposable?: readonly string[]
}

/** Not settings: they say where settings come from, or concern the terminal alone. */
const OWN = ['config', 'env', 'color'] as const

export async function prepareCall(
  command: string,
  given: readonly string[],
  options: Readonly<Record<string, unknown>>,
  /** What stands between the command line and the configuration file: another tool's environment variables and files. */
  between: readonly Layer[] = [],
): Promise<Call> {
  const values = flagValues(options)
  const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined)
  const flags: Layer = { values, nameOf: spelling, isCommandLine: true }
  const file = text('config')
  const environment = text('env')
  const layers = await loadConfig({
    folder: process.cwd(),
    ...(file === undefined ? {} : { file }),
    ...(environment === undefined ? {} : { environment }),
  })
  const settings = readSettings([flags, ...between, ...layers])
  const color = typeof options['color'] === 'boolean' ? options['color'] : undefined
  const named = readSettings([flags, ...(environment === undefined ? [] : layers.slice(0, 1))])
  return {
    command,
    arguments: given,
    settings,
    terminal: openTerminal({ color, quiet: settings.quiet ?? false }),
    namedDatabase: named.database,
    disposable: layers.flatMap(({ values: { database, disposable } }) =>
      disposable === true && typeof database === 'string' ? [database] : [],
    ),
  }
}

/** `--exclude_schema` and `--with-privileges` are other spellings of settings. */
function flagValues(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { exclude_schema: underscored, withPrivileges, ...rest } = options
  const values = Object.fromEntries(Object.entries(rest).filter(([key]) => !OWN.some((own) => own === key)))
  const excluded = [values['excludeSchema'], underscored].flat().filter((schema) => schema !== undefined)
  return {
    ...values,
    ...(excluded.length > 0 ? { excludeSchema: excluded } : {}),
    ...(withPrivileges === undefined ? {} : { privileges: true }),
  }
}

function spelling(key: string): string {
  const names: readonly string[] = Object.keys(FLAGS)
  const isFlag = (name: string): name is FlagName => names.includes(name)
  return isFlag(key) ? (flagOf(key).flags.match(/--[\w-]+/)?.[0] ?? key) : key
}

/** The two states, from the arguments or, where there are none, from the configuration file. */
export function twoSources(
  call: Call,
  roles: readonly [from: string, to: string],
): readonly [from: string, to: string] {
  const [from, to, ...rest] = call.arguments
  if (rest.length > 0) throw new UsageError(`${call.command} takes two states, not ${call.arguments.length}`)
  if (from !== undefined && to !== undefined) return [from, to]
  const { database, definition } = call.settings
  if (from === undefined && database !== undefined && definition !== undefined) return [database, definition]
  const [unset, ...others] = Object.entries({ database, definition }).filter(([, value]) => value === undefined)
  if (from === undefined && unset && others.length === 0)
    throw new UsageError(
      `the configuration has no ${unset[0]} for ${call.command}; where it comes from an environment variable, that is not set`,
    )
  throw new UsageError(
    `${call.command} needs <${roles[0]}> and <${roles[1]}>: name both, or set database and definition in trueup.config.ts`,
  )
}

/** At most one argument. */
export function oneArgument({ command, arguments: given }: Said, what: string): string | undefined {
  if (given.length > 1) throw new UsageError(`${command} takes one ${what}, not ${given.length}`)
  return given[0]
}

export function noArguments({ command, arguments: given }: Said): void {
  if (given.length > 0) throw new UsageError(`${command} takes no arguments, and got ${given.join(' ')}`)
}

type Said = Pick<Call, 'command' | 'arguments'>

/** Of a command that lists something: `text`, the default, or `json`. */
export function listingFormat({ command, settings }: Pick<Call, 'command' | 'settings'>): 'text' | 'json' {
  const { format = 'text' } = settings
  if (format === 'text' || format === 'json') return format
  throw new UsageError(`--format of ${command} is text or json, not ${format}`)
}
