// A type that is only announced: CREATE TYPE name. Every base type, and every range with a canonical function, begins as one,
// so that its functions can be made before it.

import { keyOf } from '../catalog/object.ts'
import { defineKind } from './kind.ts'
import { dropType } from './type-commands.ts'

interface ShellType {
  /** The kind of type that it became; null while it is one. */
  readonly became: string | null
}

export const shellType = defineKind<ShellType>({
  type: 'shell type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  usual: { became: null },
  // What it became has the address.
  query: () => `
    select case when t.typisdefined then null else t.oid::int8 end as objid, 0 as objsubid, t.typname as name,
           t.typnamespace::int8 as parent,
           case when t.typisdefined then case t.typtype when 'b' then 'base type' else 'range type' end end as became
      from pg_type t
     where t.oid >= 16384
       and (t.typtype = 'p' and not t.typisdefined
            or t.typtype = 'b' and not exists (select from pg_type element where element.typarray = t.oid)
            or t.typtype = 'r' and exists (select from pg_range where rngtypid = t.oid and rngcanonical <> 0))
       and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e')`,
  create: (t) => ({ sql: `CREATE TYPE ${t.identity}`, lock: 'none' }),
  drop: (t) => dropType(t.identity),
  dropsWith: (t) => (t.shape.became === null ? [] : [keyOf(t.shape.became, t.identity)]),
  occupies: (t) => [`type ${t.identity}`],
  attributes: {
    became: { alter: () => [], replaceWhen: (from) => from !== null },
  },
})
