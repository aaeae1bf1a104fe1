// A plan as a formatted SQL changelog: a changeset for each object, in the plan's order. Liquibase must neither split its
// statements nor strip comments from bodies, so the attributes say that it shall not.

import type { Plan, PlannedStatement } from '../../plan/plan.ts'

const AUTHOR = 'trueup'

export function formattedChangelog(plan: Plan): string {
  const changesets = plan.transactions.flatMap(({ transactional, statements }) =>
    transactional ? grouped(statements) : statements.map((statement) => [statement]),
  )
  const width = String(changesets.length).length
  const texts = changesets.map((statements, i) => {
    const id = `${String(i + 1).padStart(width, '0')}-${subjectOf(statements)}`
    return changesetText(id, statements)
  })
  return ['--liquibase formatted sql\n', ...texts].join('\n')
}

/** Statements of one object that follow one another. */
function grouped(statements: readonly PlannedStatement[]): PlannedStatement[][] {
  const groups: PlannedStatement[][] = []
  let last: string | null = null
  for (const statement of statements) {
    const subject = subjectOf([statement])
    if (subject === last) groups.at(-1)?.push(statement)
    else groups.push([statement])
    last = subject
  }
  return groups
}

/** `table-public.account` */
const subjectOf = ([first]: readonly PlannedStatement[]): string =>
  (first?.objects[0] ?? 'statement').replace(/\(.*$/s, '').replaceAll(/[\s"]+/g, '-')

function changesetText(id: string, statements: readonly PlannedStatement[]): string {
  const outside = statements.some(({ notInTransaction }) => notInTransaction === true)
  const attributes = `splitStatements:false stripComments:false${outside ? ' runInTransaction:false' : ''}`
  // A body may name what a later changeset creates.
  const settings = statements.some(({ definesRoutine }) => definesRoutine)
    ? ['SET LOCAL check_function_bodies = off']
    : []
  const sql = [...settings, ...statements.map((statement) => statement.sql)].map((one) => `${one};`)
  return `--changeset ${AUTHOR}:${id} ${attributes}\n${sql.join('\n')}\n`
}
