// A plan as a formatted SQL changelog: a changeset for each object, in the plan's order. Liquibase must neither split its
// statements nor strip comments from bodies, so the attributes say that it shall not.

import type { Plan, PlannedStatement } from '../../plan/plan.ts'

const AUTHOR = 'trueup'

interface Draft {
  readonly subject: string
  readonly statements: readonly PlannedStatement[]
}

export function formattedChangelog(plan: Plan): string {
  const drafts = plan.transactions.flatMap(({ transactional, statements }) =>
    transactional
      ? grouped(statements)
      : statements.map((statement) => ({ subject: subjectOf(statement), statements: [statement] })),
  )
  const width = String(drafts.length).length
  const texts = drafts.map(({ subject, statements }, i) =>
    changesetText(`${String(i + 1).padStart(width, '0')}-${subject}`, statements),
  )
  return ['--liquibase formatted sql\n', ...texts].join('\n')
}

/** Nothing but the object itself needs them, so that those of one object can stand together. */
const DETAILS: ReadonlySet<string> = new Set(['owner', 'privilege', 'comment'])

const isDetail = ({ objects: [first = ''] }: PlannedStatement): boolean => DETAILS.has(first.split(' ')[0] ?? '')

/** Statements of one object that follow one another; of details that follow one another, all of one object. */
function grouped(statements: readonly PlannedStatement[]): Draft[] {
  const drafts: Draft[] = []
  let open: Map<string, PlannedStatement[]> | null = null
  const close = (): void => {
    for (const of of open?.values() ?? []) drafts.push({ subject: detailsOf(of), statements: of })
    open = null
  }
  for (const statement of statements) {
    if (isDetail(statement)) {
      open ??= new Map()
      const whole = wholeOf(statement)
      open.set(whole, [...(open.get(whole) ?? []), statement])
      continue
    }
    close()
    const subject = subjectOf(statement)
    const last = drafts.at(-1)
    if (last?.subject === subject) drafts[drafts.length - 1] = { subject, statements: [...last.statements, statement] }
    else drafts.push({ subject, statements: [statement] })
  }
  close()
  return drafts
}

/** What a person would name: the view of a privilege on one of its columns. */
const wholeOf = ({ subject, objects: [first = ''] }: PlannedStatement): string =>
  subject ? `${subject.kind} ${subject.identity}` : first

const detailsOf = ([first, second]: readonly PlannedStatement[]): string =>
  first === undefined ? 'details' : second ? `details-of-${plain(wholeOf(first))}` : subjectOf(first)

/** `table-public.account` */
const subjectOf = ({ objects: [first] }: PlannedStatement): string => plain(first ?? 'statement')

/** An id holds neither spaces nor quotes; of routines it has no arguments. */
const plain = (text: string): string => text.replace(/\(.*$/s, '').replaceAll(/[\s"]+/g, '-')

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
