// What functions and procedures share: the text of their definition, and what decides whether CREATE OR REPLACE will do.

import { supportFunctions } from '../catalog/support-functions.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import type { HollowForm, Kind, LockMode, Statement } from './kind.ts'

export interface Routine {
  /** The types of the input arguments, as DROP, COMMENT ON and GRANT take them. */
  arguments: string
  /** As pg_get_functiondef() prints it: CREATE OR REPLACE … */
  definition: string
  /** Function, window function or procedure. */
  prokind: string
  /** What it returns; with OUT arguments also their names. */
  result: string
  /** '' where an argument has no name. */
  inputNames: string[]
  defaults: number
  /** The defaults, where one of them may change its type since the argument is polymorphic. */
  polymorphicDefaults: string | null
  /** The body is SQL that was parsed when it was defined. */
  sqlBody: boolean
  /** Types whose input, output or canonical function it is, and that its signature names, by kind: they need it, and it needs them. */
  supports: { kind: string; type: string }[]
}

/** @param identityArguments an SQL expression over pg_proc `p` */
export const routineQuery = (prokinds: string, identityArguments: string): string => `
    select p.oid::int8 as objid, 0 as objsubid, p.proname as name, p.pronamespace::int8 as parent,
           ${identityArguments} as arguments,
           -- Extensions have many, and theirs are not compared.
           case when ${dependsBy('e')} then '' else rtrim(pg_get_functiondef(p.oid), E'\\n') end as definition,
           p.prokind,
           case when p.proretset then 'SETOF ' else '' end || format_type(p.prorettype, null)
             || case when p.prorettype = 'record'::regtype then array(
                  select coalesce(p.proargnames[i], '') || ' ' || format_type(p.proallargtypes[i], null)
                    from generate_subscripts(p.proallargtypes, 1) i
                   where p.proargmodes[i] in ('o', 'b', 't') order by i)::text else '' end as result,
           array(select coalesce(p.proargnames[i], '')
                   from generate_series(1, coalesce(array_length(p.proallargtypes, 1), p.pronargs)) i
                  where p.proargmodes is null or p.proargmodes[i] in ('i', 'b', 'v') order by i) as "inputNames",
           p.pronargdefaults as defaults,
           case when p.pronargdefaults > 0 and exists (
                  select from unnest(p.proargtypes) argument join pg_type t on t.oid = argument where t.typtype = 'p')
                then pg_get_expr(p.proargdefaults, 0) end as "polymorphicDefaults",
           p.prosqlbody is not null as "sqlBody",
           -- No function in another language takes a shell type.
           case when p.prolang in (select oid from pg_language where lanname in ('c', 'internal'))
                then coalesce((select json_agg(json_build_object('kind', case t.typtype when 'b' then 'base type' else 'range type' end,
                                                                 'type', format('%I.%I', n.nspname, t.typname)) order by n.nspname, t.typname)
                                 from (${supportFunctions}) s(type, function)
                                 join pg_type t on t.oid = s.type join pg_namespace n on n.oid = t.typnamespace
                                where s.function = p.oid), '[]') else '[]' end as supports
      from pg_proc p
     where p.prokind in (${prokinds}) and p.oid >= 16384
       -- Range types have their constructors by themselves.
       and not ${dependsBy('i')}`

const dependsBy = (deptype: string): string =>
  `exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and objsubid = 0 and deptype = '${deptype}')`

const PREFIX = 'CREATE OR REPLACE '

export const createRoutine = (routine: CatalogObject<Routine>): Statement => ({
  ...replaceRoutine(routine),
  sql: `CREATE ${routine.shape.definition.slice(PREFIX.length)}`,
})

const replaceRoutine = (routine: CatalogObject<Routine>): Statement => ({
  sql: routine.shape.definition,
  lock: routine.shape.sqlBody ? parseLock(routine.shape.definition) : 'none',
  definesRoutine: true,
})

const SQL_BODY = /^(BEGIN ATOMIC\n[^]*END|RETURN [^]*)$/m

/** A body in a string names nothing that must be there, as long as it is not checked. */
export function hollowRoutine(routine: CatalogObject<Routine>): HollowForm | null {
  const { definition, sqlBody } = routine.shape
  if (!sqlBody || !SQL_BODY.test(definition)) return null
  const empty: Statement = { sql: definition.replace(SQL_BODY, `AS ''`), lock: 'none', definesRoutine: true }
  return {
    create: { ...empty, sql: `CREATE ${empty.sql.slice(PREFIX.length)}` },
    fill: replaceRoutine(routine),
    empty,
  }
}

/** To parse a body of SQL takes the locks that running it would take first. */
function parseLock(definition: string): LockMode {
  if (/^\s*(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO) /m.test(definition)) return 'RowExclusiveLock'
  return /^\s*FOR (NO KEY |KEY )?(UPDATE|SHARE)/m.test(definition) ? 'RowShareLock' : 'AccessShareLock'
}

/** It is made while the type is a shell, and goes with it. */
export const supportLinks: Pick<Kind<Routine>, 'requires' | 'dropsWith'> = {
  requires: (routine) => routine.shape.supports.map(({ type }) => keyOf('shell type', type)),
  dropsWith: (routine) => routine.shape.supports.map(({ kind, type }) => keyOf(kind, type)),
}

/** What CREATE OR REPLACE refuses (SQLSTATE 42P13, 42809); everything else changes in place, grants and owner stay. */
export const routineAttributes: Kind<Routine>['attributes'] = {
  arguments: 'rendered',
  definition: replaceRoutine,
  prokind: 'replace',
  result: 'replace',
  inputNames: { alter: () => [], replaceWhen: (from, to) => from.some((name, i) => name !== '' && name !== to[i]) },
  defaults: { alter: () => [], replaceWhen: (from, to) => to < from },
  polymorphicDefaults: { alter: () => [], replaceWhen: (from, to) => from !== null && from !== to },
  sqlBody: 'rendered',
  supports: 'rendered',
}
