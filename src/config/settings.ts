// Every setting that a flag or the configuration file can give, read once into a type that cannot be wrong.
// Knows words and values; knows no command and does nothing.

import type { Hook } from '../apply/hooks.ts'
import type { Connection } from '../connection/connection.ts'
import { FORMAT_NAMES } from './formats.ts'
import { nearest } from './nearest.ts'

/** A value that does not fit: where it stands, and what was expected. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
  /** It stands on the command line, not in the configuration file. */
  readonly isUsage: boolean

  constructor(message: string, isUsage = false, options?: ErrorOptions) {
    super(message, options)
    this.isUsage = isUsage
  }
}

/** Where values come from, the most specific first: the command line, an environment, the top of the configuration file. */
export interface Layer {
  readonly values: Readonly<Record<string, unknown>>
  /** How this layer calls a setting: `--lock-timeout`, `production.lockTimeout in trueup.config.ts`. */
  readonly nameOf: (key: string) => string
  readonly isCommandLine?: boolean
}

export interface Rename {
  readonly from: string
  readonly to: string
}

type Read<T> = (value: unknown, where: string) => T

const wrong = (where: string, expected: string, value: unknown): never => {
  throw new SettingError(`${where} must be ${expected}, not ${JSON.stringify(value) ?? String(value)}`)
}

const major: Read<number> = (value, where) =>
  /^[1-9]\d$/.test(String(value)) ? Number(value) : wrong(where, 'a major version like 14', value)

const yesOrNo: Read<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : wrong(where, 'true or false', value)

const text: Read<string> = (value, where) =>
  typeof value === 'string' && value !== '' ? value : wrong(where, 'a text', value)

/** One text or a list of them. */
const texts: Read<readonly string[]> = (value, where) =>
  Array.isArray(value) ? value.map((one, i) => text(one, `${where} (${i + 1})`)) : [text(value, where)]

/** `old=new`, a list of these, or an object in the configuration file. An equals sign in a quoted name does not count. */
const pairs: Read<readonly Rename[]> = (value, where) => {
  if (isRecord(value)) return Object.entries(value).map(([from, to]) => ({ from, to: text(to, `${where} "${from}"`) }))
  return texts(value, where).map((pair) => {
    const match = /^((?:"(?:[^"]|"")*"|[^"=])+)=([^]*)$/.exec(pair)
    return match?.[1] !== undefined && match[2] !== undefined
      ? { from: match[1], to: match[2] }
      : wrong(where, 'like old=new', pair)
  })
}

/** The same as data to look names up in. */
const lookup: Read<Readonly<Record<string, string>>> = (value, where) =>
  Object.fromEntries(
    isRecord(value)
      ? Object.entries(value).map(([key, to]) => [key, typeof to === 'string' ? to : wrong(where, 'a text', to)])
      : texts(value, where).map((pair) => {
          const at = pair.indexOf('=')
          return at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : wrong(where, 'like name=value', pair)
        }),
  )

/** SQL, or in TypeScript and JavaScript a function that is given the session. */
const hooks: Read<readonly Hook[]> = (value, where) =>
  (Array.isArray(value) ? value : [value]).map((hook: unknown) => (isFunction(hook) ? hook : text(hook, where)))

const isFunction = (value: unknown): value is (connection: Connection) => unknown => typeof value === 'function'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

/** PostgreSQL's own spelling of a time, `500ms`, `5s`, `1min`; a bare number is milliseconds, as for lock_timeout. */
const durationMs: Read<number> = (value, where) => {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(String(value).trim())
  if (!match) return wrong(where, 'a time like 500ms or 5s', value)
  return Math.round(Number(match[1]) * (UNITS[match[2] ?? 'ms'] ?? 1))
}

const count: Read<number> = (value, where) =>
  /^\d+$/.test(String(value)) ? Number(value) : wrong(where, 'a whole number, 0 or more', value)

const format: Read<(typeof FORMAT_NAMES)[number]> = (value, where) =>
  FORMAT_NAMES.find((name) => name === value) ?? wrong(where, `one of ${FORMAT_NAMES.join(', ')}`, value)

const ONLINE = ['auto', 'always', 'never'] as const

const online: Read<(typeof ONLINE)[number]> = (value, where) =>
  ONLINE.find((name) => name === value) ?? wrong(where, `one of ${ONLINE.join(', ')}`, value)

const TRANSACTIONS = ['each', 'all'] as const

const transactions: Read<(typeof TRANSACTIONS)[number]> = (value, where) =>
  TRANSACTIONS.find((name) => name === value) ?? wrong(where, `one of ${TRANSACTIONS.join(', ')}`, value)

const COMPATIBILITY = ['trueup', 'liquibase'] as const

const compatibility: Read<(typeof COMPATIBILITY)[number]> = (value, where) =>
  COMPATIBILITY.find((name) => name === value) ?? wrong(where, `one of ${COMPATIBILITY.join(', ')}`, value)

const MISSING_PROPERTY = ['preserve', 'empty', 'error'] as const

const missingProperty: Read<(typeof MISSING_PROPERTY)[number]> = (value, where) =>
  MISSING_PROPERTY.find((name) => name === String(value).toLowerCase()) ??
  wrong(where, `one of ${MISSING_PROPERTY.join(', ')}`, value)

