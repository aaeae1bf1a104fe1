// Shows that a plan does what it says: applied to a copy of the current state it gives the wanted one, and the rows that
// were there before are there after. Changes nothing about the plan but its proof.

import type { Catalog } from '../catalog/catalog.ts'
import { ident, literal } from '../catalog/identifier.ts'
import { readCatalog } from '../catalog/read.ts'
import type { Connection } from '../connection/connection.ts'
import { differences } from '../diff/describe.ts'
import type { Plan, PlannedStatement, Proof } from '../plan/plan.ts'
import { missingMajorAdvice } from '../shadow/binaries.ts'
import { ShadowError } from '../shadow/errors.ts'
import { assumeRoles, sparingRoles, withoutCluster } from './cluster.ts'
import { CopyError, openCopy, provideTablespaces, type Copy, type CopyOptions } from './copy.ts'
import { RefusedStatementError, runOnShadow } from './run.ts'
import { onServer } from './older-server.ts'
import { seed, surviving } from './seed.ts'

export interface Proving {
  readonly plan: Plan
  /** The whole current state, whatever part of it is compared. */
  readonly current: Catalog
  /** The wanted state, as far as it is compared, with what it leaves unsaid. */
  readonly goal: Catalog
  /** Leaves out what is not compared. */
  readonly select: (catalog: Catalog) => Catalog
  /** The major of the server on which the plan will run. */
  readonly targetMajor: number
}

/** Never throws because the plan is wrong: that is a failed proof. */
export async function prove(proving: Proving, options: CopyOptions = {}): Promise<Proof> {
  if (proving.plan.transactions.length === 0) return { status: 'proven', reason: null, rowsKept: 0 }
  let copy: Copy
  try {
    copy = await openCopy(proving.current, options)
  } catch (error) {
    if (error instanceof CopyError || error instanceof ShadowError) return notProven(error.message)
    throw error
  }
  try {
    return await proveOn(copy, proving)
  } finally {
    await copy.close()
  }
}

async function proveOn(copy: Copy, { plan, current, goal, select, targetMajor }: Proving): Promise<Proof> {
  const { connection } = copy
  if (copy.shadow.embedded) await provideTablespaces(connection, goal)
  // A database must have what the goal names; of a definition's server nothing is known.
  if (current.origin === 'definition') await assumeRoles(connection, goal)
  const seeded = await seed(connection)
  const clearing = new Clearing(connection)
  try {
    // Without a server, its major is not known: whether it fills a materialized view is not for this one to say.
    const { transactions } = plan
    const spared = copy.shadow.embedded ? transactions : await sparingRoles(connection, transactions)
    await runOnShadow(
      connection,
      { transactions: spared },
      {
        leavesUnfilled: current.origin === 'definition',
        clearRows: (statement, error) => clearing.clear(statement, error),
      },
    )
  } catch (error) {
    if (error instanceof RefusedStatementError)
      return { ...failed(error.message), definitionFails: error.isOfDefinition }
    throw error
  }
  const reached = select(onServer(await readCatalog(connection, { origin: current.origin }), targetMajor))
  const wrong = differences(withoutCluster(reached), withoutCluster(goal))
  if (wrong.length > 0) return failed(`it does not lead to the wanted state: ${wrong.slice(0, 5).join('; ')}`)
  const watched = seeded.filter((table) => !clearing.emptied.has(table.identity))
  const rows = await surviving(connection, watched, plan)
  if (rows.lost.length > 0) return failed(`rows are lost that the plan does not say are lost: ${rows.lost.join('; ')}`)
  const { major } = connection.server
  if (major !== targetMajor)
    return notProven(
      `it holds on PostgreSQL ${major}, but the target is ${targetMajor} and its binaries are not installed. ${missingMajorAdvice(targetMajor)}`,
    )
  return { status: 'proven', reason: null, rowsKept: rows.kept, conditions: clearing.conditions }
}

/** Takes away seeded rows that a statement cannot take (a new NOT NULL column without a default), and remembers the condition. */
class Clearing {
  readonly emptied = new Set<string>()
  readonly conditions: string[] = []
  private readonly connection: Connection

  constructor(connection: Connection) {
    this.connection = connection
  }

  async clear(statement: PlannedStatement, error: Error): Promise<boolean> {
    const table = tableOf(statement, error)
    if (table === null || this.emptied.has(table)) return false
    for (const one of await this.withDescendants(table)) this.emptied.add(one)
    this.conditions.push(`${statement.sql.split('\n')[0]}: ${error.message}`)
    await this.connection.execute(
      `set session_replication_role = replica; delete from ${table}; reset session_replication_role`,
    )
    return true
  }

  /** DELETE takes the rows of inheriting tables and of partitions too. */
  private async withDescendants(table: string): Promise<string[]> {
    const rows = await this.connection.query<{ identity: string }>(`
      with recursive tree(oid) as (
        select ${literal(table)}::pg_catalog.regclass::pg_catalog.oid
        union select inhrelid from pg_catalog.pg_inherits join tree on inhparent = tree.oid)
      select pg_catalog.format('%I.%I', nspname, relname) as identity
        from tree join pg_catalog.pg_class c using (oid) join pg_catalog.pg_namespace n on n.oid = relnamespace`)
    return rows.map(({ identity }) => identity)
  }
}

function tableOf(statement: PlannedStatement, error: Error): string | null {
  const [schema, table]: unknown[] = [Reflect.get(error, 'schema'), Reflect.get(error, 'table')]
  if (typeof schema === 'string' && typeof table === 'string') return `${ident(schema)}.${ident(table)}`
  return statement.subject?.kind === 'table' ? statement.subject.identity : null
}

const notProven = (reason: string): Proof => ({ status: 'not proven', reason, rowsKept: 0 })
const failed = (reason: string): Proof => ({ status: 'failed', reason, rowsKept: 0 })
