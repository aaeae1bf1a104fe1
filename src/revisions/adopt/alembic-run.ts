// Runs alembic-program.ts with the Python that the project has, and reads what it answers.

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ident, literal } from '../../catalog/identifier.ts'
import { openShadow } from '../../shadow/open-shadow.ts'
import type { ShadowOptions } from '../../shadow/shadow.ts'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { ALEMBIC_PROGRAM } from './alembic-program.ts'
import { callChild } from './child.ts'

/** Where Alembic runs, and with what. */
export interface AlembicPlace {
  readonly cwd: string
  /** Its configuration file, within `cwd`; null for Flask-Migrate, where the application says all. */
  readonly config: string | null
  /** Flask-Migrate's folder of scripts. */
  readonly flask: string | null
}

export interface AlembicRevision {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
  readonly message: string
  /** The whole text at the head of its file. */
  readonly doc: string
  readonly path: string
}

export type Way = 'upgrade' | 'downgrade'

export interface WaySql {
  readonly sql: string
  /** Why there is none; null: there is. */
  readonly error: string | null
}

/** By revision; a way that the file lacks is not there. */
export type AlembicSql = Readonly<Record<string, Partial<Record<Way, WaySql>>>>

export interface AlembicAnswer {
  /** Each after all that it builds on. */
  readonly revisions: readonly AlembicRevision[]
  readonly sql: AlembicSql
  /** Why env.py could not be used; null: it was. */
  readonly env: string | null
  /** How often env.py runs the migrations. */
  readonly times: number
}

interface Ask {
  readonly shadow: null | {
    readonly host: string
    readonly port: string
    readonly database: string
    readonly user: string
    readonly token: string
  }
  readonly wanted: Readonly<Record<string, readonly Way[]>>
  /** Of the revisions' files: only env.py may know them. */
  readonly folders: readonly string[]
}

/** Without a database: as `alembic upgrade --sql`. */
export async function askOffline(place: AlembicPlace): Promise<AlembicAnswer> {
  return ask<AlembicAnswer>(place, await pythonOf(place), { shadow: null, wanted: {}, folders: [] })
}

/** All revisions in a throwaway server, noting what the wanted ones send. */
export async function askOnline(
  place: AlembicPlace,
  { revisions }: AlembicAnswer,
  wanted: Readonly<Record<string, readonly Way[]>>,
  options: ShadowOptions,
): Promise<AlembicSql> {
  // A given server is reached with a password that is not to be passed on.
  const { server: _, ...embedded } = options
  const shadow = await openShadow(embedded)
  try {
    if (shadow.engine === 'pglite') throw new RevisionError('PGlite has no port that Alembic could connect to.')
    const connection = await shadow.connect()
    const token = randomBytes(12).toString('hex')
    await connection.execute(
      `ALTER DATABASE ${ident(connection.server.database)} SET trueup.shadow = ${literal(token)}`,
    )
    const [server] = await connection.query<{ host: string; port: string; database: string; user: string }>(`
      SELECT split_part(current_setting('unix_socket_directories'), ',', 1) AS host, current_setting('port') AS port,
             current_database() AS database, session_user AS user`)
    if (!server) throw new Error('a shadow said nothing of itself: a bug in revisions/adopt/alembic-run.ts')
    const answer = await ask<{ sql: AlembicSql }>(place, await pythonOf(place), {
      shadow: { ...server, token },
      wanted,
      folders: [...new Set(revisions.map(({ path }) => dirname(path)))],
    })
    return answer.sql
  } finally {
    await shadow.close()
  }
}

async function ask<Answer>(place: AlembicPlace, python: string, asked: Ask): Promise<Answer> {
  const { cwd, config, flask } = place
  const answer = await callChild({
    command: python,
    arguments: ['-c', ALEMBIC_PROGRAM, JSON.stringify({ ...asked, config, flask: flask !== null, directory: flask })],
    cwd,
    environment: { PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
  })
  if (answer.status === 0) return JSON.parse(answer.output)
  const command = flask === null ? 'alembic history' : 'flask db history'
  throw new RevisionError(
    `The revisions in ${shownPath(cwd) || '.'} could not be read by ${python}:\n${answer.said}\n` +
      `See that \`${command}\` works there (its environment activated, its settings exported), and try again.`,
  )
}

/** The first Python that has Alembic: the activated environment's, the folder's own, the one `alembic` is run by. */
async function pythonOf({ cwd, flask }: AlembicPlace): Promise<string> {
  const folders = [process.env['VIRTUAL_ENV'], join(cwd, '.venv'), join(cwd, 'venv')].filter((one) => one !== undefined)
  const own = folders.map((folder) => join(folder, 'bin', 'python')).filter((path) => existsSync(path))
  const candidates = [...own, ...interpreterOf(flask === null ? 'alembic' : 'flask'), 'python3', 'python']
  const modules = flask === null ? 'alembic' : 'alembic, flask_migrate'
  for (const python of new Set(candidates)) {
    const { status } = await callChild({ command: python, arguments: ['-c', `import ${modules}`], cwd })
    if (status === 0) return python
  }
  throw new RevisionError(
    `No Python here has ${modules} (asked: ${[...new Set(candidates)].join(', ')}). Activate the environment in which \`${flask === null ? 'alembic' : 'flask db'}\` runs, and try again.`,
  )
}

/** What the first line of a command on PATH says runs it. */
function interpreterOf(command: string): readonly string[] {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => existsSync(path))
  if (found === undefined) return []
  const [, interpreter] = /^#!\s*(\S*python[\d.]*)\s*$/.exec(readFileSync(found, 'utf8').split('\n')[0] ?? '') ?? []
  return interpreter === undefined ? [] : [interpreter]
}
