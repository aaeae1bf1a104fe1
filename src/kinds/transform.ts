// A transform: how a type's values enter and leave a procedural language.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'

interface Transform {
  language: string
  /** Changed as one, by CREATE OR REPLACE. Functions with their argument types; null: none. */
  functions: { readonly fromSql: string | null; readonly toSql: string | null }
}

export const transform = defineKind<Transform>({
  type: 'transform',
  keyword: 'TRANSFORM',
  catalog: 'pg_transform',
  parentCatalog: null,
  priority: 21,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, format_type(trftype, null) as name, lanname as language,
           json_build_object('fromSql', nullif(trffromsql, 0)::regprocedure::text,
                             'toSql', nullif(trftosql, 0)::regprocedure::text) as functions
      from pg_transform t
      join pg_language l on l.oid = trflang
     where t.oid >= 16384`,
  identity: (name, _parent, shape) => `FOR ${name} LANGUAGE ${ident(shape.language)}`,

  create: (t) => createTransform('CREATE', t),
  drop: (t) => ({ sql: `DROP TRANSFORM ${t.identity}`, lock: 'none' }),

  attributes: {
    language: 'rendered',
    functions: (t) => createTransform('CREATE OR REPLACE', t),
  },
})

function createTransform(verb: string, t: CatalogObject<Transform>): Statement {
  const { fromSql, toSql } = t.shape.functions
  const functions = [
    ...(fromSql === null ? [] : [`FROM SQL WITH FUNCTION ${fromSql}`]),
    ...(toSql === null ? [] : [`TO SQL WITH FUNCTION ${toSql}`]),
  ]
  return { sql: `${verb} TRANSFORM ${t.identity} (${functions.join(', ')})`, lock: 'none' }
}
