// Takes over a database: what another tool has as files becomes revisions, what it has applied is recorded, and that both
// agree is shown first. All is prepared before anything is written; the other tool's files and tables stay as they are.

import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { CompareOptions } from '../../compare/compare.ts'
import type { Connection } from '../../connection/connection.ts'
import { RevisionError } from '../errors.ts'
import { readRevisions } from '../files/folder.ts'
import { shownPath } from '../files/text.ts'
import { historyOf, readHistory } from '../history/read.ts'
import type { RevisionFolder } from '../revision.ts'
import type { HistoryTable } from '../history/table.ts'
import { driftOf, type Drift } from '../run/drift.ts'
import type { RunOptions } from '../run/live.ts'
import { baseline } from './baseline.ts'
import { withBefore } from './before.ts'
import { detect, foreignTables, type Detected } from './detect.ts'
import { ownOf } from './history-tables.ts'
import { filesOf, readForeign } from './linear.ts'
import { recordAdopted, refuseOther } from './record-adopted.ts'
import { inPlace, stage, stageProject, type Stage } from './stage.ts'
import type { Tool } from './tool.ts'

export interface AdoptOptions extends CompareOptions, Omit<RunOptions, 'table'> {
  /** The folder of revisions to be. */
  readonly revisions: string
  readonly table: HistoryTable
  /** That a database can be taken over from. */
  readonly tools: readonly Tool[]
  /** The other tool, where folder and database do not tell; `none`: the database as it is. */
  readonly from?: string | undefined
  readonly dryRun?: boolean | undefined
  /** Go on although the files do not make what the database has. */
  readonly allowDrift?: boolean | undefined
  /** SQL files of what a database has before the other tool's first migration; they become the first revisions. */
  readonly prepare?: string | undefined
  /** Of a baseline. */
  readonly message?: string | undefined
  readonly revId?: string | undefined
}

/** A database as a connection string, and a session on it. */
export interface AdoptedDatabase {
  readonly target: string
  readonly connection: Connection
}

export interface Adoption {
  /** Null: the database as it is. */
  readonly tool: Tool | null
  /** In the order in which they run. */
  readonly revisions: readonly { readonly id: string; readonly message: string; readonly applied: boolean }[]
  /** Written, or to be; none where the folder has them already. Relative to the folder. */
  readonly files: readonly string[]
  /** Ids and names of repeatable files that the history says are there, as of now. */
  readonly recorded: readonly string[]
  /** In what the database is not what its revisions make, an object a line. */
  readonly differences: readonly string[]
  /** Why that was not found out. */
  readonly uncompared: string | null
  /** False: nothing was changed. */
  readonly done: boolean
  /** For the configuration: the other tool's own tables. */
  readonly exclude: readonly string[]
  readonly notes: readonly string[]
}

/**
 * @param folder the other tool's; null: there is none
 * @param database null: the files alone are converted
 */
export async function adopt(
  folder: string | null,
  database: AdoptedDatabase | null,
  options: AdoptOptions,
): Promise<Adoption> {
  const connection = database?.connection ?? null
  const { tools, from = null, schema: schemas = [] } = options
  const detected = await detect({ folder, from, connection, tools, schemas })
  if (!detected && !database)
    throw new RevisionError(
      'Without a folder of another tool, the revision is made from a database: name it with --database.',
    )
  if (options.prepare !== undefined && !detected)
    throw new RevisionError('--prepare is of what was there before a tool’s migrations; a baseline has all of it.')
  refuseSameFolder(options.revisions, detected)
  const prepared = detected
    ? await convert(detected, connection, options)
    : await takeAsIs(database ?? missing(), options)
  try {
    return await settle(withExisting(prepared, options.revisions), connection, options)
  } finally {
    prepared.stage.remove()
  }
}

const missing = (): never => {
  throw new Error('adopt without a database: a bug in revisions/adopt/adopt.ts')
}

interface Prepared {
  readonly tool: Tool | null
  readonly stage: Stage
  /** In the order in which they run. */
  readonly ids: readonly string[]
  readonly applied: ReadonlySet<string>
  readonly appliedRepeatables: ReadonlySet<string>
  readonly exclude: readonly string[]
  readonly notes: readonly string[]
  /** The same for a session that looks in another schema first, as the other tool's may have; null: it may not. */
  readonly inItsSchema: (() => Prepared) | null
}

