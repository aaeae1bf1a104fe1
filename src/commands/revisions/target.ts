// Which database a command about revisions means. The nearest word counts: the command line, the environment that --env
// chooses, DATABASE_URL, libpq's own variables, the configuration file.

import { isConnectionString } from '../../connection/connect.ts'
import { historyTableOf } from '../../compare/selection.ts'
import { UsageError } from '../../compare/errors.ts'
import type { HistoryTable } from '../../revisions/history/table.ts'
import type { Call } from '../call.ts'

type Said = Pick<Call, 'command' | 'settings' | 'namedDatabase'>

/** A connection string; null: none is named. */
export function databaseOf({ settings, namedDatabase }: Said, env: NodeJS.ProcessEnv = process.env): string | null {
  const { DATABASE_URL, PGHOST, PGSERVICE, PGDATABASE } = env
  const byLibpq = PGHOST || PGSERVICE || PGDATABASE ? 'application_name=trueup' : undefined
  return namedDatabase ?? (DATABASE_URL || undefined) ?? byLibpq ?? settings.database ?? null
}

/** @throws UsageError where none is named, or what is named is no database */
export function targetOf(call: Said): string {
  const database = databaseOf(call)
  if (database === null)
    throw new UsageError(
      `which database is ${call.command} about? Name it with --database, DATABASE_URL, PGHOST and PGDATABASE, or as database in trueup.config.ts`,
    )
  if (isConnectionString(database)) return database
  throw new UsageError(`${call.command} is about a database, and ${database} is none: postgresql://…, or key=value`)
}

export const historyTable = ({ settings }: Pick<Call, 'settings'>): HistoryTable =>
  historyTableOf(settings.historyTable)
