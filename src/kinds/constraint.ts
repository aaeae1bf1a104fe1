// A constraint of a table: PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK, EXCLUDE. NOT NULL is a kind of its own.
// The foreign keys that PostgreSQL makes on partitions by itself come and go with the parent's, and stay when the partition is
// detached; those that it makes for the partitions of the table referred to are no objects.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { inherits, staysOwnOrInherited } from './column.ts'
import { constraintQuery } from './constraint-query.ts'
import { defineKind, type Statement } from './kind.ts'
import { changeOptions, OPTIONS, withOptions } from './options.ts'

export interface Constraint {
  type: 'p' | 'u' | 'f' | 'c' | 'x'
  /** pg_get_constraintdef() without what the next three say. */
  definition: string
  deferrable: '' | ' DEFERRABLE' | ' DEFERRABLE INITIALLY DEFERRED'
  validated: boolean
  enforced: boolean
  /** Storage parameters of the index behind it. */
  options: string[]
  tablespace: string | null
  /** Of a primary key: they must be NOT NULL. */
  keyColumns: string[]
  /** On a partitioned table. */
  partitioned: boolean
  /** Of a key of a partitioned table: partitions that have none that is valid, and would get one if they were attached after it. */
  lackedBy: string[]
  /** Of a foreign key to a partitioned table: all partitions, which cannot go before it (2BP01). */
  partitions: string[]
  noInherit: boolean
  inheritedFrom: string[]
  link: 'partition' | 'inheritance' | null
  local: boolean
  /** The constraint of the partitioned table that it is part of: `p_pkey ON public.p`. */
  attachedTo: string | null
  /** Where it goes by the name of the foreign key that it is a partition's part of: its own, which means nothing. */
  ownName: string | null
}

