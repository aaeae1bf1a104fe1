// The default of a column, of a table or of a view. The expression of a generated column is the column's own.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { ifAny } from './feature.ts'
import { defineKind, type Statement } from './kind.ts'

interface Default {
  expression: string
  /** CREATE TABLE … INHERITS gives it: it is that of every parent that has one. */
  inherited: boolean
}

const isNoGenerated = `
           not exists (select from pg_attribute a where a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated <> '')`

const inherited = `
           coalesce((
             select bool_and(pg_get_expr(pd.adbin, pd.adrelid) = pg_get_expr(d.adbin, d.adrelid))
               from pg_attribute a
               join pg_class c on c.oid = a.attrelid and not c.relispartition
               join pg_inherits i on i.inhrelid = a.attrelid
               join pg_attribute pa on pa.attrelid = i.inhparent and pa.attname = a.attname
               join pg_attrdef pd on pd.adrelid = pa.attrelid and pd.adnum = pa.attnum
              where a.attrelid = d.adrelid and a.attnum = d.adnum and a.attinhcount > 0), false)`

export const defaultValue = defineKind<Default>({
  type: 'default',
  keyword: null,
  catalog: 'pg_attrdef',
  parentCatalog: 'any',
  priority: 26,
  rebuildable: true,
  partOfParent: true,
  definitions: ['expression'],
  usual: { inherited: false },

  // No default holds a column, so PostgreSQL need not look up the relation to print it.
  query: (server) => `
    select d.oid::int8 as objid, 0 as objsubid, '' as name,
           'pg_class'::regclass::oid::int8 as parent_class, d.adrelid::int8 as parent, d.adnum as parent_subid,
           pg_get_expr(d.adbin, 0) as expression, ${ifAny(server, 'inheritance', inherited, 'false')} as inherited
      from pg_attrdef d
     where d.oid >= 16384 and ${ifAny(server, 'generated column', isNoGenerated, 'true')}`,

  identity: (_name, parent) => `${parent?.identity}`,
  create: (d) => alter(d, `SET DEFAULT ${d.shape.expression}`),
  inline: (d) => (d.shape.inherited ? '' : `DEFAULT ${d.shape.expression}`),
  comesAlong: true,
  madeAfter: (d) => (d.shape.inherited ? ofParents(d) : []),
  drop: (d) => alter(d, 'DROP DEFAULT'),
  occupies: (d) => [`value of ${d.identity}`],
  attributes: {
    expression: (d, _from, to) => alter(d, `SET DEFAULT ${to}`),
    inherited: 'rendered',
  },
})

function ofParents({ parent: column }: CatalogObject<Default>): Key[] {
  const parents: unknown = Reflect.get(column?.shape ?? {}, 'inheritedFrom')
  return Array.isArray(parents)
    ? parents.map((parent) => keyOf('default', `${parent}.${ident(column?.name ?? '')}`))
    : []
}

/** ONLY: a partition's default is its own. */
function alter(d: CatalogObject<Default>, clause: string): Statement {
  const relation = d.parent?.parent
  const command =
    relation?.kind === 'view' ? 'VIEW' : relation?.kind === 'foreign table' ? 'FOREIGN TABLE ONLY' : 'TABLE ONLY'
  return {
    sql: `ALTER ${command} ${relation?.identity} ALTER COLUMN ${ident(d.parent?.name ?? '')} ${clause}`,
    lock: 'AccessExclusiveLock',
  }
}
