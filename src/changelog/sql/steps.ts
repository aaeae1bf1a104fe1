// A changeset as what carries it out, and what undoes it: SQL by SQL, in order.

import type { Change, Changeset, Fields, Rendering, SqlVisitor, Step } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { contextsMatch, labelsMatch } from '../filters/expressions.ts'
import { changeTypeOf } from './change-types/all.ts'
import { textOf, type ChangeContext, type ChangeType, type Steps } from './change-types/change-type.ts'
import { typesOf } from './change-types/load-data.ts'
import { replacedByPattern } from './java-pattern.ts'
import { namesFor } from './names.ts'
import { namesValueFiles, withValueFiles } from './value-files.ts'

/** What an update runs. Changes that are for other databases are left out. */
export async function stepsOf(changeset: Changeset, rendering: Rendering): Promise<Step[]> {
  const visitors = visitorsFor(changeset, rendering, false)
  const found: Step[] = []
  for (const change of changeset.changes.filter(isForPostgresql)) {
    found.push(...finished(await stepsOfChange(changeset, change, rendering), change, visitors))
  }
  return found
}

async function stepsOfChange(changeset: Changeset, change: Change, rendering: Rendering): Promise<Steps> {
  if (change.missing !== undefined) throw new ChangelogError(change.missing, change)
  const { type, context } = contextOf(changeset, change, rendering)
  if (!namesValueFiles(change)) return type.steps(context)
  const types = await typesOf(context)
  return type.steps({ ...context, fields: withValueFiles(change, types) })
}

/** What a rollback runs: what the changeset says, or else what its changes know. ChangelogError where one of them knows nothing. */
export async function rollbackStepsOf(changeset: Changeset, rendering: Rendering): Promise<Step[]> {
  const visitors = visitorsFor(changeset, rendering, true)
  if (changeset.rollback !== null) {
    const found: Step[] = []
    for (const change of changeset.rollback.filter(isForPostgresql)) {
      found.push(...finished(await stepsOfChange(changeset, change, rendering), change, visitors))
    }
    return found
  }
  const found: Step[] = []
  for (const change of changeset.changes.filter(isForPostgresql).toReversed()) {
    const { type, context } = contextOf(changeset, change, rendering)
    if (type.rollback === null) throw noRollback(change)
    if (change.missing !== undefined) throw new ChangelogError(change.missing, change)
    found.push(...finished(await type.rollback(context), change, visitors))
  }
  return found
}

/** The change that nothing undoes, in a changeset that says no rollback; null: it can be rolled back. */
export const irreversibleChange = ({ rollback, changes }: Changeset): Change | null =>
  rollback === null
    ? (changes.find((change) => isForPostgresql(change) && changeTypeOf(change.type)?.rollback === null) ?? null)
    : null

const noRollback = (change: Change): ChangelogError =>
  new ChangelogError(
    change.type === 'sql' || change.type === 'sqlFile'
      ? 'nothing says how to undo this SQL. Write --rollback <SQL>, or --rollback empty where nothing needs to be done.'
      : `nothing undoes ${change.type} by itself. Write a rollback in its changeset.`,
    change,
  )

export const isForPostgresql = ({ fields }: Change): boolean => {
  const dbms = textOf(fields, 'dbms')
  return dbms === null || dbmsMatches([dbms])
}

function contextOf(
  { quoting }: Changeset,
  change: Change,
  rendering: Rendering,
): { type: ChangeType; context: ChangeContext } {
  const type = changeTypeOf(change.type)
  if (!type) throw new ChangelogError(`Unknown change type '${change.type}'.`, change)
  const names = namesFor(quoting, rendering.defaultSchema)
  return { type, context: { change, fields: change.fields, names, quoting, rendering } }
}

function finished(steps: Steps, change: Change, visitors: readonly SqlVisitor[]): Step[] {
  return steps.map((step): Step => {
    const { file, line } = change
    const full: Step = typeof step === 'string' ? { type: 'statement', statement: { file, line, sql: step } } : step
    if (full.type !== 'statement' || visitors.length === 0) return full
    const sql = visitors.reduce((text, visitor) => visited(text, visitor), full.statement.sql)
    return { type: 'statement', statement: { ...full.statement, sql } }
  })
}

/** Those that are for this database, these contexts and labels. */
const visitorsFor = ({ modifySql }: Changeset, rendering: Rendering, isRollback: boolean): SqlVisitor[] =>
  modifySql.filter(
    ({ dbms, contexts, labels, applyToRollback }) =>
      (!isRollback || applyToRollback) &&
      (dbms === null || dbmsMatches([dbms])) &&
      (contexts === null || contextsMatch([contexts], rendering.contexts)) &&
      (labels === null || labelsMatch([labels], rendering.labels)),
  )

function visited(sql: string, visitor: SqlVisitor): string {
  const { type, fields } = visitor
  const value = plainText(fields, 'value')
  switch (type) {
    case 'append':
      return sql + value
    case 'prepend':
      return value + sql
    case 'replace':
      return sql.replaceAll(plainText(fields, 'replace'), () => plainText(fields, 'with'))
    default:
      return replacedByPattern(sql, visitor)
  }
}

const plainText = (fields: Fields, name: string): string => textOf(fields, name) ?? ''
