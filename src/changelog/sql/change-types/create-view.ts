// createView: a query, or with fullDefinition the whole statement.

import { givenText, isSet, textOf, type ChangeType } from './change-type.ts'
import { quoted } from '../values.ts'

export const createView: ChangeType = {
  name: 'createView',
  fields: {
    catalogName: 'text',
    schemaName: 'text',
    viewName: 'text',
    selectQuery: 'text',
    path: 'text',
    encoding: 'text',
    fullDefinition: 'boolean',
    relativeToChangelogFile: 'boolean',
    remarks: 'text',
    replaceIfExists: 'boolean',
  },
  required: ['viewName'],
  bare: 'selectQuery',
  fileField: 'path',
  steps: ({ change, fields, names }) => {
    const view = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'viewName'))
    const text = change.content?.text.trim().replace(/;\s*$/, '') ?? ''
    const create = isSet(fields, 'replaceIfExists') ? 'CREATE OR REPLACE VIEW' : 'CREATE VIEW'
    const remarks = textOf(fields, 'remarks')
    return [
      isSet(fields, 'fullDefinition') ? text : `${create} ${view} AS ${text}`,
      ...(remarks === null ? [] : [`COMMENT ON VIEW ${view} IS ${quoted(remarks)}`]),
    ]
  },
  rollback: ({ fields, names }) => [
    `DROP VIEW ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'viewName'))}`,
  ],
}
