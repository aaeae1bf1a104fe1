// What a statement says of itself, against what it does: its locks as pg_locks shows them, its rewrites as relfilenode tells.
// Each statement runs in a transaction of its own, so that no lock hides behind one that was taken before.

import type { Connection } from '../../src/connection/connection.ts'
import { LOCK_MODES, type LockMode } from '../../src/kinds/kind.ts'
import type { Plan, PlannedStatement } from '../../src/plan/plan.ts'

interface Relation {
  oid: number
  identity: string
  kind: string
  filenode: number
}

const RELATIONS = `
  select oid::int8 as oid, oid::regclass::text as identity, relkind as kind, relfilenode::int8 as filenode
    from pg_class where oid >= 16384 and relnamespace <> 'pg_toast'::regnamespace`

const LOCKS = `
  select relation::int8 as relation, mode from pg_locks
   where pid = pg_backend_pid() and locktype = 'relation' and relation >= 16384
     and database = (select oid from pg_database where datname = current_database())`

export interface DeclarationProblem {
  readonly statement: PlannedStatement
  readonly problem: string
  /** It is on the safe side: more is declared than happens. */
  readonly declaresMore: boolean
}

/** Runs a plan for good, on a database of its own. */
export async function checkDeclarations(connection: Connection, plan: Plan): Promise<DeclarationProblem[]> {
  await connection.execute('set check_function_bodies = off; set client_min_messages = error')
  const problems: DeclarationProblem[] = []
  for (const { statements } of plan.transactions)
    for (const statement of statements) {
      if (statement.notInTransaction) await connection.execute(statement.sql)
      else problems.push(...(await observe(connection, statement)))
    }
  return problems
}

async function observe(connection: Connection, statement: PlannedStatement): Promise<DeclarationProblem[]> {
  const before = new Map((await relations(connection)).map((relation) => [relation.oid, relation]))
  await connection.execute('begin')
  await connection.execute(statement.sql)
  const locks = await connection.query<{ relation: number; mode: LockMode }>(LOCKS)
  const after = await relations(connection)
  await connection.execute('commit')

  const taken = locks.flatMap(({ relation, mode }) => {
    const known = before.get(relation)
    return known ? [{ identity: known.identity, mode }] : []
  })
  const strongest = taken.toSorted((a, b) => strength(b.mode) - strength(a.mode))[0] ?? {
    identity: 'nothing',
    mode: 'none' as const,
  }
  const problems: DeclarationProblem[] = []
  const isMild = mayTakeLess(statement, strongest.mode)
  if (strongest.mode !== statement.lock && !isMild)
    problems.push({
      statement,
      problem: `declares ${statement.lock}, takes ${strongest.mode} on ${strongest.identity}`,
      declaresMore: strength(statement.lock) > strength(strongest.mode),
    })
  const rewritten = after.filter(
    ({ oid, kind, filenode }) => 'rm'.includes(kind) && before.has(oid) && before.get(oid)!.filenode !== filenode,
  )
  if (rewritten.length > 0 !== (statement.rewritesTable ?? false))
    problems.push({
      statement,
      problem:
        rewritten.length > 0
          ? `rewrites ${rewritten.map((r) => r.identity).join(', ')}, and does not say so`
          : 'declares a rewrite, and makes none',
      declaresMore: rewritten.length === 0,
    })
  return problems
}

/** What depends on the major (GRANT), on what a definition names, on whether a table uses the domain, on whether it has rows. */
function mayTakeLess({ lock, sql }: PlannedStatement, taken: LockMode): boolean {
  if (sql.startsWith('SELECT setval(')) return taken === 'AccessShareLock'
  return taken === 'none' && (lock === 'AccessShareLock' || (lock === 'ShareLock' && sql.startsWith('ALTER DOMAIN ')))
}

const relations = (connection: Connection): Promise<Relation[]> => connection.query<Relation>(RELATIONS)
const strength = (mode: LockMode): number => LOCK_MODES.indexOf(mode)
