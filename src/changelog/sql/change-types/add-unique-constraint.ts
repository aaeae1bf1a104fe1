// addUniqueConstraint.

import { ChangelogError } from '../../errors.ts'
import { givenText, isSet, TABLE, textOf, type ChangeType } from './change-type.ts'

export const addUniqueConstraint: ChangeType = {
  name: 'addUniqueConstraint',
  fields: {
    ...TABLE,
    columnNames: 'text',
    constraintName: 'text',
    tablespace: 'text',
    deferrable: 'boolean',
    initiallyDeferred: 'boolean',
    disabled: 'boolean',
    clustered: 'boolean',
    forIndexName: 'text',
    forIndexSchemaName: 'text',
    forIndexCatalogName: 'text',
    validate: 'boolean',
  },
  required: ['tableName', 'columnNames'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = textOf(fields, 'constraintName')
    const index = textOf(fields, 'forIndexName')
    const tablespace = textOf(fields, 'tablespace')
    const key =
      index === null
        ? `UNIQUE (${names.list(givenText(fields, 'columnNames'))})`
        : `UNIQUE USING INDEX ${names.plain(index)}`
    return [
      [
        `ALTER TABLE ${table} ADD`,
        ...(name === null ? [] : [`CONSTRAINT ${names.plain(name)}`]),
        key,
        ...(tablespace === null || index !== null ? [] : [`USING INDEX TABLESPACE ${tablespace}`]),
        ...(isSet(fields, 'deferrable') ? ['DEFERRABLE'] : []),
        ...(isSet(fields, 'initiallyDeferred') ? ['INITIALLY DEFERRED'] : []),
      ].join(' '),
    ]
  },
  rollback: ({ change, fields, names }) => {
    const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
    const name = textOf(fields, 'constraintName')
    if (name === null)
      throw new ChangelogError(
        'a constraint without a name cannot be dropped: give it constraintName, or write a rollback.',
        change,
      )
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${names.plain(name)}`]
  },
}
