// A type that is only announced: CREATE TYPE name.

import { defineKind } from './kind.ts'
import { dropType } from './type-commands.ts'

type ShellType = Record<never, never>

export const shellType = defineKind<ShellType>({
  type: 'shell type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select oid::int8 as objid, 0 as objsubid, typname as name, typnamespace::int8 as parent
      from pg_type
     where typtype = 'p' and not typisdefined and oid >= 16384`,
  create: (t) => ({ sql: `CREATE TYPE ${t.identity}`, lock: 'none' }),
  drop: (t) => dropType(t.identity),
  occupies: (t) => [`type ${t.identity}`],
  attributes: {},
})
