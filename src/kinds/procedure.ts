// A procedure.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'
import { createRoutine, hollowRoutine, routineAttributes, routineQuery, type Routine } from './routine-definition.ts'

export const procedure = defineKind<Routine>({
  type: 'procedure',
  keyword: 'PROCEDURE',
  catalog: 'pg_proc',
  parentCatalog: 'pg_namespace',
  priority: 18,
  rebuildable: true,
  partOfParent: false,
  present: { prokind: ['p'] },
  definesCode: true,
  definitions: ['definition'],

  query: () => routineQuery(`'p'`, identityArguments),

  identity: (name, parent, shape) => `${parent?.identity}.${ident(name)}(${shape.arguments})`,
  create: createRoutine,
  hollow: hollowRoutine,
  drop: (p) => ({ sql: `DROP PROCEDURE ${p.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER PROCEDURE ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER PROCEDURE ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  occupies: (p) => [
    `routine ${p.parent?.identity}.${ident(p.name)}(${p.shape.arguments.replaceAll(/(^|, )IN /g, '$1')})`,
  ],

  attributes: routineAttributes,
})

/**
 * Bare types may mean the input arguments or all of them, and where another procedure has these types counting its OUT arguments,
 * PostgreSQL calls the name not unique (SQLSTATE 42725). Only there IN is written.
 */
const identityArguments = `
           case when exists (
                  select from pg_proc other
                   where other.proname = p.proname and other.pronamespace = p.pronamespace and other.prokind = 'p' and other.oid <> p.oid
                     and other.proallargtypes = string_to_array(p.proargtypes::text, ' ')::oid[])
                then array_to_string(array(
                  select 'IN ' || format_type(type, null) from unnest(p.proargtypes) with ordinality argument (type, i) order by i), ', ')
                else oidvectortypes(p.proargtypes) end`
