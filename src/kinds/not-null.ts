// NOT NULL of a column: a constraint with a name from PostgreSQL 18 on, a mark on the column before.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject } from '../catalog/object.ts'
import { inherits, staysOwnOrInherited } from './column.ts'
import { ifAny } from './feature.ts'
import { defineKind, type Server, type Statement } from './kind.ts'

export interface NotNull {
  /**
   * Null where the name is the one that PostgreSQL would choose and not inherited, and before 18. PostgreSQL refuses to
   * rename an inherited one (42P16).
   */
  label: { constraint: string | null; inherited: boolean } | null
  /** Another table of the schema has a constraint of this name, so that PostgreSQL would choose another by itself. */
  ambiguous: boolean
  noInherit: boolean
  validated: boolean
  inheritedFrom: string[]
  link: 'partition' | 'inheritance' | null
  local: boolean
}

/** @param inherits SQL: whether the column has it from a parent */
const inherited = (server: Server, inherits: string): string =>
  ifAny(
    server,
    'inheritance',
    `
           case when ${inherits}
                then array(select format('%I.%I', n.nspname, p.relname)
                             from pg_inherits i join pg_class p on p.oid = i.inhparent
                             join pg_namespace n on n.oid = p.relnamespace
                             join pg_attribute pa on pa.attrelid = p.oid and pa.attname = a.attname
                            where i.inhrelid = c.oid and pa.attnotnull order by i.inhseqno)
                else '{}' end as "inheritedFrom",
           case when c.relispartition then 'partition' when ${inherits} then 'inheritance' end as link`,
    `'{}'::text[] as "inheritedFrom", null as link`,
  )

const LABEL = `case when k.coninhcount > 0 then json_build_object('constraint', null, 'inherited', true) end`

const COLUMN = `
      join pg_class c on c.oid = k.conrelid
      cross join lateral (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1] offset 0) a`

export const notNull = defineKind<NotNull>({
  type: 'not null',
  keyword: 'CONSTRAINT',
  catalog: 'pg_constraint',
  parentCatalog: 'any',
  priority: 27,
  rebuildable: true,
  partOfParent: true,
  usual: {
    label: null,
    ambiguous: false,
    noInherit: false,
    validated: true,
    inheritedFrom: [],
    link: null,
    local: true,
  },

  query: (server) =>
    server.major >= 18
      ? `
    select k.oid::int8 as objid, 0 as objsubid, k.conname as name,
           'pg_class'::regclass::oid::int8 as parent_class, k.conrelid::int8 as parent, k.conkey[1] as parent_subid,
           ${ifAny(server, 'inheritance', LABEL, 'null::json')} as label,
           k.coninhcount = 0 and (k.connamespace, k.conname) in
             (select connamespace, conname from pg_constraint where coninhcount = 0 group by 1, 2 having count(*) > 1) as ambiguous,
           k.connoinherit as "noInherit", k.convalidated as validated, k.conislocal as local, 
           ${inherited(server, 'k.coninhcount > 0')}
      from pg_constraint k ${ifAny(server, 'inheritance', COLUMN, '')}
     where k.contype = 'n' and k.oid >= 16384`
      : `
    select null::int8 as objid, 0 as objsubid, '' as name,
           'pg_class'::regclass::oid::int8 as parent_class, a.attrelid::int8 as parent, a.attnum as parent_subid,
           null::json as label, false as ambiguous, false as "noInherit", true as validated, a.attislocal as local,
           ${inherited(server, 'a.attinhcount > 0')}
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
     where a.attnotnull and a.attnum > 0 and not a.attisdropped and a.attrelid >= 16384`,

  completed: withLabel,
  identity: (_name, parent) => `${parent?.identity}`,
  onOlder: (n, major) => (major < 18 ? { name: '', shape: { ...n.shape, label: null, ambiguous: false } } : null),
  commentOn: (n) => `CONSTRAINT ${ident(n.name)} ON ${n.parent?.parent?.identity}`,
  create: (n) =>
    saidName(n) === null && !n.shape.noInherit && n.shape.validated
      ? alterColumn(n, 'SET NOT NULL', { scansTable: true, risk: 'fails where a row holds NULL' })
      : alterTable(n, `ADD ${text(n, `NOT NULL ${column(n)}`)}`, { scansTable: n.shape.validated }),
  createOnline: (n, { major }) => {
    if (n.shape.link !== null || !n.shape.validated || n.parent?.parent?.kind !== 'table') return null
    return major >= 18 ? checkedLater(n) : checkedBefore(n)
  },
  inline: (n) => {
    if (!n.shape.validated) return null
    const comesAlong = n.shape.link === 'inheritance' && n.shape.inheritedFrom.length > 0 && !n.shape.local
    return comesAlong ? '' : text(n, 'NOT NULL')
  },
  drop: (n) => alterColumn(n, 'DROP NOT NULL'),
  // The children's stay. PostgreSQL has no ONLY for a table with partitions (42P16).
  dropAlone: (n) => (isPartitioned(n) ? alterColumn(n, 'DROP NOT NULL') : alterColumn(n, 'DROP NOT NULL', {}, 'ONLY ')),
  // A column that was renamed by ALTER TABLE leaves its name with its constraint.
  occupies: (n) => (n.name === '' ? [] : [`constraint ${ident(n.name)} ON ${n.parent?.parent?.identity}`]),
  // A name that comes from a parent is the parent's first.
  madeAfter: (n) =>
    n.shape.label?.inherited && !bearsOwnName(n)
      ? n.shape.inheritedFrom.map((parent) => keyOf('not null', `${parent}.${column(n)}`))
      : [],
  follows: (n) =>
    inherits({ ...n.shape, local: isOwn(n) }, n.parent?.parent ?? null).map((link) => ({
      key: keyOf('not null', `${link.to}.${column(n)}`),
      ...link,
      verbs: link.isOwnToo ? [] : ['create', 'drop'],
      isMadeBefore: link.isOwnToo && bearsOwnName(n),
      // PostgreSQL refuses to rename one that is inherited (42P16).
      isAlteredBefore: true,
      ...(n.shape.link === 'partition' && !isOwn(n) ? { unless: link.through } : {}),
    })),
  // Mostly as its column, which says so.
  stays: (n, was) =>
    Reflect.get(n.parent?.shape ?? {}, 'local') === n.shape.local ? null : staysOwnOrInherited(n, was),
  attributes: {
    ambiguous: 'rendered',
    label: {
      alter: (n, _from, _to, was) => ({
        sql: `ALTER TABLE ${n.parent?.parent?.identity} RENAME CONSTRAINT ${ident(was.name)} TO ${ident(n.name)}`,
        lock: 'AccessExclusiveLock',
      }),
      same: (from, to) => nameOf(from) === nameOf(to) || (from?.inherited === true && to?.inherited === true),
      state: (label) => (label?.inherited === true ? null : nameOf(label)),
    },
    noInherit: (n, _from, to) => alterTable(n, `ALTER CONSTRAINT ${ident(n.name)} ${to ? 'NO INHERIT' : 'INHERIT'}`),
    validated: {
      alter: (n) =>
        alterTable(n, `VALIDATE CONSTRAINT ${ident(n.name)}`, { lock: 'ShareUpdateExclusiveLock', scansTable: true }),
      replaceWhen: (_from, to) => !to,
    },
    inheritedFrom: 'rendered',
    link: 'rendered',
    local: 'rendered',
  },
})

