// addForeignKeyConstraint.

import type { Fields } from '../../changelog.ts'
import { givenText, isSet, textOf, type ChangeType } from './change-type.ts'
import type { Names } from '../names.ts'

export const addForeignKeyConstraint: ChangeType = {
  name: 'addForeignKeyConstraint',
  fields: {
    baseTableCatalogName: 'text',
    baseTableSchemaName: 'text',
    baseTableName: 'text',
    baseColumnNames: 'text',
    referencedTableCatalogName: 'text',
    referencedTableSchemaName: 'text',
    referencedTableName: 'text',
    referencedColumnNames: 'text',
    constraintName: 'text',
    deferrable: 'boolean',
    initiallyDeferred: 'boolean',
    deleteCascade: 'boolean',
    onDelete: 'text',
    onUpdate: 'text',
    referencesUniqueColumn: 'boolean',
    validate: 'boolean',
  },
  required: ['baseTableName', 'baseColumnNames', 'referencedTableName', 'referencedColumnNames', 'constraintName'],
  unhashed: ['referencesUniqueColumn'],
  conflicting: [['onDelete', 'deleteCascade']],
  // written beside onDelete, deleteCascade undoes it, whatever it says
  normalized: ({ deleteCascade, onDelete, ...fields }) => {
    if (deleteCascade === undefined) return onDelete === undefined ? fields : { ...fields, onDelete }
    return deleteCascade === true && onDelete === undefined ? { ...fields, onDelete: 'CASCADE' } : fields
  },
  steps: ({ fields, names }) => [addForeignKeySql(fields, names)],
  rollback: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'baseTableSchemaName'), givenText(fields, 'baseTableName'))
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${names.plain(givenText(fields, 'constraintName'))}`]
  },
}

function addForeignKeySql(fields: Fields, names: Names): string {
  const table = names.qualified(textOf(fields, 'baseTableSchemaName'), givenText(fields, 'baseTableName'))
  const target = names.qualified(textOf(fields, 'referencedTableSchemaName'), givenText(fields, 'referencedTableName'))
  const onDelete = textOf(fields, 'onDelete')
  const onUpdate = textOf(fields, 'onUpdate')
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${names.plain(givenText(fields, 'constraintName'))}`,
    `FOREIGN KEY (${names.list(givenText(fields, 'baseColumnNames'))})`,
    `REFERENCES ${target} (${names.list(givenText(fields, 'referencedColumnNames'))})`,
    ...(onUpdate === null ? [] : [`ON UPDATE ${onUpdate}`]),
    ...(onDelete === null ? [] : [`ON DELETE ${onDelete}`]),
    ...(isSet(fields, 'deferrable') ? ['DEFERRABLE'] : []),
    ...(isSet(fields, 'initiallyDeferred') ? ['INITIALLY DEFERRED'] : []),
    ...(fields['validate'] === false ? ['NOT VALID'] : []),
  ].join(' ')
}
