// sql, and the SQL of formatted changelogs.

import type { Change, Compatibility, Fields, Step } from '../../changelog.ts'
import { textOf, type ChangeType } from './change-type.ts'
import { statementsOfText } from '../split.ts'

export const sql: ChangeType = {
  name: 'sql',
  fields: {
    sql: 'text',
    dbms: 'text',
    comment: 'text',
    endDelimiter: 'text',
    splitStatements: 'boolean',
    stripComments: 'boolean',
  },
  required: ['sql'],
  bare: 'sql',
  defaults: { splitStatements: true, stripComments: false },
  steps: ({ change, fields, rendering }) => statementSteps(change, fields, rendering.compatibility),
  rollback: null,
}

/** The text that a change is about, cut into statements. */
export function statementSteps(change: Change, fields: Fields, compatibility: Compatibility): Step[] {
  if (change.content === null) return []
  const options = {
    splitStatements: fields['splitStatements'] !== false,
    stripComments: fields['stripComments'] === true,
    endDelimiter: textOf(fields, 'endDelimiter'),
  }
  return statementsOfText(change, change.content, options, compatibility).map((statement) => ({
    type: 'statement',
    statement,
  }))
}
