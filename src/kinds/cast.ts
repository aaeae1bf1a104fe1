// A cast between two types.

import { defineKind } from './kind.ts'

interface Cast {
  /** `WITH FUNCTION s.f(text)`, `WITH INOUT` or `WITHOUT FUNCTION`. */
  readonly method: string
  /** `AS ASSIGNMENT`, `AS IMPLICIT`, or null: explicit only. */
  readonly context: string | null
}

export const cast = defineKind<Cast>({
  type: 'cast',
  keyword: 'CAST',
  catalog: 'pg_cast',
  parentCatalog: null,
  priority: 21,
  rebuildable: true,
  partOfParent: false,
  // What CREATE TYPE … AS RANGE makes on its own depends internally on the range.
  query: () => `
    select c.oid::int8 as objid, 0 as objsubid,
           format('(%s AS %s)', format_type(castsource, null), format_type(casttarget, null)) as name,
           case castmethod when 'f' then 'WITH FUNCTION ' || castfunc::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end as method,
           case castcontext when 'a' then 'AS ASSIGNMENT' when 'i' then 'AS IMPLICIT' end as context
      from pg_cast c
     where c.oid >= 16384
       and not exists (select from pg_depend where classid = 'pg_cast'::regclass and objid = c.oid and deptype = 'i')`,
  identity: (name) => name,
  definitions: ['method'],
  create: ({ identity, shape: { method, context } }) => ({
    sql: ['CREATE CAST', identity, method, ...(context === null ? [] : [context])].join(' '),
    lock: 'none',
  }),
  drop: (c) => ({ sql: `DROP CAST ${c.identity}`, lock: 'none' }),
  attributes: {
    method: 'replace',
    context: 'replace',
  },
})
