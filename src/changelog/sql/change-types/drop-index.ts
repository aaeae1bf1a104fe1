// dropIndex.

import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'

export const dropIndex: ChangeType = {
  name: 'dropIndex',
  fields: { ...TABLE, indexName: 'text', associatedWith: 'text' },
  required: ['indexName'],
  unhashed: ['associatedWith'],
  steps: ({ fields, names }) => [
    `DROP INDEX ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'indexName'))}`,
  ],
  rollback: null,
}
