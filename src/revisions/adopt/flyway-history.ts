// What flyway_schema_history says: which versions stand, from which baseline, and what an edited file is told by.

import { crc32 } from 'node:zlib'
import { byVersion } from './linear.ts'
import { RevisionError } from '../errors.ts'

export interface FlywayRow {
  /** Null: repeatable, or a mark of Flyway's own. */
  readonly version: string | null
  readonly description: string
  readonly type: string
  readonly script: string
  readonly checksum: number | null
  readonly success: boolean
}

export interface Standing {
  readonly applied: ReadonlyMap<string, FlywayRow>
  /** All up to this version was there before Flyway. */
  readonly baseline: string | null
  readonly notes: readonly string[]
}

export function refuseFailed(rows: readonly FlywayRow[]): void {
  const failed = rows.find(({ success }) => !success)
  if (!failed) return
  throw new RevisionError(
    `${failed.script} failed, by Flyway's history. Put right by hand what it left behind, run \`flyway repair\`, and adopt the database then.`,
  )
}

const SQL = new Set(['SQL', 'SQL_BASELINE'])
const TAKEN_BACK = new Set(['UNDO_SQL', 'DELETE'])

/**
 * Rows in the order in which they were installed.
 * @param schema that the history is in, which the first revision makes
 */
export function standing(rows: readonly FlywayRow[], schema: string): Standing {
  const applied = new Map<string, FlywayRow>()
  const notes: string[] = []
  let baseline: string | null = null
  for (const row of rows) {
    const { version, type } = row
    if (type === 'SCHEMA' && row.script !== `"${schema}"`)
      notes.push(
        `Flyway made the schema ${row.script} before its first migration, and no file does; add CREATE SCHEMA to the first`,
      )
    if (version === null) continue
    if (type === 'BASELINE') {
      baseline = version
      notes.push(
        `What was there before Flyway's baseline ${version} is in no file of Flyway's, unless its earlier versions are there`,
      )
    } else if (TAKEN_BACK.has(type)) applied.delete(version)
    else if (SQL.has(type)) applied.set(version, row)
    else
      throw new RevisionError(
        `${row.script} (version ${version}) is of type ${type}, a program: Trueup runs SQL. Write what it does as SQL in a file V${version}__….sql and run \`flyway repair\`, or begin from the database as it is: trueup adopt --from none.`,
      )
  }
  for (const version of applied.keys())
    if (baseline !== null && byVersion(version, baseline) < 0) applied.delete(version)
  return { applied, baseline, notes }
}

/** CRC32 of the lines without their ends, as a signed integer. */
export function flywayChecksum(text: string): number {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  let sum = 0
  for (const line of lines) sum = crc32(line, sum)
  return sum | 0
}
