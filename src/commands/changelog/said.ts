// What is said of a changelog's command in Liquibase's ways, as layers of our settings: its spellings on the command line, then its
// environment variables, then its properties file. The nearest word counts, as for Liquibase.

import { existsSync, readFileSync } from 'node:fs'
import { SettingError, type Layer } from '../../config/settings.ts'
import { LIQUIBASE_COMMANDS } from './liquibase-commands.ts'
import { canonical, isIgnored, settingNamed, type LiquibaseSetting } from './liquibase-names.ts'
import { parseProperties } from './properties-file.ts'

const DEFAULTS_FILE = 'liquibase.properties'

export interface Said {
  /** Flags, by our names. */
  readonly options: Readonly<Record<string, unknown>>
  /** The most specific first. */
  readonly layers: readonly Layer[]
}

/** @param commands the command's names: a setting may be said for one of them alone, as LIQUIBASE_COMMAND_UPDATE_CONTEXTS is */
export function said(
  commands: readonly string[],
  given: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = process.env,
): Said {
  const options = ourNames(given)
  const names = commands.flatMap(namesOf)
  const environment = fromEnvironment(names, env)
  const named = textOf(options['defaultsFile']) ?? textOf(environment.values['defaultsFile'])
  const file = named ?? (existsSync(DEFAULTS_FILE) ? DEFAULTS_FILE : null)
  return { options, layers: [environment, ...(file === null ? [] : [fromFile(names, file)])] }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** What commander calls an option, as we do; what is given in both spellings counts as ours says. */
function ourNames(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || isIgnored(name)) continue
    const setting = name === 'D' ? 'parameter' : settingNamed(name)
    Object.assign(
      options,
      setting === null ? { [name]: value } : setting === 'parameter' ? { parameter: value } : entry(setting, value),
    )
  }
  return options
}

const MINUTE = 'min'

/** Liquibase's units, as ours. */
function entry(setting: LiquibaseSetting, value: unknown): Record<string, unknown> {
  if (setting === 'lockWaitMinutes') return { lockWait: `${String(value)}${MINUTE}` }
  if (setting === 'lockPollSeconds') return { lockPoll: `${String(value)}s` }
  if (setting === 'propertyEscaping') return { propertyEscaping: value === true || value === 'true' }
  return { [setting]: value }
}

/** LIQUIBASE_COMMAND_URL, LIQUIBASE_COMMAND_UPDATE_CONTEXTS, LIQUIBASE_SEARCH_PATH; DATABASE_URL, as our other commands have it. */
function fromEnvironment(commands: readonly string[], env: NodeJS.ProcessEnv): Layer {
  const values: Record<string, unknown> = {}
  const names = new Map<string, string>()
  if (env['DATABASE_URL']) {
    values['url'] = env['DATABASE_URL']
    names.set('url', 'DATABASE_URL')
  }
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('LIQUIBASE_') || !value) continue
    addValue(values, names, commands, variable, variable.slice('LIQUIBASE_'.length), value)
  }
  return { values, nameOf: (key) => names.get(key) ?? key }
}

function fromFile(commands: readonly string[], file: string): Layer {
  if (!existsSync(file)) throw new SettingError(`There is no file ${file}, which --defaults-file names`, true)
  const values: Record<string, unknown> = {}
  const names = new Map<string, string>()
  const parameters: string[] = []
  for (const [key, value] of parseProperties(readFileSync(file, 'utf8'))) {
    const name = key.replace(/^liquibase\./i, '')
    if (name.startsWith('parameter.')) parameters.push(`${name.slice('parameter.'.length)}=${value}`)
    else if (value !== '') addValue(values, names, commands, key, name, value)
  }
  if (parameters.length > 0) values['parameter'] = parameters
  return { values, nameOf: (key) => `${names.get(key) ?? key} in ${file}` }
}

function addValue(
  values: Record<string, unknown>,
  names: Map<string, string>,
  commands: readonly string[],
  spelled: string,
  name: string,
  value: string,
): void {
  const setting = settingOf(name, commands)
  if (setting === null) return
  for (const [key, one] of Object.entries(entry(setting, value))) {
    values[key] = one
    names.set(key, spelled)
  }
}

/** `command.update.contexts`, `COMMAND_UPDATE_CONTEXTS`, `command.contexts`, `contexts`. */
function settingOf(name: string, commands: readonly string[]): LiquibaseSetting | null {
  const plain = name.replace(/^command[._]/i, '')
  const general = settingNamed(plain)
  if (general !== null) return general
  const short = canonical(plain)
  for (const command of commands) {
    const own = short.startsWith(command) ? settingNamed(short.slice(command.length)) : null
    if (own !== null) return own
  }
  return null
}

/** Liquibase's names of a command that differ in nothing but the name, too. */
function namesOf(command: string): string[] {
  const same = LIQUIBASE_COMMANDS.filter((one) => one.command === command && Object.keys(one.sets).length === 0)
  return [
    ...new Set([command, ...same.filter(({ argument }) => argument === null).map(({ name }) => name)].map(canonical)),
  ]
}
