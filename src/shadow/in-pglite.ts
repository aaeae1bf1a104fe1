// The shadow in PGlite: PostgreSQL compiled to WebAssembly, for platforms that have no binaries. One major, one session, one process.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite, type Extension, type PGliteOptions } from '@electric-sql/pglite'
import { ident, literal } from '../catalog/identifier.ts'
import type { Connection, ServerFacts } from '../connection/connection.ts'
import { PgliteConnection } from '../connection/pglite.ts'
import { cacheFolder } from './cache.ts'
import { ShadowError } from './errors.ts'
import type { Shadow, ShadowOptions } from './shadow.ts'
import { SHADOW_DATABASE, SHADOW_USER } from './template.ts'

const BAKED = [
  `CREATE ROLE ${SHADOW_USER} SUPERUSER LOGIN`,
  `CREATE DATABASE ${SHADOW_DATABASE} OWNER ${SHADOW_USER} TEMPLATE template0`,
]

const OPTIONS: PGliteOptions = {
  // Its own default is what no other server has: public alone.
  startParams: PGlite.defaultStartParams.map((word) =>
    word === 'search_path=public' ? 'search_path="$user", public' : word,
  ),
  // 3,000 tables in one transaction fail with its own default.
  postgresqlconf: ['max_locks_per_transaction=2048', 'wal_level=logical', 'max_wal_senders=0', "timezone='UTC'"],
  initDbStartParams: ['--no-locale', '--encoding=UTF8'],
}

export async function openInPglite(options: ShadowOptions): Promise<Shadow> {
  const loadDataDir = await templateArchive()
  const extensions = await loadExtensions(options.extensions ?? [])
  const instance = await PGlite.create({ ...OPTIONS, loadDataDir, extensions, database: SHADOW_DATABASE })
  const shadow = new PgliteShadow(instance, options.user ?? SHADOW_USER)
  if (options.database) await shadow.rename(options.database)
  return shadow
}

/** A new instance takes more than a second; one from an archive of such a one, a third of that. */
async function templateArchive(): Promise<Blob> {
  const file = join(cacheFolder(), `pglite-${pgliteVersion()}.tar`)
  const cached = await readFile(file).catch(() => null)
  if (cached) return new Blob([cached])
  const instance = await PGlite.create(OPTIONS)
  for (const statement of BAKED) await instance.exec(statement)
  const archive = await instance.dumpDataDir('none')
  await instance.close()
  const draft = `${file}-${randomBytes(4).toString('hex')}`
  await writeFile(draft, Buffer.from(await archive.arrayBuffer()))
  await rename(draft, file)
  return archive
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version }: { version: string } = JSON.parse(readFileSync(join(entry, '..', '..', 'package.json'), 'utf8'))
  return version
}

/** What an extension needs beside itself, so that CREATE EXTENSION … CASCADE finds it. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { earthdistance: ['cube'] }

/** Those that come with PGlite; CREATE EXTENSION fails for the others, as on a server that lacks their files. */
async function loadExtensions(names: readonly string[]): Promise<Record<string, Extension>> {
  const loaded: Record<string, Extension> = {}
  for (const name of new Set(names.flatMap((extension) => [extension, ...(NEEDS[extension] ?? [])]))) {
    if (!/^[a-z0-9_-]+$/.test(name)) continue
    const module: object = await import(`@electric-sql/pglite/contrib/${name.replaceAll('-', '_')}`).catch(() => ({}))
    const extension: unknown = Object.values(module).find(isExtension)
    if (isExtension(extension)) loaded[name] = extension
  }
  return loaded
}

const isExtension = (value: unknown): value is Extension =>
  typeof value === 'object' && value !== null && 'setup' in value

class PgliteShadow implements Shadow {
  readonly engine = 'pglite'
  readonly embedded = true
  readonly #instance: PGlite
  readonly #user: string
  #session: PgliteConnection | null = null
  #major = 18

  constructor(instance: PGlite, user: string) {
    this.#instance = instance
    this.#user = user
  }

  get major(): number {
    return this.#major
  }

  async connect(): Promise<Connection> {
    if (this.#instance.closed) throw new ShadowError('The shadow is closed already.')
    if (!this.#session || this.#session.closed) this.#session = await this.#open()
    return this.#session
  }

  /** ALTER DATABASE refuses the current database (SQLSTATE 0A000), and there is no other session. */
  async rename(database: string): Promise<void> {
    await this.#instance.exec(
      `UPDATE pg_catalog.pg_database SET datname = ${literal(database)} WHERE datname = pg_catalog.current_database()`,
    )
    await this.#session?.close()
  }

  async close(): Promise<void> {
    await this.#session?.close()
    if (!this.#instance.closed) await this.#instance.close()
  }

  async #open(): Promise<PgliteConnection> {
    await this.#becomeUser()
    const { rows } = await this.#instance.query<{ version: string; database: string }>(
      "SELECT pg_catalog.current_setting('server_version_num') AS version, pg_catalog.current_database() AS database",
    )
    const versionNumber = Number(rows[0]?.version)
    this.#major = Math.floor(versionNumber / 10_000)
    const server: ServerFacts = {
      major: this.#major,
      versionNumber,
      engine: 'pglite',
      database: rows[0]?.database ?? '',
      user: this.#user,
      superuser: true,
      description: `PGlite (PostgreSQL ${this.#major})`,
    }
    return new PgliteConnection(this.#instance, server)
  }

  async #becomeUser(): Promise<void> {
    // The session before may have left a transaction, settings and temporary tables; to a new one they are unknown.
    for (const sql of ['ROLLBACK', 'SET SESSION AUTHORIZATION postgres', 'DISCARD ALL']) await this.#instance.exec(sql)
    const known = await this.#instance.query(`SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(this.#user)}`)
    if (known.rows.length === 0) {
      await this.#instance.exec(`CREATE ROLE ${ident(this.#user)} SUPERUSER LOGIN`)
      await this.#instance.exec(`ALTER DATABASE ${ident(SHADOW_DATABASE)} OWNER TO ${ident(this.#user)}`)
    }
    await this.#instance.exec(`SET SESSION AUTHORIZATION ${ident(this.#user)}`)
  }
}
