// createProcedure: a whole statement, a function's too; never split.

import { type ChangeType } from './change-type.ts'
import { ChangelogError } from '../../errors.ts'

export const createProcedure: ChangeType = {
  name: 'createProcedure',
  fields: {
    catalogName: 'text',
    schemaName: 'text',
    procedureName: 'text',
    procedureText: 'text',
    path: 'text',
    encoding: 'text',
    comments: 'text',
    dbms: 'text',
    relativeToChangelogFile: 'boolean',
    replaceIfExists: 'boolean',
  },
  required: [],
  bare: 'procedureText',
  aliases: { procedureBody: 'procedureText' },
  fileField: 'path',
  steps: ({ change }) => {
    const text =
      change.content?.text
        .trim()
        .replace(/\n\/\s*$/, '')
        .replace(/;\s*$/, '') ?? ''
    if (text === '') throw new ChangelogError('createProcedure needs procedureText, or path.', change)
    return [text]
  },
  rollback: null,
}
