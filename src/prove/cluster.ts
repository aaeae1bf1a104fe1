// What belongs to the whole cluster: in a shadow it is not compared, and on a server that is in use it is not touched.

import type { Catalog } from '../catalog/catalog.ts'
import type { Connection } from '../connection/connection.ts'
import type { PlannedStatement, Transaction } from '../plan/plan.ts'

const ROLES = new Set(['role', 'role membership', 'role setting', 'parameter privilege'])
const OF_THE_CLUSTER = new Set([...ROLES, 'database setting'])

/** Without roles and the like. */
export function withoutCluster(catalog: Catalog): Catalog {
  return { ...catalog, objects: new Map([...catalog.objects].filter(([, object]) => !OF_THE_CLUSTER.has(object.kind))) }
}

export const isAboutRoles = ({ subject }: Pick<PlannedStatement, 'subject'>): boolean => ROLES.has(subject?.kind ?? '')

/** Of all that is about roles, only what makes those that the server lacks: the shadow drops them when it is closed. */
export async function sparingRoles(
  connection: Connection,
  transactions: readonly Transaction[],
): Promise<readonly Transaction[]> {
  const rows = await connection.query<{ name: string }>('select quote_ident(rolname) as name from pg_catalog.pg_roles')
  const there = new Set(rows.map(({ name }) => name))
  const isSafe = (statement: PlannedStatement): boolean => {
    if (!isAboutRoles(statement)) return true
    const { kind, part, identity } = statement.subject!
    return statement.verb === 'create' && kind === 'role' && part === null && !there.has(identity)
  }
  return transactions
    .map((transaction) => ({ ...transaction, statements: transaction.statements.filter(isSafe) }))
    .filter(({ statements }) => statements.length > 0)
}
