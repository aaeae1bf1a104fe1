// The transaction blocks that a changeset outside of transactions opens itself: each is one transaction, with the record that it is
// done; sent statement by statement like the others, it would be undone by the first record. Pure.

import { codeOf } from '../../revisions/run/send.ts'
import type { SqlStatement } from '../../source/sql-statement.ts'
import { setsLocalRole } from './statement.ts'

export interface Block {
  readonly transactional: boolean
  /** Without those that open and end it. */
  readonly statements: readonly SqlStatement[]
}

/** A block that is not ended, or ends with ROLLBACK, stays as it is written. */
export function blocksOf(statements: readonly SqlStatement[]): Block[] {
  const blocks: Block[] = []
  let plain: SqlStatement[] = []
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]
    if (!statement) break
    const length = opens(statement) ? statements.slice(i + 1).findIndex(ends) : -1
    const last = statements[i + 1 + length]
    if (length < 0 || !last || !commits(last)) {
      plain.push(statement)
      continue
    }
    if (plain.length > 0) blocks.push({ transactional: false, statements: plain })
    plain = []
    const within = statements.slice(i + 1, i + 1 + length)
    if (within.length > 0)
      blocks.push({ transactional: true, statements: [...modesOf(statement), ...within, ...roleBack(within, last)] })
    i += 1 + length
  }
  return plain.length > 0 ? [...blocks, { transactional: false, statements: plain }] : blocks
}

/** SET LOCAL ROLE is not over yet where the record is written. */
const roleBack = (within: readonly SqlStatement[], last: SqlStatement): SqlStatement[] =>
  within.some(({ sql }) => setsLocalRole(sql)) ? [{ ...last, sql: 'RESET ROLE', words: ['reset', 'role'] }] : []

const MODES = /^(?:begin|start)(?: work| transaction)?\b\s*([^;]*)/i

/** One command: where several are kept in one text, the text is sent as it is. */
const isOne = (code: string): boolean => !/;\s*\S/.test(code)

const opens = ({ sql }: SqlStatement): boolean => {
  const code = codeOf(sql)
  return isOne(code) && /^(?:begin|start transaction)\b(?! atomic)/i.test(code)
}

const ends = ({ sql }: SqlStatement): boolean =>
  /^(?:commit|end|abort|prepare transaction|rollback(?!(?: work| transaction)? to\b))\b/i.test(codeOf(sql))

/** With AND CHAIN the next transaction begins at once. */
const commits = ({ sql }: SqlStatement): boolean =>
  /^(?:commit|end)(?: work| transaction)?(?: and no chain)?\s*;?$/i.test(codeOf(sql))

/** `BEGIN ISOLATION LEVEL SERIALIZABLE` says it in one. */
function modesOf(statement: SqlStatement): SqlStatement[] {
  const modes = MODES.exec(codeOf(statement.sql))?.[1]?.trim() ?? ''
  return modes === '' ? [] : [{ ...statement, sql: `SET TRANSACTION ${modes}`, words: ['set', 'transaction'] }]
}
