// A second observer that shares no code with Trueup: what pg_dump says of two databases, entry by entry.
// The order of columns is free.

import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { promisify } from 'node:util'

/** The words that start it, and its major. */
export interface PgDump {
  readonly command: readonly [string, ...string[]]
  readonly major: number
}

/** By type, schema and name. */
export type DumpEntries = ReadonlyMap<string, string>

const run = promisify(execFile)

/** The newest of TRUEUP_PG_DUMP (which may be a command with arguments), PATH, and where Debian and Red Hat put them. */
export function findPgDump(): PgDump | null {
  const [given, ...words] = (process.env['TRUEUP_PG_DUMP'] ?? '').split(' ').filter((word) => word !== '')
  const folders = ['/usr/lib/postgresql', '/usr'].filter((folder) => existsSync(folder)).flatMap(installedIn)
  const commands: [string, ...string[]][] = [
    ...(given ? [[given, ...words] satisfies [string, ...string[]]] : []),
    ['pg_dump'],
    ...folders,
  ]
  const found = commands.flatMap((command) => {
    const major = majorOf(command)
    return major === null ? [] : [{ command, major }]
  })
  return found.toSorted((a, b) => b.major - a.major)[0] ?? null
}

const installedIn = (folder: string): [string][] =>
  readdirSync(folder)
    .map((name): [string] => [`${folder}/${name}/bin/pg_dump`])
    .filter(([path]) => existsSync(path))

function majorOf([program, ...words]: readonly [string, ...string[]]): number | null {
  try {
    const said = execFileSync(program, [...words, '--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return Number(/\(PostgreSQL\) (\d+)/.exec(said)?.[1] ?? 0)
  } catch {
    return null
  }
}

export async function dump({ command: [program, ...words] }: PgDump, url: string): Promise<DumpEntries> {
  const env = { ...process.env, PGOPTIONS: '-c client_min_messages=warning' }
  const { stdout } = await run(program, [...words, '-s', '-d', url], { env, maxBuffer: 2 ** 28 })
  return entriesOf(stdout)
}

const HEADER = /^-- (?:Data for )?Name: (.*); Type: (.*); Schema: (.*); Owner: ?(.*)$/gm
/** `WITH (a, b)`: storage parameters have no order. */
const sortOptions = (line: string): string =>
  line.replace(/\bWITH \(([^()]*)\)/g, (_all, options: string) => `WITH (${options.split(', ').toSorted().join(', ')})`)

const SETTING = /^(?:SET |SELECT pg_catalog\.set_config|\\(?:un)?restrict)/
const UNORDERED = new Set(['TABLE', 'FOREIGN TABLE', 'TYPE', 'ACL', 'DEFAULT ACL', 'VIEW'])

function entriesOf(text: string): DumpEntries {
  const entries = new Map<string, string>()
  const headers = [...text.matchAll(HEADER)]
  headers.forEach((header, i) => {
    const [line, name = '', type = '', schema = '', owner = ''] = header
    const body = text.slice(header.index + line.length, headers[i + 1]?.index)
    const lines = body.split('\n').map((one) => one.trimEnd())
    const told = lines.filter((one) => one !== '' && !one.startsWith('--') && !SETTING.test(one)).map(sortOptions)
    const compared = UNORDERED.has(type) ? told.map((one) => one.replace(/,$/, '')).toSorted() : told
    const key = `${type} ${schema} ${name}`
    entries.set(key, [...(entries.has(key) ? [entries.get(key)] : []), ...compared, `owner ${owner}`].join('\n'))
  })
  return entries
}

/** Names of the entries in which two dumps differ, with what each says. */
export function dumpDifferences(actual: DumpEntries, wanted: DumpEntries): string[] {
  const keys = new Set([...actual.keys(), ...wanted.keys()])
  return [...keys]
    .filter((key) => actual.get(key) !== wanted.get(key))
    .map((key) => `${key}: ${linesOf(actual.get(key), wanted.get(key))}`)
}

function linesOf(actual: string | undefined, wanted: string | undefined): string {
  if (actual === undefined) return 'is missing'
  if (wanted === undefined) return 'is there and should not be'
  const [is, should] = [actual.split('\n'), wanted.split('\n')]
  const extra = is.filter((line) => !should.includes(line)).map((line) => `- ${line.trim()}`)
  const lacking = should.filter((line) => !is.includes(line)).map((line) => `+ ${line.trim()}`)
  return [...extra, ...lacking].join(' ') || 'the same lines in another order'
}
