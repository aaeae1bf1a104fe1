// A type that rests on functions written in C: a base type, or a range with a canonical function. It is named, not compared:
// its functions need the type, and the type needs its functions, which no order of whole objects satisfies.

import { defineKind } from './kind.ts'

type BaseType = Record<never, never>

export const baseType = defineKind<BaseType>({
  type: 'base type',
  keyword: 'TYPE',
  // No address: its dependencies run in a circle.
  catalog: null,
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: false,
  partOfParent: false,
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, typname as name, typnamespace::int8 as parent
      from pg_type t
     where t.oid >= 16384
       and (typtype = 'b' and not exists (select from pg_type element where element.typarray = t.oid)
            or typtype = 'r' and exists (select from pg_range where rngtypid = t.oid and rngcanonical <> 0))
       and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e')`,
  create: () => [],
  drop: () => [],
  uncovered: () => 'types that rest on functions written in C are neither compared nor made',
  attributes: {},
})
