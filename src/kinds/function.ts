// A function or window function.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'
import {
  createRoutine,
  hollowRoutine,
  routineAttributes,
  routineQuery,
  supportLinks,
  type Routine,
} from './routine-definition.ts'

export const func = defineKind<Routine>({
  type: 'function',
  keyword: 'FUNCTION',
  catalog: 'pg_proc',
  parentCatalog: 'pg_namespace',
  priority: 18,
  rebuildable: true,
  partOfParent: false,
  definesCode: true,
  definitions: ['definition'],

  query: () => routineQuery(`'f', 'w'`, 'oidvectortypes(p.proargtypes)'),

  identity: (name, parent, shape) => `${parent?.identity}.${ident(name)}(${shape.arguments})`,
  create: createRoutine,
  hollow: hollowRoutine,
  drop: (f) => ({ sql: `DROP FUNCTION ${f.identity}`, lock: 'none' }),
  rename: (from, to) => ({ sql: `ALTER FUNCTION ${from.identity} RENAME TO ${ident(to)}`, lock: 'none' }),
  setSchema: (from, schema) => ({ sql: `ALTER FUNCTION ${from.identity} SET SCHEMA ${ident(schema)}`, lock: 'none' }),
  occupies: (f) => [`routine ${f.identity}`],

  ...supportLinks,
  attributes: routineAttributes,
})
