// dropView.

import { givenText, isSet, textOf, type ChangeType } from './change-type.ts'

export const dropView: ChangeType = {
  name: 'dropView',
  fields: { catalogName: 'text', schemaName: 'text', viewName: 'text', ifExists: 'boolean' },
  required: ['viewName'],
  steps: ({ fields, names }) => [
    `DROP VIEW ${isSet(fields, 'ifExists') ? 'IF EXISTS ' : ''}${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'viewName'))}`,
  ],
  rollback: null,
}