export const constraint = defineKind<Constraint>({
  type: 'constraint',
  keyword: 'CONSTRAINT',
  catalog: 'pg_constraint',
  parentCatalog: 'pg_class',
  // A foreign key needs the key that it refers to, and one of a partitioned table is not valid before all its parts are attached.
  priority: (k) => (k.shape.type === 'f' ? 59 : 52),
  rebuildable: true,
  narrower: (k) => (k.shape.type === 'f' ? 'foreign key' : null),
  partOfParent: true,
  runsCode: true,
  definitions: ['definition'],
  sketched: 'definition',
  usual: {
    deferrable: '',
    validated: true,
    enforced: true,
    options: [],
    tablespace: null,
    keyColumns: [],
    partitioned: false,
    lackedBy: [],
    partitions: [],
    noInherit: false,
    inheritedFrom: [],
    link: null,
    local: true,
    attachedTo: null,
    ownName: null,
  },

  query: constraintQuery,

  requires: (k) =>
    k.shape.type === 'p' ? k.shape.keyColumns.map((c) => keyOf('not null', `${k.parent?.identity}.${ident(c)}`)) : [],
  waitsFor: (k) => k.shape.partitions.map((partition) => keyOf('table', partition)),
  madeAfter: (k) => k.shape.lackedBy.map((partition) => keyOf('partition', partition)),
  create: (k) => (isCopy(k) ? [] : alterTable(k, `ADD ${text(k)}`, { only: isMadeAlone(k), ...creation(k) })),
  createOnline: (k, { major }) => {
    const { type, validated, enforced, partitioned } = k.shape
    if (type === 'p' || type === 'u') return partitioned ? null : byIndex(k)
    // A partitioned table takes a foreign key that is not valid yet from 18 on (0A000 before).
    if (isCopy(k) || type === 'x' || !validated || !enforced || (type === 'f' && partitioned && major < 18)) return null
    return [
      {
        ...alterTable(k, `ADD ${text(k)} NOT VALID`, { lock: creation(k).lock ?? 'AccessExclusiveLock' }),
        ownTransaction: true,
      },
      {
        ...alterTable(k, `VALIDATE CONSTRAINT ${ident(k.name)}`, {
          lock: 'ShareUpdateExclusiveLock',
          scansTable: true,
        }),
        ownTransaction: true,
      },
    ]
  },
  inline: (k) => {
    if (k.shape.type === 'f' || isCopy(k)) return null
    if (k.shape.link === 'inheritance' && !k.shape.local) return ''
    if (!k.shape.validated) return null
    return text(k)
  },
  // PostgreSQL 14 loses a foreign key to the same table when it detaches the partition.
  drop: (k) =>
    alterTable(k, `DROP CONSTRAINT ${isCopy(k) ? 'IF EXISTS ' : ''}${ident(k.shape.ownName ?? k.name)}`, {
      lock: 'AccessExclusiveLock',
    }),
  // The children's become their own.
  dropAlone: (k) =>
    alterTable(k, `DROP CONSTRAINT ${ident(k.name)}`, { lock: 'AccessExclusiveLock', only: k.shape.type === 'c' }),
  rename: (from, to) =>
    alterTable(from, `RENAME CONSTRAINT ${ident(from.name)} TO ${ident(to)}`, { lock: 'AccessExclusiveLock' }),
  occupies: (k) => [
    `constraint ${k.identity}`,
    ...(hasIndex(k) ? [`relation ${schemaIdentity(k)}.${ident(k.name)}`] : []),
    ...(k.shape.type === 'p' ? [`primary key of ${k.parent?.identity}`] : []),
  ],
  follows: (k) => {
    const name = ident(k.name)
    if (hasIndex(k) && !isCopy(k)) {
      const { attachedTo } = k.shape
      const through = keyOf('index partition', `${schemaIdentity(k)}.${name}`)
      return attachedTo === null
        ? []
        : [
            {
              key: keyOf('constraint', attachedTo),
              through,
              verbs: ['drop'],
              unless: keyOf('partition', k.parent?.identity ?? ''),
            },
          ]
    }
    if (isCopy(k)) {
      const through = keyOf('partition', k.parent?.identity ?? '')
      const key = keyOf('constraint', k.shape.attachedTo ?? '')
      return [{ key, through, verbs: ['create', 'alter', 'drop'], unless: through }]
    }
    return inherits(k.shape, k.parent).map((link) => ({
      key: keyOf('constraint', `${name} ON ${link.to}`),
      ...link,
      verbs: link.isOwnToo ? ['alter'] : ['create', 'alter', 'drop'],
    }))
  },

  stays: staysOwnOrInherited,
  attributes: {
    type: 'replace',
    definition: 'replace',
    deferrable: {
      alter: (k, _from, to) =>
        alterTable(
          k,
          `ALTER CONSTRAINT ${ident(k.name)}${to === '' ? ' NOT DEFERRABLE' : `${to}${to === ' DEFERRABLE' ? ' INITIALLY IMMEDIATE' : ''}`}`,
          {
            lock: 'AccessExclusiveLock',
          },
        ),
      // ALTER CONSTRAINT knows foreign keys only (42809).
      replaceWhen: (_from, _to, k) => k.shape.type !== 'f',
    },
    // ALTER CONSTRAINT … ENFORCED validates.
    validated: {
      alter: (k, _from, _to, was) =>
        k.shape.enforced && was.shape.enforced
          ? alterTable(k, `VALIDATE CONSTRAINT ${ident(k.name)}`, {
              lock: 'ShareUpdateExclusiveLock',
              scansTable: true,
            })
          : [],
      replaceWhen: (_from, to, k, was) => !to && was.shape.enforced === k.shape.enforced,
    },
    enforced: {
      alter: (k, _from, to) =>
        alterTable(k, `ALTER CONSTRAINT ${ident(k.name)} ${to ? '' : 'NOT '}ENFORCED`, { lock: 'AccessExclusiveLock' }),
      replaceWhen: (_from, _to, k) => k.shape.type !== 'f',
    },
    options: {
      alter: (k, from, to) =>
        changeOptions(from, to).map((clause) => ({
          sql: `ALTER INDEX ${schemaIdentity(k)}.${ident(k.name)} ${clause}`,
          lock: 'ShareUpdateExclusiveLock',
        })),
      ...OPTIONS,
    },
    tablespace: (k, _from, to) => ({
      sql: `ALTER INDEX ${schemaIdentity(k)}.${ident(k.name)} SET TABLESPACE ${ident(to ?? 'pg_default')}`,
      lock: 'AccessExclusiveLock',
    }),
    keyColumns: 'rendered',
    partitioned: 'rendered',
    lackedBy: 'rendered',
    partitions: 'rendered',
    noInherit: 'rendered',
    inheritedFrom: 'rendered',
    link: 'rendered',
    local: 'rendered',
    attachedTo: 'rendered',
    ownName: 'rendered',
  },
})

