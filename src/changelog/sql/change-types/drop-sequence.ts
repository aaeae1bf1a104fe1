// dropSequence: with what depends on it, as Liquibase does.

import { givenText, textOf, type ChangeType } from './change-type.ts'

export const dropSequence: ChangeType = {
  name: 'dropSequence',
  fields: { catalogName: 'text', schemaName: 'text', sequenceName: 'text' },
  required: ['sequenceName'],
  steps: ({ fields, names }) => [
    `DROP SEQUENCE ${names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'sequenceName'))} CASCADE`,
  ],
  rollback: null,
}
