// A range type, with the multirange type that PostgreSQL makes beside it. One with a canonical function begins as a shell type,
// as base types do.

import { ident } from '../catalog/identifier.ts'
import { keyOf } from '../catalog/object.ts'
import { defineKind, type Statement } from './kind.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'

interface RangeType {
  readonly subtype: string
  /** Only where it is not the subtype's default. */
  readonly operatorClass: string | null
  /** Only where it is not the subtype's own. */
  readonly collation: string | null
  readonly subtypeDiff: string | null
  readonly canonical: string | null
  /** The multirange type: its schema and its name. */
  readonly multirange: QualifiedName
  /** The functions that make ranges and multiranges of values; they follow neither type when it is renamed. */
  readonly constructors: readonly Constructor[]
}

type QualifiedName = readonly [schema: string, name: string]

interface Constructor {
  /** `s.r(integer,integer)` */
  readonly signature: string
  readonly schema: string
  readonly name: string
}

/** As makeMultirangeTypeName() does, but for its shortening of long names and avoiding of taken ones. */
const defaultMultirange = (name: string): string =>
  name.includes('range') ? name.replace('range', 'multirange') : `${name}_multirange`

const qualified = ([schema, name]: QualifiedName): string => `${ident(schema)}.${ident(name)}`

/** Renames and moves what bears a name of its own, although it was made together with the range. */
function follow(
  keyword: string,
  signature: (name: QualifiedName) => string,
  from: QualifiedName,
  to: QualifiedName,
): Statement[] {
  const [[fromSchema, fromName], [toSchema, toName]] = [from, to]
  const alter = (at: QualifiedName, action: string): Statement => ({
    sql: `ALTER ${keyword} ${signature(at)} ${action}`,
    lock: 'none',
  })
  return [
    ...(fromName === toName ? [] : [alter(from, `RENAME TO ${ident(toName)}`)]),
    ...(fromSchema === toSchema ? [] : [alter([fromSchema, toName], `SET SCHEMA ${ident(toSchema)}`)]),
  ]
}

/** The arguments stay when the name changes. */
const renamedSignature = (constructor: Constructor) => (name: QualifiedName) =>
  qualified(name) + constructor.signature.slice(constructor.signature.lastIndexOf('('))

const followConstructors = (
  from: readonly Constructor[],
  newName: (constructor: Constructor, index: number) => QualifiedName,
) =>
  from.flatMap((constructor, i) =>
    follow('FUNCTION', renamedSignature(constructor), [constructor.schema, constructor.name], newName(constructor, i)),
  )

const sameNames = (from: readonly Constructor[], to: readonly Constructor[]): boolean =>
  from.length === to.length && from.every(({ schema, name }, i) => schema === to[i]!.schema && name === to[i]!.name)

export const rangeType = defineKind<RangeType>({
  type: 'range type',
  keyword: 'TYPE',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  present: { typtype: ['r'] },
  query: () => `
    select t.oid::int8 as objid, 0 as objsubid, t.typname as name, t.typnamespace::int8 as parent,
           format_type(rngsubtype, null) as subtype,
           case when not opcdefault then quote_ident(o.nspname) || '.' || quote_ident(opcname) end as "operatorClass",
           case when rngcollation <> s.typcollation then quote_ident(cn.nspname) || '.' || quote_ident(collname) end as collation,
           nullif(rngsubdiff, 0)::regproc::text as "subtypeDiff",
           nullif(rngcanonical::oid, 0)::regproc::text as canonical,
           json_build_array(mn.nspname, m.typname) as multirange,
           (select json_agg(json_build_object('signature', p.oid::regprocedure, 'schema', pn.nspname, 'name', proname)
                            order by refobjid = rngtypid desc, pronargs, provariadic)
              from pg_depend d join pg_proc p on p.oid = objid join pg_namespace pn on pn.oid = pronamespace
             where d.refclassid = 'pg_type'::regclass and refobjid in (rngtypid, rngmultitypid)
               and d.classid = 'pg_proc'::regclass and deptype = 'i') as constructors
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
  requires: (r) => (r.shape.canonical === null ? [] : [keyOf('shell type', r.identity)]),
  create(r) {
    const { subtype, operatorClass, collation, subtypeDiff, canonical, multirange } = r.shape
    const byDefault = multirange[0] === r.parent!.name && multirange[1] === defaultMultirange(r.name)
    const options: readonly [string, string | null][] = [
      ['SUBTYPE', subtype],
      ['SUBTYPE_OPCLASS', operatorClass],
      ['COLLATION', collation],
      ['SUBTYPE_DIFF', subtypeDiff],
      ['CANONICAL', canonical],
      ['MULTIRANGE_TYPE_NAME', byDefault ? null : qualified(multirange)],
    ]
    const said = options.flatMap(([option, value]) => (value === null ? [] : [`${option} = ${value}`]))
    return { sql: `CREATE TYPE ${r.identity} AS RANGE (${said.join(', ')})`, lock: 'none' }
  },
  // The canonical function cannot go before it, nor it before that (2BP01).
  drop: (r) => dropType(r.shape.canonical === null ? r.identity : `${r.identity} CASCADE`),
  rename: (from, to) => renameType(from, to),
  setSchema: (from, schema) => setTypeSchema(from, schema),
  occupies: (r) => [`type ${r.identity}`, `type ${qualified(r.shape.multirange)}`],
  // Neither the multirange nor the constructors follow the range's name, and theirs would be taken.
  aside(was, temporaryName) {
    const { multirange, constructors } = was.shape
    const multirangeName = defaultMultirange(temporaryName)
    return {
      rename: [
        ...followConstructors(constructors, ({ schema }, i) => [schema, i < 2 ? temporaryName : multirangeName]),
        ...follow('TYPE', qualified, multirange, [multirange[0], multirangeName]),
        renameType(was, temporaryName),
      ],
      drop: dropType(beside(was, temporaryName)),
    }
  },
  attributes: {
    subtype: 'replace',
    operatorClass: 'replace',
    collation: 'replace',
    subtypeDiff: 'replace',
    canonical: 'replace',
    multirange: (_r, from, to) => follow('TYPE', qualified, from, to),
    constructors: {
      alter: (_r, from, to) => followConstructors(from, (_constructor, i) => [to[i]!.schema, to[i]!.name]),
      same: sameNames,
      state: (constructors) => constructors.map(({ schema, name }) => [schema, name]),
    },
  },
})
