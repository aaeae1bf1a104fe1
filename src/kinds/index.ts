// An index that was made by CREATE INDEX. The index behind a constraint is the constraint's (constraint-index.ts).

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { ifAny } from './feature.ts'
import { defineKind, type Server, type Statement } from './kind.ts'
import { lackedBy } from './lacked-by.ts'
import { changeOptions, OPTIONS } from './options.ts'
import { isBuiltOnOthers } from './sketch.ts'

interface Index {
  /** pg_get_indexdef(). */
  definition: string
  /** False: a CREATE INDEX CONCURRENTLY failed; or, on a partitioned table, a partition has no such index yet. */
  valid: boolean
  options: string[]
  tablespace: string | null
  /** `column number: target`, for columns that are expressions. */
  statistics: string[]
  partitioned: boolean
  /** Partitions without such a valid index, which would get one if they were attached after it was made. */
  lackedBy: string[]
  /** The index of the partitioned table that it is attached to, with its kind: `index public.i`, `constraint c ON public.t`. */
  attachedTo: string | null
}

/** Options of its columns are not stored with it. */
const definition = (server: Server): string =>
  server.sketch ? ifAny(server, 'column options', PRINTED, stored(server)) : PRINTED

const PRINTED = 'pg_get_indexdef(c.oid)'

const stored = (server: Server): string => `
           case when ${isBuiltOnOthers('pg_class', 'c.oid')} then ${PRINTED}
                else concat_ws(' ', c.relam, i.indisunique, ${server.major >= 15 ? 'i.indnullsnotdistinct, ' : ''}i.indnkeyatts, i.indkey,
                               '/', i.indclass, '/', i.indcollation, '/', i.indoption, '/', i.indexprs, '/', i.indpred) end`

const STATISTICS = `
           array(select attnum || ':' || attstattarget from pg_attribute a
                  where a.attrelid = c.oid and attstattarget >= 0 order by attnum)`

const LACKED_BY = lackedBy(`c.relkind = 'I' and not i.indisvalid`, { index: 'c.oid', table: 'i.indrelid' })

const ATTACHED_TO = `
           case when c.relispartition then
             (select format('%I.%I', n.nspname, p.relname) from pg_inherits h join pg_class p on p.oid = h.inhparent
                join pg_namespace n on n.oid = p.relnamespace where h.inhrelid = c.oid) end`