/** PostgreSQL shortens a name that would be longer than 63 bytes in its own way (ChooseConstraintName, pg_constraint.c). */
function withLabel(name: string, column: CatalogObject | null, shape: NotNull): NotNull {
  if (name === '') return shape
  const constraint = name === `${column?.parent?.name}_${column?.name}_not_null` ? null : name
  if (shape.label?.inherited) return { ...shape, label: { constraint, inherited: true } }
  const isShortened = name.endsWith('_not_null') && [...name].length === 63
  return constraint === null || isShortened ? shape : { ...shape, label: { constraint, inherited: false } }
}

const own = (statement: Statement): Statement => ({ ...statement, ownTransaction: true })
const validate = (n: CatalogObject<NotNull>, name: string): Statement =>
  own(
    alterTable(n, `VALIDATE CONSTRAINT ${name}`, {
      lock: 'ShareUpdateExclusiveLock',
      scansTable: true,
      risk: 'fails where a row holds NULL',
    }),
  )

function checkedLater(n: CatalogObject<NotNull>): Statement[] {
  const name = ident(n.name)
  const inherit = n.shape.noInherit ? ' NO INHERIT' : ''
  return [own(alterTable(n, `ADD CONSTRAINT ${name} NOT NULL ${column(n)}${inherit} NOT VALID`)), validate(n, name)]
}

/** SET NOT NULL does not scan where a valid CHECK says the same (the manual, ALTER TABLE). */
function checkedBefore(n: CatalogObject<NotNull>): Statement[] {
  const name = ident(`trueup_not_null_${n.parent?.parent?.name}_${n.parent?.name}`.slice(0, 40))
  return [
    own(alterTable(n, `ADD CONSTRAINT ${name} CHECK (${column(n)} IS NOT NULL) NOT VALID`)),
    validate(n, name),
    own(alterColumn(n, 'SET NOT NULL')),
    own(alterTable(n, `DROP CONSTRAINT ${name}`)),
  ]
}

const isPartitioned = (n: CatalogObject<NotNull>): boolean =>
  typeof Reflect.get(n.parent?.parent?.shape ?? {}, 'partitionKey') === 'string'

/** It stays when a parent's goes; before PostgreSQL 18 none does. */
const isOwn = (n: CatalogObject<NotNull>): boolean => n.shape.local && n.name !== ''

/** Not the one that it would get from a parent. */
const bearsOwnName = (n: CatalogObject<NotNull>): boolean => n.shape.local && nameOf(n.shape.label) === null

const nameOf = (label: NotNull['label']): string | null => label?.constraint ?? null

/** The name to be written out; null where PostgreSQL chooses the same. */
function saidName(n: CatalogObject<NotNull>): string | null {
  const { label, ambiguous, link, local } = n.shape
  const isBesideInherited = label?.inherited === true && link === 'inheritance' && local
  return nameOf(label) ?? (ambiguous || isBesideInherited ? n.name : null)
}

const column = (n: CatalogObject<NotNull>): string => ident(n.parent?.name ?? '')

const text = (n: CatalogObject<NotNull>, words: string): string =>
  [
    saidName(n) === null ? '' : `CONSTRAINT ${ident(saidName(n) ?? n.name)} `,
    words,
    n.shape.noInherit ? ' NO INHERIT' : '',
    n.shape.validated ? '' : ' NOT VALID',
  ].join('')

const alterTable = (
  n: CatalogObject<NotNull>,
  clause: string,
  facts: Partial<Statement> = {},
  only = '',
): Statement => ({
  sql: `ALTER TABLE ${only}${n.parent?.parent?.identity} ${clause}`,
  lock: 'AccessExclusiveLock',
  ...facts,
})

const alterColumn = (n: CatalogObject<NotNull>, clause: string, facts: Partial<Statement> = {}, only = ''): Statement =>
  alterTable(n, `ALTER COLUMN ${column(n)} ${clause}`, facts, only)
