// A range type, with the multirange type that PostgreSQL makes beside it.

import { ident } from '../catalog/identifier.ts'
import { defineKind } from './kind.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'

interface RangeType {
  readonly subtype: string
  /** Only where it is not the subtype's default. */
  readonly operatorClass: string | null
  /** Only where it is not the subtype's own. */
  readonly collation: string | null
  readonly canonical: string | null
  readonly subtypeDiff: string | null
  /** The multirange type: its schema and its name. */
  readonly multirange: readonly [schema: string, name: string]
}

/** As makeMultirangeTypeName() does, but for its shortening of long names and avoiding of taken ones. */
const defaultMultirange = (name: string): string =>
  name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`

const qualified = ([schema, name]: readonly [string, string]): string => `${ident(schema)}.${ident(name)}`

export const rangeType = defineKind<RangeType>({
  type: 'range type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, t.typname as name, t.typnamespace::int8 as parent,
           format_type(rngsubtype, null) as subtype,
           case when not opcdefault then quote_ident(o.nspname) || '.' || quote_ident(opcname) end as "operatorClass",
           case when rngcollation <> s.typcollation then quote_ident(cn.nspname) || '.' || quote_ident(collname) end as collation,
           nullif(rngcanonical, 0)::regproc::text as canonical,
           nullif(rngsubdiff, 0)::regproc::text as "subtypeDiff",
           json_build_array(mn.nspname, m.typname) as multirange
      from pg_range
      join pg_type t on t.oid = rngtypid
      join pg_type s on s.oid = rngsubtype
      join pg_type m on m.oid = rngmultitypid
      join pg_namespace mn on mn.oid = m.typnamespace
      join pg_opclass on pg_opclass.oid = rngsubopc
      join pg_namespace o on o.oid = opcnamespace
      left join pg_collation c on c.oid = rngcollation
      left join pg_namespace cn on cn.oid = collnamespace
     where rngtypid >= 16384`,
  create(r) {
    const { subtype, operatorClass, collation, canonical, subtypeDiff, multirange } = r.shape
    const byDefault = multirange[0] === r.parent!.name && multirange[1] === defaultMultirange(r.name)
    const options: readonly [string, string | null][] = [
      ['SUBTYPE', subtype],
      ['SUBTYPE_OPCLASS', operatorClass],
      ['COLLATION', collation],
      ['CANONICAL', canonical],
      ['SUBTYPE_DIFF', subtypeDiff],
      ['MULTIRANGE_TYPE_NAME', byDefault ? null : qualified(multirange)],
    ]
    const said = options.flatMap(([option, value]) => (value === null ? [] : [`${option} = ${value}`]))
    return { sql: `CREATE TYPE ${r.identity} AS RANGE (${said.join(', ')})`, lock: 'none' }
  },
  drop: (r) => dropType(r.identity),
  rename: (from, to) => renameType(from, to),
  setSchema: (from, schema) => setTypeSchema(from, schema),
  occupies: (r) => [`type ${r.identity}`, `type ${qualified(r.shape.multirange)}`],
  // The multirange does not follow its range's name, and its own would be taken.
  aside: (was, temporaryName) => ({
    rename: [
      renameType(was, temporaryName),
      {
        sql: `ALTER TYPE ${qualified(was.shape.multirange)} RENAME TO ${ident(defaultMultirange(temporaryName))}`,
        lock: 'none',
      },
    ],
    drop: dropType(beside(was, temporaryName)),
  }),
  uncovered: (r) =>
    r.shape.canonical === null ? null : 'its canonical function needs the type before the type is there (a shell type)',
  attributes: {
    subtype: 'replace',
    operatorClass: 'replace',
    collation: 'replace',
    canonical: 'replace',
    subtypeDiff: 'replace',
    multirange: (_r, [fromSchema, fromName], [toSchema, toName]) => [
      ...(fromName === toName
        ? []
        : [
            {
              sql: `ALTER TYPE ${qualified([fromSchema, fromName])} RENAME TO ${ident(toName)}`,
              lock: 'none' as const,
            },
          ]),
      ...(fromSchema === toSchema
        ? []
        : [
            {
              sql: `ALTER TYPE ${qualified([fromSchema, toName])} SET SCHEMA ${ident(toSchema)}`,
              lock: 'none' as const,
            },
          ]),
    ],
  },
})
