// Flyway: `V1_2__name.sql`, `U1_2__name.sql` back, `R__name.sql` whenever it changes; flyway_schema_history has what was run.

import { join } from 'node:path'
import { splitStatements } from '../../source/split.ts'
import { RevisionError } from '../errors.ts'
import { readBytes, shownPath } from '../files/text.ts'
import { flywayChecksum, refuseFailed, standing, type FlywayRow } from './flyway-history.ts'
import { refusesTransaction } from './foreign-body.ts'
import { qualified } from './history-tables.ts'
import {
  byVersion,
  chain,
  filesBelow,
  inWords,
  readForeign,
  refuseGaps,
  refuseTwice,
  refuseWithoutFile,
  type ForeignFile,
  type Link,
} from './linear.ts'
import { DOLLAR_BRACES, filledIn } from './placeholders.ts'
import type { ForeignScript, Given, Migration, Project, RepeatableFile, Tool } from './tool.ts'

const FILE = /(?:^|\/)([VUB])([\d._]+)__(.*)\.sql$/
const REPEATABLE = /(?:^|\/)R__(.*)\.sql$/
const PROGRAM = /(?:^|\/)[VRUB][\d._]*__.*\.(?:java|kt|groovy|class|py|ps1|sh|bat|cmd)$/

export const flyway: Tool = {
  name: 'flyway',
  title: 'Flyway',
  history: {
    table: 'flyway_schema_history',
    columns: [
      'installed_rank',
      'version',
      'description',
      'type',
      'script',
      'checksum',
      'installed_by',
      'installed_on',
      'execution_time',
      'success',
    ],
    distinctive: true,
  },
  folderIs: 'the folder of its SQL migrations (a location)',
  isItsFolder: (folder) => filesBelow(folder).some((file) => FILE.test(file) || REPEATABLE.test(file)),
  read,
}

/** A versioned file. */
interface Versioned {
  readonly kind: string
  readonly version: string
  readonly message: string
  readonly path: string
}

async function read(given: Given): Promise<Project> {
  const { folder, database } = given
  const paths = filesBelow(folder)
  refusePrograms(paths, folder)
  const files = paths.flatMap((path) => versioned(path))
  const history = database?.history ?? null
  const rows = history
    ? await database!.connection.query<FlywayRow>(`
        SELECT version, description, type, script, checksum, success FROM ${qualified(history)} ORDER BY installed_rank`)
    : []
  refuseFailed(rows)
  const state = standing(rows, history?.schema ?? 'public')
  const { chained, notes } = withoutBaselines(files)
  const links = chained.map((file) => link(given, file, files, paths))
  if (links.length === 0)
    throw new RevisionError(`There are no Flyway migrations (V<version>__<name>.sql) in ${shownPath(folder)}.`)
  refuseTwice(links)
  const lacking = [...state.applied].filter(
    ([version]) => !files.some((file) => byVersion(file.version, version) === 0),
  )
  refuseWithoutFile(
    lacking.map(([, { script }]) => script),
    'Flyway',
    folder,
  )
  const isApplied = ({ id }: Link): boolean =>
    [...state.applied.keys()].some((version) => byVersion(version, id) === 0) ||
    (state.baseline !== null && byVersion(id, state.baseline) <= 0)
  const migrations = chain(links, isApplied)
  refuseGaps(migrations, 'Flyway', 'Run `flyway migrate -outOfOrder=true` first: it applies them.')
  return {
    migrations,
    repeatables: repeatablesOf(given, paths, rows),
    notes: [...notes, ...state.notes, ...editedNotes(folder, chained, migrations, rows)],
  }
}

function refusePrograms(paths: readonly string[], folder: string): void {
  const programs = paths.filter((path) => PROGRAM.test(path))
  if (programs.length === 0) return
  throw new RevisionError(
    `${programs.map((path) => shownPath(join(folder, path))).join(', ')}: programs cannot be taken over. Write what they do as SQL in files of the same version, ` +
      'or begin from the database as it is: trueup adopt --from none.',
  )
}

function versioned(path: string): Versioned[] {
  const [, kind, version, message] = FILE.exec(path) ?? []
  if (kind === undefined || version === undefined || message === undefined) return []
  return [{ kind, version: version.replaceAll('_', '.'), message: inWords(message), path }]
}

/** A baseline migration stands for all versions up to its own: it counts where those are gone. */
function withoutBaselines(files: readonly Versioned[]): { chained: readonly Versioned[]; notes: readonly string[] } {
  const sorted = files.toSorted((a, b) => byVersion(a.version, b.version))
  const versions = sorted.filter(({ kind }) => kind === 'V')
  const baseline = sorted.findLast(({ kind }) => kind === 'B')
  if (!baseline) return { chained: versions, notes: [] }
  const later = versions.filter(({ version }) => byVersion(version, baseline.version) > 0)
  if (later.length === versions.length) return { chained: [baseline, ...later], notes: [] }
  return { chained: versions, notes: [`${baseline.path} is left out: the versions that it stands for are there`] }
}

function link(given: Given, file: Versioned, files: readonly Versioned[], paths: readonly string[]): Link {
  const undo = files.find((other) => other.kind === 'U' && byVersion(other.version, file.version) === 0)
  const name = file.path.split('/').at(-1) ?? file.path
  return {
    id: file.version,
    message: file.message,
    name,
    up: script(given, file.path, paths),
    down: undo ? script(given, undo.path, paths) : null,
  }
}

function script({ folder, replacements }: Given, path: string, paths: readonly string[]): ForeignScript {
  const file = readForeign(folder, path)
  const sql = filledIn(file, DOLLAR_BRACES, replacements)
  const options = paths.includes(`${path}.conf`) ? readForeign(folder, `${path}.conf`).text : ''
  const isOutside = /^\s*executeInTransaction\s*=\s*false/im.test(options) || runsOutside(sql, file)
  return { file: file.shown, line: 1, sql, runs: isOutside ? 'none' : 'transaction' }
}

/** Flyway itself notices statements that refuse a transaction, and runs their file without one. */
function runsOutside(sql: string, { shown }: ForeignFile): boolean {
  if (!/concurrently|vacuum|create\s+database|tablespace|subscription|alter\s+system/i.test(sql)) return false
  return splitStatements(sql, shown).some(refusesTransaction)
}

function repeatablesOf(given: Given, paths: readonly string[], rows: readonly FlywayRow[]): readonly RepeatableFile[] {
  return paths.flatMap((path) => {
    const description = REPEATABLE.exec(path)?.[1]
    if (description === undefined) return []
    const row = rows.findLast(
      ({ version, description: said }) => version === null && said === description.replaceAll('_', ' '),
    )
    return [{ name: description, script: script(given, path, paths), applied: row !== undefined }]
  })
}

function editedNotes(
  folder: string,
  files: readonly Versioned[],
  migrations: readonly Migration[],
  rows: readonly FlywayRow[],
): readonly string[] {
  return files.flatMap((file) => {
    const row = rows.findLast(({ version }) => version !== null && byVersion(version, file.version) === 0)
    const isApplied = migrations.some(({ id, applied }) => applied && id === file.version)
    if (!isApplied || !row || row.checksum === null) return []
    if (row.checksum === flywayChecksum(readBytes(join(folder, file.path)))) return []
    return [
      `${shownPath(join(folder, file.path))} was edited after it was applied: its checksum is not the one that Flyway recorded`,
    ]
  })
}
