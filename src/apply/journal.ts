// The recorded point of a run of several steps, in the database itself and in the transaction of the work it records.
// It is the comment of a large object: that needs no privilege on any schema, is in no schema diff and no `pg_dump -s`,
// is not replicated, no trigger fires on it, and only its owner can write it. psql shows it with `\lo_list`.

import { createHash } from 'node:crypto'
import { literal } from '../catalog/identifier.ts'
import type { Connection } from '../connection/connection.ts'
import type { Plan } from '../plan/plan.ts'
import { ApplyError, serverError } from './errors.ts'

/** `true` in ASCII. */
const LARGE_OBJECT = 0x74727565
const FORMAT = 'trueup journal 1'

export interface Journal {
  /** See planId(). */
  readonly plan: string
  /** The plan's fingerprints. */
  readonly from: string
  readonly to: string
  readonly steps: number
  /** Steps that are done: 3 of 7. */
  readonly done: number
  /** The statement of the step after that runs outside of a transaction, and was begun: look whether it took effect. */
  readonly begun: boolean
  /** Of the state after `done` steps; null when the run ended before it was read. */
  readonly fingerprint: string | null
  /** Times as PostgreSQL prints them. */
  readonly startedAt: string
  readonly startedBy: string
}

export interface FoundJournal {
  readonly owner: string
  /** Owned by the current role; only such a one is continued from. */
  readonly own: boolean
  /** Null when the large object's comment is not a journal that this version can read. */
  readonly journal: Journal | null
}

/** Plans with the same identifier do the same, statement by statement. */
export const planId = (plan: Plan): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        plan.from,
        plan.to,
        plan.transactions.map((t) => [t.transactional, t.statements.map((s) => s.sql)]),
      ]),
    )
    .digest('hex')

/** A plan that is one transaction leaves everything or nothing, and needs no journal. */
export const needsJournal = (plan: Plan): boolean =>
  plan.transactions.length > 1 || plan.transactions.some((t) => !t.transactional)

/** The recorded point of an interrupted run, if there is one. */
export async function findJournal(connection: Connection): Promise<FoundJournal | null> {
  const [row] = await connection.query<{ owner: string; own: boolean; comment: string | null }>(
    `select pg_get_userbyid(m.lomowner)::text as owner, pg_get_userbyid(m.lomowner) = current_user as own,
            obj_description(m.oid, 'pg_largeobject') as comment
       from pg_largeobject_metadata m
      where m.oid = ${LARGE_OBJECT}`,
  )
  return row ? { owner: row.owner, own: row.own, journal: row.comment === null ? null : parse(row.comment) } : null
}

export async function newJournal(connection: Connection, plan: Plan): Promise<Journal> {
  const [row] = await connection.query<{ now: string; role: string }>(
    `select to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS TZ') as now, current_user::text as role`,
  )
  return {
    plan: planId(plan),
    from: plan.from,
    to: plan.to,
    steps: plan.transactions.length,
    done: 0,
    begun: false,
    fingerprint: plan.from,
    startedAt: row!.now,
    startedBy: row!.role,
  }
}

/** In whatever transaction is open; on its own otherwise. */
export async function writeJournal(connection: Connection, journal: Journal): Promise<void> {
  const comment = literal(JSON.stringify({ format: FORMAT, ...journal }))
  try {
    await connection.execute(
      `SELECT pg_catalog.lo_create(${LARGE_OBJECT})
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = ${LARGE_OBJECT});
       COMMENT ON LARGE OBJECT ${LARGE_OBJECT} IS ${comment}`,
    )
  } catch (error) {
    if (serverError(error)?.code !== '42501') throw error
    throw new ApplyError(
      `The plan has several steps, and the role ${journal.startedBy} may not record in the database how far it has come, ` +
        `so it was not begun: ${serverError(error)?.message}. Have a superuser run ` +
        `GRANT EXECUTE ON FUNCTION pg_catalog.lo_create(oid), pg_catalog.lo_unlink(oid) TO the role.`,
      { cause: error },
    )
  }
}

export const dropJournal = (connection: Connection): Promise<void> =>
  connection.execute(
    `SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = ${LARGE_OBJECT}`,
  )

/** `after step 3 of 7 (started 2026-11-20 09:40:00 UTC by deploy)`. */
export const pointOf = (journal: Journal): string => {
  const started = `(started ${journal.startedAt} by ${journal.startedBy})`
  return journal.done === 0
    ? `within step 1 of ${journal.steps} ${started}`
    : `after step ${journal.done} of ${journal.steps} ${started}`
}

/** From text that anyone may have written: null unless every field is what it must be. */
function parse(comment: string): Journal | null {
  let value: unknown
  try {
    value = JSON.parse(comment)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const fields = new Map<string, unknown>(Object.entries(value))
  const words = (name: string) => {
    const field = fields.get(name)
    return typeof field === 'string' ? field : null
  }
  const count = (name: string) => {
    const field = fields.get(name)
    return typeof field === 'number' && Number.isInteger(field) && field >= 0 ? field : null
  }
  const [plan, from, to, startedAt, startedBy] = ['plan', 'from', 'to', 'startedAt', 'startedBy'].map(words)
  const [steps, done] = ['steps', 'done'].map(count)
  if (
    words('format') !== FORMAT ||
    plan == null ||
    from == null ||
    to == null ||
    startedAt == null ||
    startedBy == null
  )
    return null
  if (steps == null || done == null || done > steps) return null
  return {
    plan,
    from,
    to,
    steps,
    done,
    begun: fields.get('begun') === true,
    fingerprint: words('fingerprint'),
    startedAt,
    startedBy,
  }
}
