// One SQL command of a changeset, as the code that runs scripts knows statements.

import { codeOf } from '../../revisions/run/send.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import type { Statement } from '../changelog.ts'

const MAX_WORDS = 12

export const sqlStatement = ({ sql, file, line }: Statement): SqlStatement => ({
  file,
  line,
  sql,
  offset: 0,
  words: firstWords(codeOf(sql)),
  copyData: null,
  annotations: [],
  unset: [],
})

/** In a block too, whose text is not understood: to take back what was not set does no harm. */
export const setsLocalRole = (sql: string): boolean =>
  /\bset\s+local\s+(?:role|session\s+authorization)\b|\bset_config\s*\(\s*'(?:role|session_authorization)'/i.test(sql)

/** Outside parentheses and quotes, in lower case. */
function firstWords(code: string): string[] {
  let depth = 0
  const words: string[] = []
  for (const [token] of code.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_]\w*|[()]/g)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (depth === 0 && /^[A-Za-z_]/.test(token) && words.push(token.toLowerCase()) >= MAX_WORDS) break
  }
  return words
}
