// A table, partitioned or not, without what hangs on it: columns, constraints, indexes, its place as a partition,
// its replica identity are objects of their own.

import { ident } from '../catalog/identifier.ts'
import type { CatalogObject } from '../catalog/object.ts'
import { defineKind, type Part, type Statement } from './kind.ts'
import { changeOptions, OPTIONS, withOptions } from './options.ts'

export interface Table {
  unlogged: boolean
  /** pg_get_partkeydef(): `RANGE (created)`; null unless it is partitioned. */
  partitionKey: string | null
  /** The composite type of a typed table: CREATE TABLE … OF. */
  ofType: string | null
  accessMethod: string | null
  /** SET ACCESS METHOD exists from PostgreSQL 15 on. */
  canSetAccessMethod: boolean
  tablespace: string | null
  options: string[]
  rowSecurity: boolean
  forceRowSecurity: boolean
}

export const table = defineKind<Table>({
  type: 'table',
  keyword: 'TABLE',
  catalog: 'pg_class',
  parentCatalog: 'pg_namespace',
  priority: 22,
  rebuildable: false,
  partOfParent: false,
  usual: {
    unlogged: false,
    partitionKey: null,
    ofType: null,
    accessMethod: null,
    canSetAccessMethod: true,
    tablespace: null,
    options: [],
    rowSecurity: false,
    forceRowSecurity: false,
  },

  query: (server) => `
    select c.oid::int8 as objid, 0 as objsubid, c.relname as name, c.relnamespace::int8 as parent,
           c.relpersistence = 'u' as unlogged,
           case c.relkind when 'p' then pg_get_partkeydef(c.oid) end as "partitionKey",
           case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "ofType",
           case when am.amname <> current_setting('default_table_access_method') then am.amname end as "accessMethod",
           ${server.major >= 15} as "canSetAccessMethod", t.spcname as tablespace,
           coalesce(c.reloptions, '{}') || case when c.reltoastrelid <> 0
             then array(select 'toast.' || o from pg_class toast, unnest(toast.reloptions) with ordinality u(o, i)
                         where toast.oid = c.reltoastrelid order by i) else '{}' end as options,
           c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forceRowSecurity"
      from pg_class c
      left join pg_am am on am.oid = c.relam
      left join pg_tablespace t on t.oid = c.reltablespace
     where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.oid >= 16384`,

  create: (t, parts) => [
    {
      sql: createTable(t, withoutRepetition(parts)),
      lock: parts.some((part) => part.object.kind === 'inheritance') ? 'ShareUpdateExclusiveLock' : 'none',
    },
    ...repetition(parts).map((part) => alter(t, `ADD ${part.sql}`)),
    ...(t.shape.rowSecurity ? [alter(t, 'ENABLE ROW LEVEL SECURITY')] : []),
    ...(t.shape.forceRowSecurity ? [alter(t, 'FORCE ROW LEVEL SECURITY')] : []),
  ],
  drop: (t) => alter(t, null, { losesData: `the rows of table ${t.identity}` }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  setSchema: (from, schema) => alter(from, `SET SCHEMA ${ident(schema)}`),
  occupies: (t) => [`relation ${t.identity}`, `type ${t.identity}`],

  onOlder: (t, major) => (major < 15 ? { ...t, shape: { ...t.shape, canSetAccessMethod: false } } : null),

  attributes: {
    unlogged: (t, _from, to) => alter(t, to ? 'SET UNLOGGED' : 'SET LOGGED', { rewritesTable: true }),
    partitionKey: 'replace',
    ofType: (t, _from, to) => alter(t, to === null ? 'NOT OF' : `OF ${to}`),
    accessMethod: {
      alter: (t, _from, to) => alter(t, `SET ACCESS METHOD ${ident(to ?? 'heap')}`, { rewritesTable: hasStorage(t) }),
      impossible: (_from, to, t) =>
        t.shape.canSetAccessMethod
          ? null
          : `PostgreSQL 14 cannot change the access method of ${t.key}. Make a table with access method ${to ?? 'heap'} beside it, copy the rows, and drop the old one.`,
    },
    canSetAccessMethod: 'rendered',
    tablespace: (t, _from, to) =>
      alter(t, `SET TABLESPACE ${ident(to ?? 'pg_default')}`, { rewritesTable: hasStorage(t) }),
    options: {
      alter: (t, from, to) =>
        changeOptions(from, to).map((clause) => alter(t, clause, { lock: 'ShareUpdateExclusiveLock' })),
      ...OPTIONS,
    },
    rowSecurity: (t, _from, to) => alter(t, `${to ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`),
    forceRowSecurity: (t, _from, to) => alter(t, `${to ? '' : 'NO '}FORCE ROW LEVEL SECURITY`),
  },
})

const hasStorage = (t: CatalogObject<Table>): boolean => t.shape.partitionKey === null

/** Of two keys with the same columns CREATE TABLE makes one (transformIndexConstraints, parse_utilcmd.c). */
function withoutRepetition(parts: readonly Part[]): readonly Part[] {
  const seen = new Set<string>()
  return parts.filter((part) => {
    const key = part.object.kind === 'constraint' ? part.sql.match(/ (?:PRIMARY KEY|UNIQUE) (.*)$/s)?.[1] : undefined
    const columns = key?.replace(/ WITH \([^)]*\)| USING INDEX TABLESPACE (?:"(?:[^"]|"")*"|\w+)/g, '')
    if (columns === undefined) return true
    const isNew = !seen.has(columns)
    seen.add(columns)
    return isNew
  })
}

function repetition(parts: readonly Part[]): readonly Part[] {
  const kept = new Set(withoutRepetition(parts))
  return parts.filter((part) => !kept.has(part))
}

function createTable(t: CatalogObject<Table>, parts: readonly Part[]): string {
  const { unlogged, partitionKey, ofType, accessMethod, tablespace, options } = t.shape
  const inherits = parts.find((part) => part.object.kind === 'inheritance')
  const lines = parts.filter((part) => part !== inherits && part.sql !== '').map((part) => `  ${part.sql}`)
  const body = lines.length ? ` (\n${lines.join(',\n')}\n)` : ofType === null ? ' ()' : ''
  return [
    `CREATE ${unlogged ? 'UNLOGGED ' : ''}TABLE ${t.identity}`,
    ofType === null ? '' : ` OF ${ofType}`,
    body,
    inherits ? ` ${inherits.sql}` : '',
    partitionKey === null ? '' : ` PARTITION BY ${partitionKey}`,
    accessMethod === null ? '' : ` USING ${ident(accessMethod)}`,
    withOptions(options),
    tablespace === null ? '' : ` TABLESPACE ${ident(tablespace)}`,
  ].join('')
}

const alter = (t: CatalogObject<Table>, clause: string | null, facts: Partial<Statement> = {}): Statement => ({
  sql: clause === null ? `DROP TABLE ${t.identity}` : `ALTER TABLE ${t.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
  ...facts,
})
