// A changeset as SQL that stands in a file of its own: what was written as SQL to the letter, with semicolons for its delimiters; what
// change types make as their statements.

import { RevisionError } from '../../revisions/errors.ts'
import type { ForeignScript } from '../../revisions/adopt/tool.ts'
import type { Change, Changeset, Rendering, Step } from '../changelog.ts'
import { statementSteps } from '../sql/change-types/sql.ts'
import { textOf } from '../sql/change-types/change-type.ts'
import { irreversibleChange, isForPostgresql, rollbackStepsOf, stepsOf } from '../sql/steps.ts'

export const upOf = (changeset: Changeset, rendering: Rendering): Promise<ForeignScript> =>
  scriptOf(changeset, changeset.changes, rendering)

/** Null: nothing says how it is undone. */
export async function downOf(changeset: Changeset, rendering: Rendering): Promise<ForeignScript | null> {
  if (changeset.rollback !== null) return scriptOf(changeset, changeset.rollback, rendering)
  if (irreversibleChange(changeset) !== null) return null
  return { ...placed(changeset), sql: joined(statementsIn(await rollbackStepsOf(changeset, rendering), changeset)) }
}

const placed = ({ file, line, runInTransaction }: Changeset): Omit<ForeignScript, 'sql'> => ({
  file,
  line,
  runs: runInTransaction ? 'transaction' : 'none',
})

async function scriptOf(
  changeset: Changeset,
  changes: readonly Change[],
  rendering: Rendering,
): Promise<ForeignScript> {
  const used = changes.filter(isForPostgresql)
  const parts: string[] = []
  for (const change of used) {
    const written = changeset.modifySql.length === 0 ? writtenSql(change) : null
    const made =
      written ?? joined(statementsIn(await stepsOf({ ...changeset, changes: [change] }, rendering), changeset))
    if (made.trim() !== '') parts.push(made)
  }
  const [first] = used
  const place = first && used.length === 1 ? startOf(first) : {}
  return { ...placed(changeset), ...place, sql: parts.length === 1 ? (parts[0] ?? '') : parts.map(ended).join('\n') }
}

/** Where its text begins. */
const startOf = ({ content, file, line }: Change): { readonly file: string; readonly line: number } =>
  content?.file ? { file: content.file, line: 1 } : { file, line: content?.lines[0] ?? line }

/** A line with nothing but a slash or GO ends a statement for Liquibase. */
const LINE_DELIMITER = /^[ \t]*(?:\/|go)[ \t]*$/im

/** The text of SQL; null: it is something else. */
function writtenSql(change: Change): string | null {
  const { type, content, fields } = change
  if (content === null || !(type === 'sql' || type === 'sqlFile')) return null
  const delimiter = textOf(fields, 'endDelimiter')
  const isPlain = delimiter === null ? !LINE_DELIMITER.test(content.text) : delimiter === ';' || delimiter === '--'
  if (isPlain || fields['splitStatements'] === false) return spread(content.text, content.lines)
  const statements = statementSteps(change, { ...fields, stripComments: false }, 'trueup')
  return joined(statements.flatMap((step) => (step.type === 'statement' ? [step.statement.sql] : [])))
}

/** With an empty line for each that was a directive, so that lines can be counted. */
const spread = (text: string, lines: readonly number[]): string =>
  text
    .split('\n')
    .map(
      (line, i) =>
        `${'\n'.repeat(Math.max((lines[i] ?? 0) - (lines[i - 1] ?? Number.MAX_SAFE_INTEGER) - 1, 0))}${line}`,
    )
    .join('\n')

function statementsIn(steps: readonly Step[], changeset: Changeset): string[] {
  return steps.flatMap((step) => {
    if (step.type === 'stop') throw new RevisionError(`this changeset stops a run: ${step.message}`, changeset)
    return step.type === 'statement' ? [step.statement.sql] : []
  })
}

const joined = (statements: readonly string[]): string => statements.map((sql) => `${sql};\n`).join('\n')

/** What follows is another statement. */
const ended = (sql: string): string => (/;\s*$/.test(sql) ? `${sql.trimEnd()}\n` : `${sql.trimEnd()}\n;\n`)
