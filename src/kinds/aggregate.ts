// An aggregate function: ordinary, ordered-set or hypothetical-set.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Aggregate {
  /** The types of the arguments, `*` for none, as DROP and COMMENT ON take them; those of an ordered set need no ORDER BY there. */
  arguments: string
  /** As CREATE AGGREGATE takes them. */
  signature: string
  options: string[]
  /** Ordinary, ordered-set or hypothetical-set, and the number of direct arguments. */
  aggkind: string
  result: string
  /** '' where an argument has no name. */
  inputNames: string[]
}

export const aggregate = defineKind<Aggregate>({
  type: 'aggregate',
  keyword: 'AGGREGATE',
  catalog: 'pg_proc',
  parentCatalog: 'pg_namespace',
  priority: 19,
  rebuildable: true,
  partOfParent: false,
  present: { prokind: ['a'] },
  definesCode: true,

  query: () => `
    select p.oid::int8 as objid, 0 as objsubid, p.proname as name, p.pronamespace::int8 as parent,
           case when p.pronargs = 0 then '*' else oidvectortypes(p.proargtypes) end as arguments,
           case when p.pronargs = 0 then '*' else pg_get_function_arguments(p.oid) end as signature,
           array_remove(array[
             'SFUNC = ' || aggtransfn,
             'STYPE = ' || format_type(aggtranstype, null),
             'SSPACE = ' || nullif(aggtransspace, 0),
             'FINALFUNC = ' || nullif(aggfinalfn::text, '-'),
             case when aggfinalextra then 'FINALFUNC_EXTRA' end,
             'FINALFUNC_MODIFY = ' || ${modify('aggfinalfn', 'aggfinalmodify')},
             'COMBINEFUNC = ' || nullif(aggcombinefn::text, '-'),
             'SERIALFUNC = ' || nullif(aggserialfn::text, '-'),
             'DESERIALFUNC = ' || nullif(aggdeserialfn::text, '-'),
             'INITCOND = ' || quote_literal(agginitval),
             'MSFUNC = ' || nullif(aggmtransfn::text, '-'),
             'MINVFUNC = ' || nullif(aggminvtransfn::text, '-'),
             'MSTYPE = ' || format_type(nullif(aggmtranstype, 0), null),
             'MSSPACE = ' || nullif(aggmtransspace, 0),
             'MFINALFUNC = ' || nullif(aggmfinalfn::text, '-'),
             case when aggmfinalextra then 'MFINALFUNC_EXTRA' end,
             'MFINALFUNC_MODIFY = ' || ${modify('aggmfinalfn', 'aggmfinalmodify')},
             'MINITCOND = ' || quote_literal(aggminitval),
             'SORTOP = OPERATOR(' || quote_ident(sn.nspname) || '.' || s.oprname || ')',
             'PARALLEL = ' || case p.proparallel when 's' then 'SAFE' when 'r' then 'RESTRICTED' end,
             case when aggkind = 'h' then 'HYPOTHETICAL' end
           ], null) as options,
           aggkind::text || ' ' || aggnumdirectargs as aggkind,
           format_type(p.prorettype, null) as result,
           array(select coalesce(p.proargnames[i], '') from generate_series(1, p.pronargs) i order by i) as "inputNames"
      from pg_proc p
      join pg_aggregate on aggfnoid = p.oid
      left join pg_operator s on s.oid = aggsortop
      left join pg_namespace sn on sn.oid = s.oprnamespace
     where p.prokind = 'a' and p.oid >= 16384`,

  identity: (name, parent, shape) => `${parent?.identity}.${ident(name)}(${shape.arguments})`,
  create: (a) => definition(a, 'CREATE AGGREGATE'),
  drop: (a) => ({ sql: `DROP AGGREGATE ${a.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER AGGREGATE ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER AGGREGATE ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  occupies: (a) => [`routine ${grantableAggregate(a.identity)}`],

  attributes: {
    arguments: 'rendered',
    signature: (a) => definition(a, 'CREATE OR REPLACE AGGREGATE'),
    options: (a, _from, _to, was) =>
      a.shape.signature === was.shape.signature ? definition(a, 'CREATE OR REPLACE AGGREGATE') : [],
    // What OR REPLACE refuses (SQLSTATE 42809, 42P13).
    aggkind: 'replace',
    result: 'replace',
    inputNames: { alter: () => [], replaceWhen: (from, to) => from.some((name, i) => name !== '' && name !== to[i]) },
  },
})

/** GRANT names an aggregate as a function, which knows no `*`. */
const grantableAggregate = (identity: string): string => identity.replace(/\(\*\)$/, '()')

/** The word for an agg[m]finalmodify that is not the default of its kind of aggregate. */
const modify = (finalFunction: string, column: string): string =>
  `case when ${finalFunction} <> 0 and ${column} <> case aggkind when 'n' then 'r' else 'w' end
                  then case ${column} when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end end`

const definition = (a: CatalogObject<Aggregate>, create: string): Statement => ({
  sql: `${create} ${a.parent?.identity}.${ident(a.name)}(${a.shape.signature}) (\n  ${a.shape.options.join(',\n  ')}\n)`,
  lock: 'none',
})
