// The statements of a changeset and its row, as psql takes them. Sends nothing.

import type { Changeset, Step } from '../changelog.ts'
import { schemaFirst } from '../run/search-path.ts'
import { setsLocalRole } from '../run/statement.ts'
import type { State } from '../tracking/state.ts'

export async function stepsText(
  { defaultSchema }: State,
  changeset: Changeset,
  all: AsyncIterable<Step>,
  recorded: string,
): Promise<string> {
  const lines: string[] = []
  for await (const step of all) {
    if (step.type === 'statement') lines.push(...statementText(step.statement.sql))
    else lines.push(...`${step.type}: ${step.message}`.split('\n').map((line) => `-- ${line}`))
  }
  const pathAgain = lines.some((line) => CHANGES_PATH.test(line)) ? [`${schemaFirst(defaultSchema)};`] : []
  if (!changeset.runInTransaction) return [...lines, recorded, ...pathAgain].join('\n')
  // SET LOCAL ROLE is not over yet where the row is written.
  const roleBack = lines.some(setsLocalRole) ? ['RESET ROLE;'] : []
  return ['BEGIN;', ...lines, ...roleBack, recorded, 'COMMIT;', ...pathAgain].join('\n')
}

/** What may leave another search_path for the changeset that comes next. */
const CHANGES_PATH = /search_path|\breset\s+all\b|\bdiscard\s+all\b/i

/** A comment at the end would swallow the semicolon. */
const statementText = (sql: string): string[] => {
  const text = sql.trimEnd()
  if (text === '') return []
  const lastLine = text.slice(text.lastIndexOf('\n') + 1)
  return [text.endsWith(';') ? text : `${text}${lastLine.includes('--') ? '\n' : ''};`]
}