const RESUME = ['again', 'done'] as const

const resume: Read<(typeof RESUME)[number]> = (value, where) =>
  RESUME.find((name) => name === value) ?? wrong(where, `one of ${RESUME.join(', ')}`, value)

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export type Settings = ReturnType<typeof readSettings>

export function readSettings(layers: readonly Layer[]) {
  const known = new Set<string>()
  const read: Reader = (key, as) => {
    known.add(key)
    const layer = layers.find((l) => l.values[key] !== undefined)
    return layer && told(layer, () => as(layer.values[key], layer.nameOf(key)))
  }
  const settings = {
    database: read('database', text),
    definition: read('definition', text),
    shadow: read('shadow', text),
    replace: read('replace', lookup),
    set: read('set', lookup),
    strictOrder: read('strictOrder', yesOrNo),

    schema: read('schema', texts),
    excludeSchema: read('excludeSchema', texts),
    include: read('include', texts),
    exclude: read('exclude', texts),
    privileges: read('privileges', yesOrNo),
    owners: read('owners', yesOrNo),
    comments: read('comments', yesOrNo),
    roles: read('roles', yesOrNo),
    createExtensionsOnly: read('createExtensionsOnly', yesOrNo),
    ignoreExtensionVersions: read('ignoreExtensionVersions', yesOrNo),

    rename: read('rename', pairs),
    unsafe: read('unsafe', yesOrNo),
    strict: read('strict', yesOrNo),
    online: read('online', online),
    prove: read('prove', yesOrNo),

    format: read('format', format),
    output: read('output', text),
    quiet: read('quiet', yesOrNo),
    verbose: read('verbose', yesOrNo),

    before: read('before', hooks),
    after: read('after', hooks),
    lockTimeoutMs: read('lockTimeout', durationMs),
    retries: read('retries', count),
    abandon: read('abandon', yesOrNo),
    yes: read('yes', yesOrNo),

    ...revisionSettings(read),

    ...changelogSettings(read),
  }
  for (const layer of layers) refuseUnknown(layer, known)
  return settings
}

type Reader = <T>(key: string, as: Read<T>) => T | undefined

const changelogSettings = (read: Reader) => ({
  changelogFile: read('changelogFile', text),
  searchPath: read('searchPath', texts),
  parameter: read('parameter', lookup),
  contexts: read('contexts', texts),
  labels: read('labels', text),
  compatibility: read('compatibility', compatibility),
  missingProperty: read('missingProperty', missingProperty),
  propertyEscaping: read('propertyEscaping', yesOrNo),
  url: read('url', text),
  username: read('username', text),
  password: read('password', text),
  referenceUrl: read('referenceUrl', text),
  referenceUsername: read('referenceUsername', text),
  referencePassword: read('referencePassword', text),
  defaultsFile: read('defaultsFile', text),
  defaultSchema: read('defaultSchema', text),
  liquibaseSchema: read('liquibaseSchema', text),
  changelogTable: read('changelogTable', text),
  lockTable: read('lockTable', text),
  lockWaitMs: read('lockWait', durationMs),
  lockPollMs: read('lockPoll', durationMs),
  toTag: read('toTag', text),
  count: read('count', count),
  toDate: read('toDate', text),
  pending: read('pending', yesOrNo),
  testRollback: read('testRollback', yesOrNo),
  changesetIdentifier: read('changesetIdentifier', text),
  changesetId: read('changesetId', text),
  changesetAuthor: read('changesetAuthor', text),
  changesetPath: read('changesetPath', text),
  // A git revision; adopt's tool is said by a flag of the same name.
  from: read('from', text),
  into: read('into', text),
  prepare: read('prepare', text),
})

const revisionSettings = (read: Reader) => ({
  revisions: read('revisions', text),
  historyTable: read('historyTable', text),
  postgresql: read('postgresql', major),
  transactions: read('transactions', transactions),
  message: read('message', text),
  autogenerate: read('autogenerate', yesOrNo),
  head: read('head', texts),
  splice: read('splice', yesOrNo),
  dependsOn: read('dependsOn', texts),
  branchLabel: read('branchLabel', texts),
  revId: read('revId', text),
  sql: read('sql', yesOrNo),
  dryRun: read('dryRun', yesOrNo),
  allowDrift: read('allowDrift', yesOrNo),
  resume: read('resume', resume),
  tag: read('tag', text),
  purge: read('purge', yesOrNo),
  range: read('range', text),
  indicateCurrent: read('indicateCurrent', yesOrNo),
  checkHeads: read('checkHeads', yesOrNo),
  resolveDependencies: read('resolveDependencies', yesOrNo),
  update: read('update', yesOrNo),
  onto: read('onto', text),
  keep: read('keep', text),
  disposable: read('disposable', yesOrNo),
  // `from` is what its flag is called.
  tool: read('from', text),
})

function told<T>(layer: Layer, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof SettingError ? new SettingError(error.message, layer.isCommandLine ?? false) : error
  }
}

function refuseUnknown(layer: Layer, known: ReadonlySet<string>): void {
  for (const key of Object.keys(layer.values)) {
    if (known.has(key)) continue
    const near = nearest(key, [...known])
    throw new SettingError(`${layer.nameOf(key)} is not a setting${near ? `; did you mean ${near}?` : ''}`)
  }
}
