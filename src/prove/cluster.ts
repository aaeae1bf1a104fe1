// What belongs to the whole cluster: in a shadow it is not compared, and on a server that is in use it is not touched.

import type { Catalog } from '../catalog/catalog.ts'
import { ident } from '../catalog/identifier.ts'
import { keyOf, type Key } from '../catalog/object.ts'
import type { Connection } from '../connection/connection.ts'
import { kinds } from '../kinds/all.ts'
import type { PlannedStatement, Transaction } from '../plan/plan.ts'
import { makeAssumedRole, rolesOf } from '../shadow/assumed-role.ts'

const ROLES = new Set(['role', 'role membership', 'role setting', 'parameter privilege'])
const OF_THE_CLUSTER = new Set([...ROLES, 'database setting'])

/** Without roles and the like. */
export function withoutCluster(catalog: Catalog): Catalog {
  return { ...catalog, objects: new Map([...catalog.objects].filter(([, object]) => !OF_THE_CLUSTER.has(object.kind))) }
}

/** Its name, quoted where it must be; `role membership …` is another kind. */
const OF_A_ROLE = /^role (?:"((?:[^"]|"")+)"|([^" ]+))$/

/** Words that stand where a role's name does. */
const NO_NAMES: ReadonlySet<string> = new Set(['PUBLIC', 'CURRENT_USER', 'CURRENT_ROLE', 'SESSION_USER'])

/**
 * Makes the roles that a definition names and leaves to the server, where the shadow has none of that name.
 * @returns the keys under which they are read, though the state has no such objects
 */
export async function assumeRoles(connection: Connection, { origin, objects }: Catalog): Promise<ReadonlySet<Key>> {
  if (origin !== 'definition') return new Set()
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const required = [...objects.values()].flatMap((object) => kindOf.get(object.kind)?.requires?.(object) ?? [])
  const named = new Set(required.flatMap((key) => (objects.has(key) ? [] : (roleNamed(key) ?? []))))
  if (named.size === 0) return new Set()
  const there = await rolesOf(connection)
  const missing = [...named].filter((name) => !there.has(name))
  for (const name of missing) await makeAssumedRole(connection, name)
  return new Set(missing.map((name) => keyOf('role', ident(name))))
}

/** Null: it is no role's key, or no role's own. */
function roleNamed(key: Key): string | null {
  const [, quoted, plain = null] = OF_A_ROLE.exec(key) ?? []
  if (quoted !== undefined) return quoted.replaceAll('""', '"')
  return plain !== null && NO_NAMES.has(plain) ? null : plain
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
