// addPrimaryKey.

import { givenText, isSet, TABLE, textOf, type ChangeType } from './change-type.ts'
import { dropPrimaryKeySql } from './drop-primary-key.ts'

export const addPrimaryKey: ChangeType = {
  name: 'addPrimaryKey',
  fields: {
    ...TABLE,
    columnNames: 'text',
    constraintName: 'text',
    tablespace: 'text',
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
    const tablespace = textOf(fields, 'tablespace')
    const key = `PRIMARY KEY (${names.list(givenText(fields, 'columnNames'))})`
    return [
      `ALTER TABLE ${table} ADD ${name === null ? '' : `CONSTRAINT ${names.plain(name)} `}${key}${tablespace === null ? '' : ` USING INDEX TABLESPACE ${tablespace}`}`,
      ...(isSet(fields, 'clustered') && name !== null ? [`CLUSTER ${table} USING ${names.plain(name)}`] : []),
    ]
  },
  rollback: ({ fields, names, rendering }) => [dropPrimaryKeySql(fields, names, rendering.defaultSchema)],
}
