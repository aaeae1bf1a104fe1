// What a user names as a state: a database, SQL files, a snapshot, a git revision, a program, nothing. Parsed here once, opened here.
// Knows nothing of why it is asked.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import type * as Read from '../catalog/read.ts'
import { isConnectionString } from '../connection/settings.ts'
import type { Connection } from '../connection/connection.ts'
import type { Definition, DefinitionOptions } from './definition.ts'
import { SourceError } from './source-error.ts'
import type { SqlInput } from './sql-input.ts'

export type Source =
  | { readonly kind: 'database'; readonly target: string }
  /** A file, a folder or a glob. */
  | { readonly kind: 'files'; readonly path: string }
  | { readonly kind: 'standard input' }
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'git'; readonly revision: string; readonly path: string }
  | { readonly kind: 'program'; readonly command: string }
  | { readonly kind: 'empty' }

export interface ParseOptions {
  /** What relative paths are relative to. Default: the working directory. */
  readonly cwd?: string
}

export interface OpenOptions extends ParseOptions, DefinitionOptions {
  /** Of a database, ask first only for what shows whether it is the same as another; its catalog is there once it is `finish`ed. */
  readonly sketch?: boolean
  /** Default: the process's own. */
  readonly standardInput?: AsyncIterable<Buffer | string>
}

export interface OpenedSource {
  readonly source: Source
  /** For a person: which state this is, without passwords. */
  readonly description: string
  /** Of a database without dependencies, which `whole` has. */
  readonly catalog: Catalog
  whole(): Promise<Catalog>
  /** Of a database: what it answered. */
  readonly reading?: Read.Reading
  /** Of one that was only sketched. */
  readonly sketch?: Read.Sketch
  /** Of a database. */
  readonly connection: Connection | null
  /** Of SQL: how its loading went; null for a database or a snapshot. */
  readonly definition: Omit<Definition, 'catalog'> | null
  /** Of a sketch: the same, read. */
  finish?(): Promise<OpenedSource>
  /** Ends the connection, if there is one. */
  close(): Promise<void>
}

/** `git:<revision>:<path>`; a revision may hold colons in braces: `HEAD^{/fix: all}`. */
const GIT = /^git:((?:[^:{]|\{[^}]*\})*)(?::([^]*))?$/