/**
 * A partition's part of a foreign key of the partitioned table, or of its exclusion: PostgreSQL makes it, and attaches none that was
 * made before (0A000, 42P17: CompareIndexInfo, index.c).
 */
const isCopy = (k: CatalogObject<Constraint>): boolean =>
  (k.shape.type === 'f' || k.shape.type === 'x') && k.shape.attachedTo !== null

/** Its parts are made one by one, and attached. */
const isMadeAlone = (k: CatalogObject<Constraint>): boolean =>
  hasIndex(k) && k.shape.partitioned && (k.shape.type !== 'x' || k.shape.lackedBy.length > 0)

const hasIndex = (k: CatalogObject<Constraint>): boolean => ['p', 'u', 'x'].includes(k.shape.type)
const schemaIdentity = (k: CatalogObject<Constraint>): string => k.parent?.parent?.identity ?? ''

function text(k: CatalogObject<Constraint>): string {
  const { definition, deferrable, validated, enforced, options, tablespace } = k.shape
  const index = tablespace === null ? '' : ` USING INDEX TABLESPACE ${ident(tablespace)}`
  const state = !enforced ? ' NOT ENFORCED' : validated ? '' : ' NOT VALID'
  return `CONSTRAINT ${ident(k.name)} ${withStorage(definition, options)}${index}${deferrable}${state}`
}

/** The index first, without blocking writers; then the constraint, which only takes it over. Null for WITHOUT OVERLAPS. */
function byIndex(k: CatalogObject<Constraint>): Statement[] | null {
  const match = k.shape.definition.match(/^(PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\(.*\)(?: INCLUDE \(.*\))?)$/)
  if (!match || match[3]!.includes('WITHOUT OVERLAPS')) return null
  const [, words, nulls = '', columns] = match
  const { options, tablespace, deferrable } = k.shape
  const where = tablespace === null ? '' : ` TABLESPACE ${ident(tablespace)}`
  const name = ident(k.name)
  return [
    {
      sql: `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${k.parent?.identity} ${columns}${nulls}${withOptions(options)}${where}`,
      lock: 'ShareUpdateExclusiveLock',
      buildsIndex: true,
      notInTransaction: true,
    },
    {
      ...alterTable(k, `ADD CONSTRAINT ${name} ${words} USING INDEX ${name}${deferrable}`, {
        lock: 'AccessExclusiveLock',
      }),
      ownTransaction: true,
    },
  ]
}

/** WITH (…) stands after the columns of a key, before the WHERE of an exclusion. */
const withStorage = (definition: string, options: readonly string[]): string =>
  options.length === 0
    ? definition
    : definition.replace(/( WHERE \(.*)?$/s, (where) => `${withOptions(options)}${where}`)

function creation(k: CatalogObject<Constraint>): Partial<Statement> {
  if (k.shape.type === 'f') return { lock: 'ShareRowExclusiveLock', scansTable: k.shape.validated }
  if (k.shape.type === 'c') return { lock: 'AccessExclusiveLock', scansTable: k.shape.validated }
  return { lock: 'AccessExclusiveLock', buildsIndex: true }
}

function alterTable(
  k: CatalogObject<Constraint>,
  clause: string,
  facts: Partial<Statement> & { only?: boolean },
): Statement {
  const { only, ...rest } = facts
  const foreign = k.parent?.kind === 'foreign table' ? 'FOREIGN ' : ''
  return {
    sql: `ALTER ${foreign}TABLE ${only ? 'ONLY ' : ''}${k.parent?.identity} ${clause}`,
    lock: 'AccessExclusiveLock',
    ...rest,
  }
}