export const index = defineKind<Index>({
  type: 'index',
  keyword: 'INDEX',
  catalog: 'pg_class',
  parentCatalog: 'pg_class',
  priority: 50,
  rebuildable: true,
  partOfParent: true,
  runsCode: true,
  definitions: ['definition'],
  sketched: 'definition',
  usual: {
    valid: true,
    options: [],
    tablespace: null,
    statistics: [],
    partitioned: false,
    lackedBy: [],
    attachedTo: null,
  },

  query: (server) => `
    select c.oid::int8 as objid, 0 as objsubid, c.relname as name, i.indrelid::int8 as parent,
           ${definition(server)} as definition, i.indisvalid or c.relkind = 'I' as valid,
           coalesce(c.reloptions, '{}') as options, t.spcname as tablespace,
           ${ifAny(server, 'statistics target', STATISTICS, `'{}'::text[]`)} as statistics,
           c.relkind = 'I' as partitioned,
           ${ifAny(server, 'inheritance', LACKED_BY, `'{}'::text[]`)} as "lackedBy",
           ${ifAny(server, 'inheritance', ATTACHED_TO, 'null')} as "attachedTo"
      from pg_index i
      join pg_class c on c.oid = i.indexrelid and c.relpersistence <> 't'
      join pg_class r on r.oid = i.indrelid and r.relkind in ('r', 'p', 'm')
      left join pg_tablespace t on t.oid = c.reltablespace
     where c.oid >= 16384
       and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))`,

  identity: (name, parent) => `${parent?.parent?.identity}.${ident(name)}`,
  create: (i) => [
    {
      sql: text(i),
      lock: 'ShareLock',
      buildsIndex: !i.shape.partitioned,
    },
    ...i.shape.statistics.map((target) => statistics(i, target)),
  ],
  createOnline: (i) =>
    i.shape.partitioned ? null : [concurrently(i), ...i.shape.statistics.map((target) => statistics(i, target))],
  drop: (i) => ({ sql: `DROP INDEX ${i.identity}`, lock: 'AccessExclusiveLock' }),
  dropOnline: (i) => (i.shape.partitioned || i.shape.attachedTo !== null ? null : dropConcurrently(i.identity)),
  // The old one serves until the new one is there.
  aside: (was, temporaryName) => ({
    rename: alter(was, `RENAME TO ${ident(temporaryName)}`),
    drop: dropConcurrently(`${was.parent?.parent?.identity}.${ident(temporaryName)}`),
  }),
  rename: (from, to) => alter(from, `RENAME TO ${ident(to)}`),
  madeAfter: (i) => i.shape.lackedBy.map((partition) => keyOf('partition', partition)),
  occupies: (i) => [`relation ${i.identity}`],
  follows: (i) =>
    i.shape.attachedTo === null
      ? []
      : [
          {
            key: keyOf('index', i.shape.attachedTo),
            through: keyOf('index partition', i.identity),
            verbs: ['drop'],
            unless: keyOf('partition', i.parent?.identity ?? ''),
          },
        ],

  attributes: {
    definition: {
      alter: () => [],
      replaceWhen: () => true,
      same: (from, to) => withoutStorage(from) === withoutStorage(to),
      state: (definition) => withoutStorage(definition),
    },
    valid: 'replace',
    options: {
      alter: (i, from, to) => changeOptions(from, to).map((clause) => alter(i, clause)),
      ...OPTIONS,
    },
    tablespace: (i, _from, to) => ({
      ...alter(i, `SET TABLESPACE ${ident(to ?? 'pg_default')}`),
      lock: 'AccessExclusiveLock',
    }),
    statistics: (i, from, to) => [
      ...from
        .filter((f) => !to.some((t) => t.split(':')[0] === f.split(':')[0]))
        .map((f) => statistics(i, `${f.split(':')[0]}:-1`)),
      ...to.filter((t) => !from.includes(t)).map((t) => statistics(i, t)),
    ],
    partitioned: 'replace',
    lackedBy: 'rendered',
    attachedTo: 'rendered',
  },
})

const text = (i: CatalogObject<Index>): string =>
  i.shape.tablespace === null ? i.shape.definition : withTablespace(i.shape.definition, i.shape.tablespace)

const concurrently = (i: CatalogObject<Index>): Statement => ({
  sql: text(i).replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX CONCURRENTLY '),
  lock: 'ShareUpdateExclusiveLock',
  buildsIndex: true,
  notInTransaction: true,
})

const dropConcurrently = (identity: string): Statement => ({
  sql: `DROP INDEX CONCURRENTLY ${identity}`,
  lock: 'ShareUpdateExclusiveLock',
  notInTransaction: true,
})

const withoutStorage = (definition: string): string => definition.replace(/ WITH \([^)]*\)/, '')

/** TABLESPACE stands before WHERE, at the end otherwise. */
const withTablespace = (definition: string, tablespace: string): string =>
  definition.replace(/( WHERE .*)?$/s, (where) => ` TABLESPACE ${ident(tablespace)}${where}`)

const alter = (i: CatalogObject<Index>, clause: string): Statement => ({
  sql: `ALTER INDEX ${i.identity} ${clause}`,
  lock: 'ShareUpdateExclusiveLock',
})

const statistics = (i: CatalogObject<Index>, target: string): Statement => {
  const [column, value] = target.split(':')
  return alter(i, `ALTER COLUMN ${column} SET STATISTICS ${value}`)
}
