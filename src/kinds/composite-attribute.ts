// An attribute of a composite type.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { rewrites } from './column-type.ts'
import { lossInCast } from './lossy-cast.ts'
import { attributeTypeQuery, compositeHoldsQuery, storedCompositeQuery } from './composite-type.ts'
import { defineKind, type Statement } from './kind.ts'

interface CompositeAttribute {
  /** With its collation, where that is not the type's own. */
  readonly dataType: string
  /** The attribute before it, so that new ones are appended in order. */
  readonly after: string | null
  /** Tables were made OF the type: they must follow (CASCADE). */
  readonly typedTables: boolean
  readonly stored: boolean
}

const alterType = (a: CatalogObject<CompositeAttribute>, action: string) =>
  ({
    sql: `ALTER TYPE ${a.parent!.identity} ${action}${a.shape.typedTables ? ' CASCADE' : ''}`,
    lock: 'AccessExclusiveLock',
  }) as const

const identityOf = (name: string, parent: CatalogObject | null): string => `${parent!.identity}.${ident(name)}`

export const compositeAttribute = defineKind<CompositeAttribute>({
  type: 'composite attribute',
  keyword: 'COLUMN',
  catalog: 'pg_class',
  parentCatalog: 'pg_type',
  priority: 17,
  rebuildable: false,
  partOfParent: true,
  present: { relkind: ['c'] },
  query: () => `
    with recursive ${compositeHoldsQuery}
    select c.oid::int8 as objid, attnum as objsubid, attname as name, reltype::int8 as parent,
           ${attributeTypeQuery} as "dataType",
           lag(attname::text) over (partition by attrelid order by attnum) as after,
           exists (select from pg_class where reloftype = c.reltype) as "typedTables",
           exists (${storedCompositeQuery}) as stored
      from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
     where relkind = 'c' and c.oid >= 16384`,
  identity: identityOf,
  inline: (a) => `${ident(a.name)} ${a.shape.dataType}`,
  create: (a) => alterType(a, `ADD ATTRIBUTE ${ident(a.name)} ${a.shape.dataType}`),
  drop: (a) => ({
    ...alterType(a, `DROP ATTRIBUTE ${ident(a.name)}`),
    ...(a.shape.stored || a.shape.typedTables ? { losesData: `the values of attribute ${a.identity}` } : {}),
  }),
  rename: (from, to) => alterType(from, `RENAME ATTRIBUTE ${ident(from.name)} TO ${ident(to)}`),
  requires: (a) => (a.shape.after === null ? [] : [keyOf('composite attribute', identityOf(a.shape.after, a.parent))]),
  attributes: {
    dataType: {
      alter: (a, from, to) => ({
        ...alterType(a, `ALTER ATTRIBUTE ${ident(a.name)} SET DATA TYPE ${to}`),
        ...(a.shape.typedTables ? { ...rewrites(from, to, false), ...lossOf(a, from, to) } : {}),
      }),
      rebuilds: [
        'view',
        'materialized view',
        'rule',
        'policy',
        'index',
        'constraint',
        'trigger',
        'function',
        'procedure',
      ],
    },
    after: 'rendered',
    typedTables: 'rendered',
    stored: 'rendered',
  },
})

/** A typed table has the attribute as a column. */
function lossOf(a: CatalogObject<CompositeAttribute>, from: string, to: string): Partial<Statement> {
  const loss = lossInCast(from, to)
  return loss === null ? {} : { losesData: `${loss} of the values of attribute ${a.identity}` }
}
