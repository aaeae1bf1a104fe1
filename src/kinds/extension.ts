// An extension. What it brought along is its own, never the user's.

import { ident, literal } from '../catalog/identifier.ts'
import { keyOf } from '../catalog/object.ts'
import { defineKind } from './kind.ts'

interface Extension {
  readonly schema: string
  /** Null: a definition that names none, so that it is the server's own default. */
  readonly version: string | null
  /** What CREATE EXTENSION installs on the server that was read. */
  readonly defaultVersion: string | null
  readonly relocatable: boolean
  /** It brought tables, whose rows are lost with it. */
  readonly tables: boolean
}

export const extension = defineKind<Extension>({
  type: 'extension',
  keyword: 'EXTENSION',
  catalog: 'pg_extension',
  parentCatalog: null,
  priority: 14,
  rebuildable: false,
  partOfParent: false,
  query: ({ definition }) => `
    select e.oid::int8 as objid, 0 as objsubid, extname as name,
           nspname as schema, ${definition ? 'nullif(extversion, default_version)' : 'extversion'} as version, default_version as "defaultVersion", extrelocatable as relocatable,
           exists (select from pg_depend join pg_class c on c.oid = objid and relkind in ('r', 'p')
                    where refclassid = 'pg_extension'::regclass and refobjid = e.oid
                      and classid = 'pg_class'::regclass and deptype = 'e') as tables
      from pg_extension e
      join pg_namespace n on n.oid = extnamespace
      left join pg_available_extensions() a on a.name = extname
     where e.oid >= 16384`,
  create: ({ identity, shape: { schema, version, defaultVersion } }) => ({
    sql: `CREATE EXTENSION ${identity} WITH SCHEMA ${ident(schema)}${version === null || version === defaultVersion ? '' : ` VERSION ${literal(version)}`}`,
    lock: 'none',
  }),
  drop: (e) => ({
    sql: `DROP EXTENSION ${e.identity}`,
    lock: e.shape.tables ? 'AccessExclusiveLock' : 'none',
    ...(e.shape.tables ? { losesData: `the rows of the tables of extension ${e.identity}` } : {}),
  }),
  // The schema is no parent: an extension's name is unique in the database, wherever its objects are.
  requires: (e) => [keyOf('schema', ident(e.shape.schema))],
  attributes: {
    schema: {
      alter: (e, _from, to) => ({
        sql: `ALTER EXTENSION ${e.identity} SET SCHEMA ${ident(to)}`,
        lock: e.shape.tables ? 'AccessExclusiveLock' : 'none',
      }),
      replaceWhen: (_from, _to, _e, was) => !was.shape.relocatable,
    },
    version: {
      alter: (e, _from, to) => ({
        sql: `ALTER EXTENSION ${e.identity} UPDATE${to === null ? '' : ` TO ${literal(to)}`}`,
        lock: e.shape.tables ? 'AccessExclusiveLock' : 'none',
        risk: "runs the extension's own update script",
      }),
      // Update scripts lead to later versions.
      replaceWhen: (from, to) => from !== null && to !== null && isOlder(to, from),
      same: (from, to) => from === null || to === null,
      open: true,
    },
    defaultVersion: 'rendered',
    relocatable: 'rendered',
    tables: 'rendered',
  },
})

/** By their parts, which are numbers for the most part: 1.10 is younger than 1.9. */
function isOlder(version: string, than: string): boolean {
  const [parts, others] = [version.split(/[.-]/), than.split(/[.-]/)]
  for (const [i, part] of parts.entries()) {
    const order = part.localeCompare(others[i] ?? '', 'en', { numeric: true })
    if (order !== 0) return order < 0
  }
  return parts.length < others.length
}