/** Throws a SourceError where the text names nothing that is there. */
export function parseSource(text: string, options: ParseOptions = {}): Source {
  const cwd = options.cwd ?? process.cwd()
  if (text === '') throw new SourceError(`an empty text names no state. ${FORMS}`)
  if (text === 'empty' || text === 'EMPTY') return { kind: 'empty' }
  if (text === '-') return { kind: 'standard input' }
  if (text.startsWith('exec:')) return program(text.slice('exec:'.length))
  const git = GIT.exec(text)
  if (git) return gitSource(git[1]!, git[2])
  const isThere = existsSync(resolve(cwd, text))
  if (!isThere && isConnectionString(text)) return { kind: 'database', target: text }
  const path = text.startsWith('file:') && !isThere ? text.slice('file:'.length).replace(/^\/\/(?=\/)/, '') : text
  if (/\.json$/i.test(path) && isFile(resolve(cwd, path))) return { kind: 'snapshot', path }
  if (!existsSync(resolve(cwd, path)) && !/[*?[{]/.test(path))
    throw new SourceError(`there is no file or folder ${path}${path.startsWith('/') ? '' : ` in ${cwd}`}. ${FORMS}`)
  return { kind: 'files', path }
}

const FORMS =
  'A state is a postgresql:// URL, a .sql file, a folder or glob of them, a snapshot (.json), - for standard input, git:<revision>:<path>, exec:<command>, or empty.'

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

function program(command: string): Source {
  if (command.trim() === '') throw new SourceError('exec: names no command. Write exec:<command>.')
  return { kind: 'program', command: command.trim() }
}

function gitSource(revision: string, path: string | undefined): Source {
  if (revision === '' || path === undefined || path === '')
    throw new SourceError(
      `git:${revision}${path === undefined ? '' : ':'} is incomplete. Write git:<revision>:<path>; the whole tree is git:${revision || 'HEAD'}:.`,
    )
  return { kind: 'git', revision, path }
}

/** Throws a SourceError, LoadError, SnapshotError, ShadowError or ConnectionError. */
export async function openSource(source: Source, options: OpenOptions = {}): Promise<OpenedSource> {
  const cwd = options.cwd ?? process.cwd()
  switch (source.kind) {
    case 'database':
      return options.sketch ? sketchDatabase(source) : openDatabase(source)
    case 'snapshot':
      return openSnapshot(source, readFileSync(resolve(cwd, source.path), 'utf8'), source.path)
    default:
      return openDefinition(source, await readInput(source, cwd, options), options)
  }
}

type Database = Source & { kind: 'database' }

const openDatabase = (source: Database): Promise<OpenedSource> =>
  connected(source, async (connection, { beginReading }) =>
    readDatabase(source, connection, await beginReading(connection)),
  )

const sketchDatabase = (source: Database): Promise<OpenedSource> =>
  connected(source, async (connection, { beginSketch }) => {
    const sketch = await beginSketch(connection)
    return {
      ...databaseOf(source, connection),
      sketch,
      get catalog(): Catalog {
        throw new Error('the catalog of a sketch was asked for: a bug')
      },
      whole: async () => (await sketch.finish()).withDependencies(),
      finish: async () => readDatabase(source, connection, await sketch.finish()),
    }
  })

async function connected(
  source: Database,
  open: (connection: Connection, read: typeof Read) => Promise<OpenedSource>,
): Promise<OpenedSource> {
  const [{ connect }, read] = await Promise.all([import('../connection/connect.ts'), import('../catalog/read.ts')])
  const connection = await connect(source.target)
  try {
    return await open(connection, read)
  } catch (error) {
    await connection.close()
    throw error
  }
}

const databaseOf = (source: Database, connection: Connection) => ({
  source,
  description: connection.server.description,
  connection,
  definition: null,
  close: () => connection.close(),
})

const readDatabase = (source: Database, connection: Connection, reading: Read.Reading): OpenedSource => ({
  ...databaseOf(source, connection),
  get catalog() {
    return reading.catalog
  },
  whole: () => reading.withDependencies(),
  reading,
})

const nothingToClose = async (): Promise<void> => {}

async function openSnapshot(source: Source, text: string, name: string): Promise<OpenedSource> {
  const { parseSnapshot } = await import('../catalog/snapshot.ts')
  const catalog = parseSnapshot(text, name)
  return {
    source,
    description: name,
    catalog,
    whole: async () => catalog,
    connection: null,
    definition: null,
    close: nothingToClose,
  }
}

type DefinitionSource = Exclude<Source, { kind: 'database' | 'snapshot' }>

async function readInput(source: DefinitionSource, cwd: string, options: OpenOptions): Promise<SqlInput> {
  switch (source.kind) {
    case 'files':
      return (await import('./sql-files.ts')).readSqlFiles(source.path, cwd)
    case 'standard input':
      return (await import('./standard-input.ts')).readStandardInput(options.standardInput ?? process.stdin, cwd)
    case 'git':
      return (await import('./git-files.ts')).readGitFiles(source.revision, source.path, cwd)
    case 'program':
      return (await import('./program.ts')).readProgram(source.command, cwd)
    case 'empty':
      return {
        files: [],
        warnings: [],
        include: ({ path }) => {
          throw new SourceError(`there is no file ${path}.`)
        },
      }
  }
}

async function openDefinition(source: DefinitionSource, input: SqlInput, options: OpenOptions): Promise<OpenedSource> {
  const [only] = input.files
  if (input.files.length === 1 && only && source.kind === 'git' && only.name.endsWith('.json'))
    return openSnapshot(source, only.text, only.name)
  const { readDefinition } = await import('./definition.ts')
  const { catalog, ...definition } = await readDefinition(input, options)
  const whole = async () => catalog
  return {
    source,
    description: describeSource(source),
    catalog,
    whole,
    connection: null,
    definition,
    close: nothingToClose,
  }
}

/** For a person, without passwords. */
function describeSource(source: DefinitionSource): string {
  switch (source.kind) {
    case 'files':
      return source.path
    case 'standard input':
      return 'standard input'
    case 'git':
      return `${source.path} at git revision ${source.revision}`
    case 'program':
      return `the output of ${source.command}`
    case 'empty':
      return 'an empty database'
  }
}