async function convert(
  { tool, folder, history }: Detected,
  connection: Connection | null,
  options: AdoptOptions,
): Promise<Prepared> {
  options.onStage?.(`reading what ${tool.title} has`)
  const server = serverOf(options)
  const read = await tool.read({
    folder,
    database: connection && { connection, history },
    replacements: new Map(Object.entries(options.replace ?? {})),
    shadow: { ...(server === undefined ? {} : { server }), ...(connection ? { major: connection.server.major } : {}) },
  })
  const project = options.prepare === undefined ? read : withBefore(read, options.prepare, connection !== null)
  const unseen =
    connection && !history
      ? [`The database has no history of ${tool.title}'s, so none of its migrations counts as applied`]
      : []
  const own = history ? ownOf({ tool, table: history }) : []
  const prepared: Prepared = {
    tool,
    stage: stageProject(project),
    ids: project.migrations.map(({ id }) => id),
    applied: new Set(project.migrations.filter(({ applied }) => applied).map(({ id }) => id)),
    appliedRepeatables: new Set(project.repeatables.filter(({ applied }) => applied).map(({ name }) => name)),
    exclude: own,
    notes: [...project.notes, ...unseen],
    inItsSchema: null,
  }
  const schema = history?.schema ?? 'public'
  if (schema === 'public' || own.includes(`schema:${schema}`)) return prepared
  const note = `${tool.title} ran with ${schema} first in its search_path, where its table is: each file sets that`
  const inItsSchema = (): Prepared => ({
    ...prepared,
    stage: stageProject(project, schema),
    notes: [...prepared.notes, note],
  })
  return { ...prepared, inItsSchema }
}

async function takeAsIs({ target, connection }: AdoptedDatabase, options: AdoptOptions): Promise<Prepared> {
  refuseOther(await readHistory(connection, options.table), [])
  const own = await foreignTables(connection, options.tools)
  const exclude = [...(options.exclude ?? []), ...own]
  const { revision, notes } = await baseline(target, connection.server.major, { ...options, exclude })
  const id = revision.id ?? ''
  return {
    tool: null,
    stage: stage([revision]),
    ids: [id],
    applied: new Set([id]),
    appliedRepeatables: new Set(),
    exclude: own,
    notes,
    inItsSchema: null,
  }
}

const serverOf = ({ shadow }: AdoptOptions): string | undefined =>
  shadow === undefined || shadow === 'embedded' || shadow === 'target' ? undefined : shadow

/** Compares, and unless something is in the way or it is a rehearsal, writes and records. */
async function settle(first: Prepared, connection: Connection | null, options: AdoptOptions): Promise<Adoption> {
  const drift = connection ? await compared(first, connection, options) : null
  if (!connection || !drift || !isUnlike(drift) || !first.inItsSchema) return finish(first, drift, connection, options)
  const second = first.inItsSchema()
  try {
    const other = await compared(second, connection, options)
    return isUnlike(other)
      ? await finish(first, drift, connection, options)
      : await finish(second, other, connection, options)
  } finally {
    second.stage.remove()
  }
}

const isUnlike = ({ differences, uncompared }: Pick<Drift, 'differences' | 'uncompared'>): boolean =>
  differences.length > 0 || uncompared !== null

async function finish(
  prepared: Prepared,
  drift: Drift | null,
  connection: Connection | null,
  options: AdoptOptions,
): Promise<Adoption> {
  const { tool, ids, applied, notes } = prepared
  const { folder, files, moveTo } = prepared.stage
  const adoption: Adoption = {
    tool,
    revisions: ids.map((id) => ({ id, message: byId(folder, id).message, applied: applied.has(id) })),
    files,
    recorded: [],
    differences: drift?.differences ?? [],
    uncompared: drift?.uncompared ?? null,
    done: false,
    exclude: prepared.exclude.filter((pattern) => !options.exclude?.includes(pattern)),
    notes,
  }
  if (options.dryRun || (isUnlike(adoption) && !options.allowDrift)) return adoption
  const write = (): void => moveTo(options.revisions)
  if (!connection) {
    write()
    return { ...adoption, done: true }
  }
  options.onStage?.('writing and recording')
  const recorded = await recordAdopted(connection, options, {
    revisions: ids.filter((id) => applied.has(id)).map((id) => byId(folder, id)),
    repeatables: folder.repeatables.filter(({ name }) => prepared.appliedRepeatables.has(name)),
    fingerprint: drift?.fingerprint ?? null,
    write,
  })
  return { ...adoption, recorded, done: true }
}

