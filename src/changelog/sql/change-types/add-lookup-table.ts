// addLookupTable: the distinct values of a column as a table that it refers to.

import type { Fields } from '../../changelog.ts'
import { givenText, textOf, type ChangeType } from './change-type.ts'
import { setNotNull } from './add-not-null-constraint.ts'
import type { Names } from '../names.ts'

export const addLookupTable: ChangeType = {
  name: 'addLookupTable',
  fields: {
    existingTableCatalogName: 'text',
    existingTableSchemaName: 'text',
    existingTableName: 'text',
    existingColumnName: 'text',
    newTableCatalogName: 'text',
    newTableSchemaName: 'text',
    newTableName: 'text',
    newColumnName: 'text',
    newColumnDataType: 'text',
    constraintName: 'text',
  },
  required: ['existingTableName', 'existingColumnName', 'newTableName', 'newColumnName'],
  steps: ({ fields, names }) => {
    const { existing, added, constraint } = partsOf(fields, names)
    const from = names.plain(givenText(fields, 'existingColumnName'))
    const to = names.plain(givenText(fields, 'newColumnName'))
    return [
      `CREATE TABLE ${added} AS SELECT DISTINCT ${from} AS ${to} FROM ${existing} WHERE ${from} IS NOT NULL`,
      setNotNull(added, to),
      `ALTER TABLE ${added} ADD PRIMARY KEY (${to})`,
      `ALTER TABLE ${existing} ADD CONSTRAINT ${constraint} FOREIGN KEY (${from}) REFERENCES ${added} (${to})`,
    ]
  },
  rollback: ({ fields, names }) => {
    const { existing, added, constraint } = partsOf(fields, names)
    return [`ALTER TABLE ${existing} DROP CONSTRAINT ${constraint}`, `DROP TABLE ${added}`]
  },
}

function partsOf(fields: Fields, names: Names): { existing: string; added: string; constraint: string } {
  const [existing, added] = [givenText(fields, 'existingTableName'), givenText(fields, 'newTableName')]
  const constraint = textOf(fields, 'constraintName') ?? `FK_${existing}_${added}`.toUpperCase()
  return {
    existing: names.qualified(textOf(fields, 'existingTableSchemaName'), existing),
    added: names.qualified(textOf(fields, 'newTableSchemaName'), added),
    constraint: names.plain(constraint),
  }
}
