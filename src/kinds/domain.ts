// A domain. Its CHECK constraints are objects of their own; its NOT NULL is not, since only 17 and later give it a name.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Part, type Statement } from './kind.ts'
import { beside, dropType, renameType, setTypeSchema } from './type-commands.ts'
import { holdsQuery, storedQuery } from './type-use.ts'

/** The definitions of the validated CHECKs, and whether a column holds the domain inside of an array, a composite type or a range. */
interface Checks {
  readonly inside: boolean
  readonly definitions: readonly string[]
}

interface Domain {
  readonly baseType: string
  /** Only where it is not the base type's. */
  readonly collation: string | null
  readonly default: string | null
  readonly notNull: boolean
  /** The constraint's name, 17 and later; null below, and where it is the one that PostgreSQL would choose. */
  readonly notNullName: string | null
  readonly notNullComment: boolean
  readonly checks: Checks
}

const notNullClause = (name: string | null): string =>
  name === null ? 'NOT NULL' : `CONSTRAINT ${ident(name)} NOT NULL`

/** PostgreSQL refuses to scan for what it would have to look for inside of other types: `cannot alter type … because column … uses it`. */
const cannotAddChecks = (from: Checks, to: Checks): boolean =>
  from.inside && to.definitions.some((definition) => !from.definitions.includes(definition))

const notNullColumns = (major: number) =>
  major < 17
    ? `null::text as "notNullName", false as "notNullComment"`
    : `(select nullif(conname, typname || '_not_null') from pg_constraint where contypid = t.oid and contype = 'n') as "notNullName",
       exists (select from pg_constraint n join pg_description on classoid = 'pg_constraint'::regclass and objoid = n.oid
                where contypid = t.oid and contype = 'n') as "notNullComment"`

export const domain = defineKind<Domain>({
  type: 'domain',
  keyword: 'DOMAIN',
  catalog: 'pg_type',
  parentCatalog: 'pg_namespace',
  priority: 16,
  rebuildable: true,
  partOfParent: false,
  present: { typtype: ['d'] },
  query: ({ major }) => `
    with recursive ${holdsQuery(`select oid from pg_type where typtype = 'd' and oid >= 16384`)}
    select t.oid::int8 as objid, 0 as objsubid, typname as name, typnamespace::int8 as parent,
           format_type(typbasetype, typtypmod) as "baseType",
           (select quote_ident(n.nspname) || '.' || quote_ident(collname)
              from pg_collation c join pg_namespace n on n.oid = collnamespace, pg_type b
             where c.oid = t.typcollation and b.oid = t.typbasetype and b.typcollation <> t.typcollation) as collation,
           pg_get_expr(typdefaultbin, 0) as default,
           typnotnull as "notNull",
           ${notNullColumns(major)},
           json_build_object(
             'inside', exists (select from holds h where h.type = t.oid and h.inside and exists (${storedQuery})),
             'definitions', array(select pg_get_constraintdef(c.oid) from pg_constraint c
                                   where contypid = t.oid and contype = 'c' and convalidated order by conname)) as checks
      from pg_type t
     where typtype = 'd' and t.oid >= 16384`,
  create: (d, parts) => createDomain(d, d.shape.default, parts),
  // Its default and its checks may need a function that cannot be there before the domain's predecessor is gone.
  hollow: (d) =>
    d.shape.default === null
      ? null
      : {
          create: createDomain(d, null, []),
          fill: setDefault(d, d.shape.default),
          empty: setDefault(d, null),
        },
  drop: (d) => dropType(d.identity, 'DOMAIN'),
  rename: (from, to) => renameType(from, to, 'DOMAIN'),
  setSchema: (from, schema) => setTypeSchema(from, schema, 'DOMAIN'),
  occupies: (d) => [`type ${d.identity}`],
  aside: (was, temporaryName) => ({
    rename: renameType(was, temporaryName, 'DOMAIN'),
    drop: dropType(beside(was, temporaryName), 'DOMAIN'),
  }),
  uncovered: (d) => (d.shape.notNullComment ? 'the comment on its NOT NULL constraint is not compared' : null),
  onOlder: (d, major) => (major < 17 ? { ...d, shape: { ...d.shape, notNullName: null } } : null),

  attributes: {
    baseType: 'replace',
    collation: 'replace',
    default: (d, _from, to) => setDefault(d, to),
    notNull: {
      alter(d, _from, to) {
        if (!to) return { sql: `ALTER DOMAIN ${d.identity} DROP NOT NULL`, lock: 'none' }
        const clause = d.shape.notNullName === null ? 'SET NOT NULL' : `ADD ${notNullClause(d.shape.notNullName)}`
        return {
          sql: `ALTER DOMAIN ${d.identity} ${clause}`,
          lock: 'ShareLock',
          scansTable: true,
          risk: 'fails where rows hold NULL',
        }
      },
      replaceWhen: (_from, to, _d, was) => to && was.shape.checks.inside,
    },
    notNullName: (d, from, to, was) =>
      was.shape.notNull && d.shape.notNull
        ? {
            sql: `ALTER DOMAIN ${d.identity} RENAME CONSTRAINT ${ident(from ?? `${was.name}_not_null`)} TO ${ident(to ?? `${d.name}_not_null`)}`,
            lock: 'none',
          }
        : [],
    notNullComment: 'rendered',
    // Differs only where the constraints' own statements cannot make it.
    checks: {
      alter: () => [],
      replaceWhen: cannotAddChecks,
      same: (from, to) => !cannotAddChecks(from, to),
      state: () => null,
    },
  },
})

function createDomain(d: CatalogObject<Domain>, defaultValue: string | null, parts: readonly Part[]): Statement {
  const { baseType, collation, notNull, notNullName } = d.shape
  const words = [
    `CREATE DOMAIN ${d.identity} AS ${baseType}`,
    ...(collation === null ? [] : [`COLLATE ${collation}`]),
    ...(defaultValue === null ? [] : [`DEFAULT ${defaultValue}`]),
    ...(notNull ? [notNullClause(notNullName)] : []),
    ...parts.map((part) => part.sql),
  ]
  return { sql: words.join(' '), lock: 'none' }
}

const setDefault = (d: CatalogObject<Domain>, to: string | null): Statement => ({
  sql: `ALTER DOMAIN ${d.identity} ${to === null ? 'DROP DEFAULT' : `SET DEFAULT ${to}`}`,
  lock: 'none',
})
