// A changelog in a folder of its own, and what a database holds after it ran.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Connection } from '../../src/connection/connection.ts'
import type { Changelog } from '../../src/changelog/changelog.ts'
import { readChangelog, type ReadOptions } from '../../src/changelog/read/read-changelog.ts'
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
