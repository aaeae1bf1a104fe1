// Materialized views whose query runs only with the user's search_path: since PostgreSQL 17 they are filled with
// search_path = pg_catalog, pg_temp (its release notes, E.1.2), but made without rows they are the same definition.

import type { Connection } from '../connection/connection.ts'
import type { SqlStatement } from './sql-statement.ts'

/** Null: it makes no materialized view, or one without rows anyway. */
export function withoutRows(statement: SqlStatement): SqlStatement | null {
  const [first, second, third] = statement.words
  if (first !== 'create' || second !== 'materialized' || third !== 'view') return null
  if (/\bwith\s+no\s+data\s*$/i.test(statement.sql)) return null
  return { ...statement, sql: `${statement.sql.replace(/\bwith\s+data\s*$/i, '')}\nWITH NO DATA` }
}

/** In a throwaway server the catalog may say that the newest one has all its rows, as the definition does. */
export const MARK_POPULATED = `
    update pg_catalog.pg_class set relispopulated = true
     where oid = (select max(oid) from pg_catalog.pg_class where relkind = 'm')`

export const markPopulated = (connection: Connection): Promise<void> => connection.execute(MARK_POPULATED)