function byId({ revisions }: RevisionFolder, id: string): RevisionFolder['revisions'][number] {
  const found = revisions.find((revision) => revision.id === id)
  if (!found) throw new Error(`revision ${id} was staged and is not there: a bug in revisions/adopt/adopt.ts`)
  return found
}

async function compared(prepared: Prepared, connection: Connection, options: AdoptOptions): Promise<Drift> {
  options.onStage?.('running what is applied in a shadow')
  const { folder } = prepared.stage
  const revisions = prepared.ids.filter((id) => prepared.applied.has(id)).map((id) => byId(folder, id))
  const last = revisions[0] ?? folder.revisions[0]
  const again = folder.repeatables.filter(({ name }) => prepared.appliedRepeatables.has(name))
  const asRevisions = last
    ? again.map(({ name, script }) => ({ ...last, id: name, message: '', up: script, down: null }))
    : []
  const drift = await driftOf(connection, historyOf(options.table, false, []), [...revisions, ...asRevisions], {
    ...options,
    exclude: [...(options.exclude ?? []), ...prepared.exclude],
  })
  // Staged files are known by their names alone: they are somewhere else by the time that somebody reads this.
  const folders = prepared.stage.isInPlace ? [] : [`${shownPath(folder.path)}${sep}`, `${folder.path}${sep}`]
  const uncompared = drift.uncompared && folders.reduce((text, path) => text.replaceAll(path, ''), drift.uncompared)
  return { ...drift, uncompared }
}

/** The old files are read on, so the new ones are not put among them. */
function refuseSameFolder(target: string, detected: Detected | null): void {
  if (!detected || !existsSync(target) || !existsSync(detected.folder)) return
  const [to, from] = [realpathSync(resolve(target)), realpathSync(resolve(detected.folder))]
  const isOwn = !isTrueups(target) && detected.tool.isItsFolder(target)
  if (to !== from && !isOwn) return
  throw new RevisionError(
    `${shownPath(target)} is ${detected.tool.title}'s folder; the new files go into one of their own. Name it: -d revisions (and set revisions in trueup.config.ts).`,
  )
}

/** Files keep their names, which another tool may take for its own. */
const isTrueups = (folder: string): boolean =>
  filesOf(folder).some((file) => file.endsWith('.sql') && readForeign(folder, file).text.startsWith('-- revision:'))

/** Where another database was adopted before, the files are there: they count, whatever was done to them since. */
function withExisting(prepared: Prepared, target: string): Prepared {
  const { stage: staged, notes } = prepared
  const there = existing(target, staged.folder)
  if (there === null) return prepared
  const files = new Map(there.revisions.map((revision) => [revision.id, revision]))
  const edited = staged.folder.revisions.filter(({ id, up }) => files.get(id)?.up.checksum !== up.checksum)
  const editedNotes = edited.map(
    ({ id }) => `${files.get(id)?.up.file} is not what would be written now; it counts as it is`,
  )
  return { ...prepared, stage: inPlace(staged, there), notes: [...notes, ...editedNotes], inItsSchema: null }
}

/** The folder as it is, where it has all of these; null where it is empty. */
function existing(target: string, { revisions }: RevisionFolder): RevisionFolder | null {
  if (!existsSync(target)) return null
  const files = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'))
  if (files.length === 0) return null
  const there = readRevisions(target)
  const lacking = revisions.find(({ id }) => !there.revisions.some((revision) => revision.id === id))
  if (!lacking) return there
  throw new RevisionError(
    `${shownPath(target)} holds ${files.length === 1 ? 'a file' : `${files.length} files`} already, ${files[0]} first, and ${lacking.id} is not there. ` +
      'Nothing is written among others: name a new folder with -d.',
  )
}
