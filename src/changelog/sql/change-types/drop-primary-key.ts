// dropPrimaryKey: by its name, or by looking that up.

import type { Fields } from '../../changelog.ts'
import { givenText, TABLE, textOf, type ChangeType } from './change-type.ts'
import type { Names } from '../names.ts'
import { quoted } from '../values.ts'

export const dropPrimaryKey: ChangeType = {
  name: 'dropPrimaryKey',
  fields: { ...TABLE, constraintName: 'text', dropIndex: 'boolean' },
  required: ['tableName'],
  steps: ({ fields, names, rendering }) => [dropPrimaryKeySql(fields, names, rendering.defaultSchema)],
  rollback: null,
}

export function dropPrimaryKeySql(fields: Fields, names: Names, defaultSchema: string | null): string {
  const table = names.qualified(textOf(fields, 'schemaName'), givenText(fields, 'tableName'))
  const name = textOf(fields, 'constraintName')
  if (name !== null) return `ALTER TABLE ${table} DROP CONSTRAINT ${names.plain(name)}`
  // an unquoted name is folded by PostgreSQL, and so must be what it is compared with
  const folded = (written: string): string =>
    names.plain(written).startsWith('"') ? quoted(written) : quoted(written.toLowerCase())
  const schema = textOf(fields, 'schemaName') ?? defaultSchema
  const within = schema === null ? 'current_schema()' : folded(schema)
  return `DO $$ DECLARE constraint_name varchar;
BEGIN
  SELECT tc.CONSTRAINT_NAME into strict constraint_name
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc
    WHERE CONSTRAINT_TYPE = 'PRIMARY KEY'
      AND TABLE_NAME = ${folded(givenText(fields, 'tableName'))} AND TABLE_SCHEMA = ${within};
    EXECUTE 'alter table ${unquotedInSmallLetters(table).replaceAll("'", "''")} drop constraint "' || constraint_name || '"';
END $$;`
}

const unquotedInSmallLetters = (name: string): string =>
  name.replaceAll(/"(?:[^"]|"")*"|[^"]+/g, (part) => (part.startsWith('"') ? part : part.toLowerCase()))
