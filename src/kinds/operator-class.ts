// An operator class: how an index method handles a type. What was added to its family later is the family's.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'

interface OperatorClass {
  readonly method: string
  readonly dataType: string
  readonly byDefault: boolean
  readonly family: string
  /** The type that the index stores, where it is another one. */
  readonly storage: string | null
  /** `OPERATOR 1 s.<(integer,integer)`, `FUNCTION 1 (integer, integer) s.f(integer,integer)`. */
  readonly members: readonly string[]
}

/** @param condition which members, of `a` (pg_amop) and `p` (pg_amproc) */
export const memberQuery = (operators: string, functions: string) => `
  select 1 as rank, amopstrategy as number, amoplefttype as l, amoprighttype as r,
         format('OPERATOR %s %s%s', amopstrategy, amopopr::regoperator,
           ' FOR ORDER BY ' || (select format('%I.%I', n.nspname, opfname) from pg_opfamily f join pg_namespace n on n.oid = opfnamespace
                                 where f.oid = amopsortfamily)) as member,
         format('OPERATOR %s (%s, %s)', amopstrategy, format_type(amoplefttype, null), format_type(amoprighttype, null)) as dropped
    from pg_amop m where ${operators}
  union all
  select 2, amprocnum, amproclefttype, amprocrighttype,
         format('FUNCTION %s (%s, %s) %s', amprocnum, format_type(amproclefttype, null), format_type(amprocrighttype, null), amproc::regprocedure),
         format('FUNCTION %s (%s, %s)', amprocnum, format_type(amproclefttype, null), format_type(amprocrighttype, null))
    from pg_amproc m where ${functions}`

const ofClass = (catalog: string) =>
  `exists (select from pg_depend where classid = '${catalog}'::regclass and objid = m.oid
             and refclassid = 'pg_opclass'::regclass and refobjid = o.oid and deptype = 'i')`

export const operatorClass = defineKind<OperatorClass>({
  type: 'operator class',
  keyword: 'OPERATOR CLASS',
  catalog: 'pg_opclass',
  parentCatalog: 'pg_namespace',
  priority: 21,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select o.oid::int8 as objid, 0 as objsubid, opcname as name, opcnamespace::int8 as parent,
           amname as method,
           format_type(opcintype, null) as "dataType",
           opcdefault as "byDefault",
           (select format('%I.%I', n.nspname, opfname) from pg_opfamily f join pg_namespace n on n.oid = opfnamespace
             where f.oid = opcfamily) as family,
           case when opckeytype <> 0 then format_type(opckeytype, null) end as storage,
           array(select member from (${memberQuery(ofClass('pg_amop'), ofClass('pg_amproc'))}) m
                  order by rank, number, member) as members
      from pg_opclass o join pg_am on pg_am.oid = opcmethod
     where o.oid >= 16384`,
  identity: (name, parent, { method }) => `${parent!.identity}.${ident(name)} USING ${ident(method)}`,
  create({ name, parent, shape: o }) {
    const members = [...o.members, ...(o.storage === null ? [] : [`STORAGE ${o.storage}`])]
    // It must have a member; storing the type itself says nothing.
    const said = members.length > 0 ? members : [`STORAGE ${o.dataType}`]
    const head = `CREATE OPERATOR CLASS ${parent!.identity}.${ident(name)}${o.byDefault ? ' DEFAULT' : ''}`
    return {
      sql: `${head} FOR TYPE ${o.dataType} USING ${ident(o.method)} FAMILY ${o.family} AS ${said.join(', ')}`,
      lock: 'none',
    }
  },
  drop: (o) => ({ sql: `DROP OPERATOR CLASS ${o.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER OPERATOR CLASS ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({
    sql: `ALTER OPERATOR CLASS ${from.identity} SET SCHEMA ${ident(schema)}`,
    lock: 'none',
  }),
  attributes: {
    method: 'replace',
    dataType: 'replace',
    byDefault: 'replace',
    family: 'replace',
    storage: 'replace',
    members: 'replace',
  },
})
