// sqlFile: SQL of a file beside the changelog.

import { type ChangeType } from './change-type.ts'
import { statementSteps } from './sql.ts'

export const sqlFile: ChangeType = {
  name: 'sqlFile',
  fields: {
    path: 'text',
    dbms: 'text',
    encoding: 'text',
    endDelimiter: 'text',
    relativeToChangelogFile: 'boolean',
    splitStatements: 'boolean',
    stripComments: 'boolean',
  },
  required: ['path'],
  fileField: 'path',
  defaults: { splitStatements: true, stripComments: false },
  steps: ({ change, fields, rendering }) => statementSteps(change, fields, rendering.compatibility),
  rollback: null,
}
