// A changelog in a folder of its own, and what a database holds after it ran.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Connection } from '../../src/connection/connection.ts'
import type { Changelog } from '../../src/changelog/changelog.ts'
import { readChangelog, type ReadOptions } from '../../src/changelog/read/read-changelog.ts'
import { startServer, type TestDatabase, type TestServer } from '../postgres.ts'
import { update, type UpdateOptions, type UpdateReport } from '../../src/changelog/run/update.ts'

export interface Project {
  readonly folder: string
  read(options?: ReadOptions): Changelog
  write(file: string, text: string): void
  remove(): void
}

export const ROOT = 'changelog.sql'

/** Of formatted SQL; the header is added. */
export function project(text: string): Project {
  const folder = mkdtempSync(join(tmpdir(), 'trueup-changelog-'))
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  write(ROOT, formatted(text))
  return {
    folder,
    write,
    read: (options) => readChangelog(ROOT, { searchPath: [folder], environment: {}, ...options }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const formatted = (text: string): string => `--liquibase formatted sql\n${text}\n`

export const VERSION = 'trueup test'

export const up = (
  connection: Connection,
  changelog: Changelog,
  options: Partial<UpdateOptions> = {},
): Promise<UpdateReport> => update(connection, changelog, { contexts: [], labels: null, version: VERSION, ...options })

/** `id EXECUTED order`, in the order of the table. */
export async function rows(connection: Connection): Promise<string[]> {
  const found = await connection.query<{ text: string }>(
    `select id || ' ' || exectype || ' ' || orderexecuted as text from databasechangelog order by dateexecuted, orderexecuted`,
  )
  return found.map(({ text }) => text)
}

export async function locked(connection: Connection): Promise<string | null> {
  const [row] = await connection.query<{ lockedby: string | null }>(
    'select lockedby from databasechangeloglock where locked',
  )
  return row?.lockedby ?? null
}

export interface Begun {
  readonly files: Project
  readonly database: TestDatabase
  readonly connection: Connection
  /** The root changelog anew. */
  rewrite(text: string): void
}

export interface Beginnings {
  begin(text: string): Promise<Begun>
  /** Closed with the others. */
  kept(connection: Connection): Connection
  server(): TestServer
}

/** Projects with a database each, on one server of that major; all is gone after the tests around. */
export function beginnings(major: number): Beginnings {
  let server: TestServer
  const made: Project[] = []
  const opened: Connection[] = []
  beforeAll(async () => {
    server = await startServer(major)
  })
  afterAll(async () => {
    for (const one of made) one.remove()
    await Promise.all(opened.map((connection) => connection.close()))
    await server.stop()
  })
  const kept = (connection: Connection): Connection => {
    opened.push(connection)
    return connection
  }
  return {
    kept,
    server: () => server,
    async begin(text) {
      const files = project(text)
      made.push(files)
      const database = await server.createDatabase()
      const rewrite = (changed: string): void => files.write(ROOT, formatted(changed))
      return { files, database, connection: kept(await database.connect()), rewrite }
    },
  }
}
