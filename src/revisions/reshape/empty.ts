// Drops all in a database that its configuration answers for, in one transaction: what is excluded stays.

import type { Catalog } from '../../catalog/catalog.ts'
import { readCatalog } from '../../catalog/read.ts'
import { ident } from '../../catalog/identifier.ts'
import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import { selectionOf } from '../../compare/selection.ts'
import { openEmpty } from '../../compare/states.ts'
import type { Connection } from '../../connection/connection.ts'
import { select } from '../../diff/select.ts'
import { stateOf } from '../author/way-back.ts'
import { quoted, type HistoryTable } from '../history/table.ts'

/** The history table goes too. */
export async function empty(connection: Connection, table: HistoryTable, options: CompareOptions): Promise<void> {
  const live = await readCatalog(connection)
  const nothing = await openEmpty(live, options)
  const { shadow } = options
  const copies = shadow === undefined || shadow === 'embedded' ? {} : { server: shadow }
  const states = { from: stateOf(live, 'the database'), to: stateOf(nothing, 'an empty database'), copies }
  const { plan } = await compareStates(states, {
    ...options,
    rename: [],
    chooseRenames: undefined,
    unsafe: true,
    strict: false,
    prove: false,
    online: 'never',
  })
  const statements = plan.transactions.flatMap((transaction) => transaction.statements.map(({ sql }) => sql))
  await inOneTransaction(connection, [...statements, ...dropHistory(live, table, options)])
}

function dropHistory(live: Catalog, table: HistoryTable, options: CompareOptions): string[] {
  const schema = `schema ${ident(table.schema)}`
  // Without the table, its schema is not there either where nothing else is in it.
  const isEmpty = !select(live, selectionOf({ historyTable: options.historyTable })).objects.has(schema)
  return [
    `DROP TABLE IF EXISTS ${quoted(table)}`,
    ...(isEmpty && table.schema !== 'public' ? [`DROP SCHEMA IF EXISTS ${ident(table.schema)}`] : []),
  ]
}

async function inOneTransaction(connection: Connection, statements: readonly string[]): Promise<void> {
  await connection.execute('BEGIN')
  try {
    for (const sql of statements) await connection.execute(sql)
    await connection.execute('COMMIT')
  } catch (error) {
    await connection.execute('ROLLBACK')
    throw error
  }
}
