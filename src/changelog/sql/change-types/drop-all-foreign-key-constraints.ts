// dropAllForeignKeyConstraints: of one table, whatever they are called.

import { givenText, textOf, type ChangeType } from './change-type.ts'
import { quoted } from '../values.ts'

export const dropAllForeignKeyConstraints: ChangeType = {
  name: 'dropAllForeignKeyConstraints',
  fields: { baseTableCatalogName: 'text', baseTableSchemaName: 'text', baseTableName: 'text' },
  required: ['baseTableName'],
  steps: ({ fields, names }) => {
    const table = names.qualified(textOf(fields, 'baseTableSchemaName'), givenText(fields, 'baseTableName'))
    return [
      `DO $$ DECLARE name name;
BEGIN
  FOR name IN SELECT conname FROM pg_catalog.pg_constraint
    WHERE conrelid = ${quoted(table)}::regclass AND contype = 'f' AND conparentid = 0 ORDER BY conname LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', ${quoted(table)}, name);
  END LOOP;
END $$;`,
    ]
  },
  rollback: null,
}
