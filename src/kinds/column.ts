// A column of a table, partitioned table or foreign table. Its default, identity and NOT NULL are objects of their own.

import { ident } from '../catalog/identifier.ts'
import { keyOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { columnQuery } from './column-query.ts'
import { addedApart } from './identity.ts'
import { defineKind, type Follow, type LockMode, type Part, type Statement } from './kind.ts'
import { foreignOptionChanges } from './column-foreign-options.ts'
import { changeOptions, optionList } from './options.ts'
import { casts, costOfRetype, isStored, lossOfRetype, using, type TypedColumn } from './column-retype.ts'
import { staysComparable } from './column-type.ts'

export interface Column extends TypedColumn {
  position: number
  /** Null where it is the type's own. */
  storage: string | null
  /** The type's own, where `storage` is not. */
  typeStorage: string | null
  compression: string | null
  statistics: number | null
  options: string[]
  foreignOptions: string[]
  /** False: it is there only because a parent has it. */
  local: boolean
  /** The tables that it is inherited from, by identity. */
  inheritedFrom: string[]
  /** The link to these parents: `partition`, `inheritance` or none. */
  link: 'partition' | 'inheritance' | null
  /** Other tables inherit from its table. */
  hasChildren: boolean
  /** Generated as a parent's is; before PostgreSQL 16 CREATE TABLE … INHERITS must not say how (42611). */
  generatedByParent: boolean
  /** By another expression than a parent's column of its name. */
  generatedApart: boolean
  /** CREATE TABLE … INHERITS would give it a parent's default. */
  withoutDefault: boolean
  /** The composite type that the table is made of: CREATE TABLE … OF. */
  ofType: string | null
  /** Of its own table, or of a partition that is partitioned in turn: this table; null: of none. */
  inPartitionKeyOf: string | null
}

/** Dependents under which PostgreSQL refuses ALTER COLUMN … TYPE (SQLSTATE 0A000), or which it would not carry over. */
const BLOCKS_RETYPE = [
  'view',
  'materialized view',
  'rule',
  'policy',
  'trigger',
  'column',
  'default',
  'publication table',
  'statistics',
  'function',
  'procedure',
]

export const column = defineKind<Column>({
  type: 'column',
  keyword: 'COLUMN',
  catalog: 'pg_class',
  parentCatalog: 'pg_class',
  priority: 23,
  partOfParent: true,
  rebuildable: (c) => c.shape.generated !== null,
  recast: 'dataType',
  usual: {
    collation: null,
    generated: null,
    storage: null,
    typeStorage: null,
    compression: null,
    statistics: null,
    options: [],
    foreignOptions: [],
    local: true,
    inheritedFrom: [],
    link: null,
    hasChildren: false,
    generatedByParent: false,
    generatedApart: false,
    withoutDefault: false,
    ofType: null,
    inPartitionKeyOf: null,
    checkedType: false,
    baseType: null,
  },

  query: columnQuery,

  identity: (name, parent) => `${parent?.identity}.${ident(name)}`,
  create: (c, parts) => {
    const apart = parts.flatMap((part) => addedApart(part) ?? [])
    const said = parts.map((part) => ({ ...part, sql: addedApart(part)?.sql ?? saidApart(part) }))
    return [
      ...apart.map(({ before }) => before),
      alterTable(c, `ADD COLUMN ${definition(c, said)}`, {
        rewritesTable:
          isStored(c) && (c.shape.checkedType || c.shape.generated?.stored === true || parts.some(runsPerRow)),
        ...(isMandatory(c, parts)
          ? { risk: `fails where ${c.parent?.identity} has rows: the column is NOT NULL and has no default` }
          : {}),
      }),
      ...apart.flatMap(({ after }) => after),
      ...settings(c),
    ]
  },
  inline: (c, parts) => {
    if (c.shape.link === 'inheritance' && !c.shape.local)
      return { sql: ownNotNull(c, parts), then: inheritedSettings(c) }
    const text =
      c.shape.ofType !== null ? [ident(c.name), 'WITH OPTIONS', ...texts(parts)].join(' ') : definition(c, parts)
    return { sql: c.shape.ofType !== null && parts.length === 0 ? '' : text, then: settings(c) }
  },
  createAlong: (c) => [...ownExpression(c), ...settings(c)],
  drop: (c) => dropColumn(c, ''),
  // The children's columns become their own.
  dropAlone: (c) => dropColumn(c, 'ONLY '),
  rename: (from, to) => alterTable(from, `RENAME COLUMN ${ident(from.name)} TO ${ident(to)}`),
  follows: (c) => [
    ...inherits(c.shape, c.parent).map((link) => ({
      ...follow(keyOf('column', `${link.to}.${ident(c.name)}`), link.through),
      ...link,
      verbs: c.shape.local ? (['alter'] as const) : (['create', 'alter', 'drop'] as const),
    })),
    ...(c.shape.ofType === null || !c.parent
      ? []
      : [follow(keyOf('composite attribute', `${c.shape.ofType}.${ident(c.name)}`), c.parent.key)]),
  ],

  stays: staysOwnOrInherited,
  onOlder: (c, major) =>
    c.shape.generated?.settable && major < 17
      ? { name: c.name, shape: { ...c.shape, generated: { ...c.shape.generated, settable: false } } }
      : null,

  attributes: {
    position: 'rendered',
    dataType: {
      alter: (c, _from, _to, was) => [
        // Before, since USING is refused while it is there.
        ...(dropsExpression(c, was) ? [alterColumn(c, 'DROP EXPRESSION')] : []),
        retype(c, was, { ...costOfRetype(c, was), ...lossOfRetype(c, was) }),
      ],
      // USING is refused for generated columns (42601), and their values are worked out again anyway.
      replaceWhen: (_from, _to, c, was) => c.shape.generated !== null && !casts(was, c),
      impossible: keepsItsType,
      again: settingsAgain,
      // PostgreSQL makes a foreign key again with one of its two columns changed: it must have an operator for both types.
      rebuilds: (from, to) => (staysComparable(from, to) ? BLOCKS_RETYPE : [...BLOCKS_RETYPE, 'foreign key']),
    },
    collation: {
      // Part of the same ALTER where the type changes too.
      alter: (c, _from, _to, was) =>
        was.shape.dataType === c.shape.dataType ? retype(c, was, { buildsIndex: true }) : [],
      impossible: keepsItsType,
      again: settingsAgain,
      rebuilds: BLOCKS_RETYPE,
    },
    generated: {
      alter: (c, from, to, was) =>
        to === null
          ? was.shape.dataType === c.shape.dataType
            ? alterColumn(c, 'DROP EXPRESSION')
            : []
          : alterColumn(c, `SET EXPRESSION AS (${to.expression})`, {
              rewritesTable: isStored(c) && from?.stored === true,
            }),
      replaceWhen: (from, to) =>
        from === null || (to === null ? !from.stored : from.stored !== to.stored || !to.settable || !from.settable),
      rebuilds: ['default'],
    },
    // ALTER … TYPE says them anew.
    storage: (c, _from, to, was) =>
      isRetyped(c, was) ? [] : alterAlone(c, `SET STORAGE ${to ?? was.shape.typeStorage}`),
    typeStorage: 'rendered',
    compression: (c, _from, to, was) => (isRetyped(c, was) ? [] : alterColumn(c, `SET COMPRESSION ${to ?? 'default'}`)),
    statistics: (c, _from, to) => alterAlone(c, `SET STATISTICS ${to ?? -1}`, { lock: 'ShareUpdateExclusiveLock' }),
    options: (c, from, to) =>
      changeOptions(from, to).map((clause) => alterColumn(c, clause, { lock: 'ShareUpdateExclusiveLock' })),
    foreignOptions: (c, from, to) => alterColumn(c, `OPTIONS (${foreignOptionChanges(from, to)})`),
    local: 'rendered',
    inheritedFrom: 'rendered',
    link: 'rendered',
    hasChildren: 'rendered',
    generatedByParent: 'rendered',
    generatedApart: 'rendered',
    withoutDefault: 'rendered',
    ofType: 'rendered',
    inPartitionKeyOf: 'rendered',
    checkedType: 'rendered',
    baseType: 'rendered',
  },
})

/** What a part of an inheriting table follows: the same part of each parent, through the link. */
export function inherits(
  shape: Pick<Column, 'inheritedFrom' | 'link' | 'local'>,
  table: CatalogObject | null,
): Pick<Required<Follow>, 'to' | 'through' | 'isOwnToo' | 'isMadeBefore'>[] {
  const { link, local } = shape
  if (link === null || table === null) return []
  const through = keyOf(link, table.identity)
  return shape.inheritedFrom.map((to) => ({ to, through, isOwnToo: local, isMadeBefore: local }))
}

/** ALTER TABLE … INHERIT makes what the table has inherited too; CREATE TABLE … INHERITS, inherited alone. */
export function staysOwnOrInherited(
  object: CatalogObject<Pick<Column, 'link' | 'local' | 'inheritedFrom'>>,
  was: CatalogObject<Pick<Column, 'link' | 'local' | 'inheritedFrom'>>,
): string | null {
  if (object.shape.link !== 'inheritance') return null
  const keepsParent = was.shape.inheritedFrom.some((parent) => object.shape.inheritedFrom.includes(parent))
  const isLocal = was.shape.link === 'inheritance' && keepsParent ? was.shape.local : true
  if (isLocal === object.shape.local) return null
  return isLocal
    ? 'it is the table’s own beside being inherited, so it stays when the parent’s goes; PostgreSQL has no statement that makes it inherited alone'
    : 'it is inherited alone, so it goes when the parent’s goes; ALTER TABLE … NO INHERIT, and INHERIT again, makes it the table’s own too'
}

const follow = (key: Key, through: Key): Follow => ({
  key,
  through,
  verbs: ['create', 'alter', 'drop'],
  attributes: ['dataType', 'collation', 'generated'],
})

const texts = (parts: readonly Part[]): string[] => parts.map((part) => part.sql).filter((sql) => sql !== '')
const collate = (c: CatalogObject<Column>): string =>
  c.shape.collation === null ? '' : ` COLLATE ${c.shape.collation}`

function definition(c: CatalogObject<Column>, parts: readonly Part[]): string {
  const { dataType, generated, generatedByParent, foreignOptions } = c.shape
  return [
    `${ident(c.name)} ${dataType}`,
    foreignOptions.length ? ` OPTIONS (${foreignOptionChanges([], foreignOptions)})` : '',
    collate(c),
    generated === null || generatedByParent
      ? ''
      : ` GENERATED ALWAYS AS (${generated.expression}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
    ...texts(parts).map((text) => ` ${text}`),
  ].join('')
}

const isRetyped = (c: CatalogObject<Column>, was: CatalogObject<Column>): boolean =>
  c.shape.dataType !== was.shape.dataType || c.shape.collation !== was.shape.collation

/** PostgreSQL refuses every ALTER … TYPE of it, also to the same type (SQLSTATE 42P16). */
function keepsItsType(
  _from: unknown,
  _to: unknown,
  c: CatalogObject<Column>,
  was: CatalogObject<Column>,
): string | null {
  return was.shape.inPartitionKeyOf !== null
    ? `${c.key} is part of the partition key of table ${was.shape.inPartitionKeyOf}, so PostgreSQL cannot change its type. Make a table that is partitioned by the new type beside it, copy the rows, and drop the old one.`
    : null
}

/** What CREATE TABLE … INHERITS would bring along, ALTER TABLE … INHERIT does not. */
function saidApart({ object, sql }: Part): string {
  if (sql !== '') return sql
  if (object.kind === 'not null') return 'NOT NULL'
  return object.kind === 'default' ? `DEFAULT ${Reflect.get(object.shape, 'expression')}` : ''
}

const dropsExpression = (c: CatalogObject<Column>, was: CatalogObject<Column>): boolean =>
  was.shape.generated !== null && c.shape.generated === null

function retype(c: CatalogObject<Column>, was: CatalogObject<Column>, facts: Partial<Statement>): Statement {
  const { dataType, collation } = c.shape
  const [isSameType, isSameCollation] = [dataType === was.shape.dataType, collation === was.shape.collation]
  const collated = collate(c) || (isSameType && !isSameCollation ? ' COLLATE pg_catalog."default"' : '')
  const conversion = isSameType && !isSameCollation ? '' : using(c, was)
  const clauses = [`TYPE ${dataType}${collated}${conversion}`, ...storageClauses(c)]
  return alterTable(c, clauses.map((clause) => `ALTER COLUMN ${ident(c.name)} ${clause}`).join(', '), facts)
}

/** What ALTER … TYPE sets back to the type's own. */
const storageClauses = ({ shape: { storage, compression } }: CatalogObject<Column>): string[] => [
  ...(storage === null ? [] : [`SET STORAGE ${storage}`]),
  ...(compression === null ? [] : [`SET COMPRESSION ${compression}`]),
]

/** SET COMPRESSION does not reach the tables that inherit, which may have a storage of their own; a composite type has neither. */
function settingsAgain(c: CatalogObject<Column>): Statement[] {
  return storageClauses(c).map((clause) => alterAlone(c, clause))
}

/** A table constraint, which says nothing of the column itself; before PostgreSQL 18 it has no name, and there is none. */
function ownNotNull(c: CatalogObject<Column>, parts: readonly Part[]): string {
  const text = texts(parts).find((sql) => /^CONSTRAINT .* NOT NULL/.test(sql)) ?? ''
  return text.replace(
    / NOT NULL( NO INHERIT)?$/,
    (words) => ` NOT NULL ${ident(c.name)}${words.slice(' NOT NULL'.length)}`,
  )
}

/** ADD COLUMN gives every table that inherits the same expression. */
const ownExpression = (c: CatalogObject<Column>): Statement[] =>
  c.shape.generatedApart && c.shape.generated?.settable
    ? [
        alterColumn(c, `SET EXPRESSION AS (${c.shape.generated.expression})`, {
          rewritesTable: c.shape.generated.stored,
        }),
      ]
    : []

/** What CREATE TABLE … INHERITS does not bring along, and what it brings that is not wanted. */
function inheritedSettings(c: CatalogObject<Column>): Statement[] {
  return [...(c.shape.withoutDefault ? [alterAlone(c, 'DROP DEFAULT')] : []), ...settings(c)]
}

/** What neither CREATE TABLE nor ADD COLUMN has a word for on every major. */
function settings(c: CatalogObject<Column>): Statement[] {
  const { statistics, options } = c.shape
  const lock: LockMode = 'ShareUpdateExclusiveLock'
  return [
    ...storageClauses(c).map((clause) => alterAlone(c, clause)),
    ...(statistics === null ? [] : [alterAlone(c, `SET STATISTICS ${statistics}`, { lock })]),
    ...(options.length === 0 ? [] : [alterColumn(c, `SET (${optionList(options)})`, { lock })]),
  ]
}

/** No row that is there already could have it. */
const isMandatory = (c: CatalogObject<Column>, parts: readonly Part[]): boolean =>
  c.shape.generated === null &&
  parts.some((part) => part.object.kind === 'not null') &&
  !parts.some((part) => part.object.kind === 'default' || part.object.kind === 'identity')

/** A default that gives each row its own value makes ADD COLUMN rewrite the table. */
const runsPerRow = (part: Part): boolean =>
  part.object.kind === 'identity' ||
  (part.object.kind === 'default' &&
    /\b(nextval|random|gen_random_uuid|uuidv[47]|uuid_generate_v\w+|clock_timestamp|timeofday)\(/.test(part.sql))

const dropColumn = (c: CatalogObject<Column>, only: '' | 'ONLY '): Statement =>
  alterTable(
    c,
    `DROP COLUMN ${ident(c.name)}`,
    c.shape.generated === null && isStored(c) ? { losesData: `the values of column ${c.identity}` } : {},
    only,
  )

function alterTable(c: CatalogObject<Column>, text: string, facts: Partial<Statement> = {}, only = ''): Statement {
  const command = `ALTER ${c.parent?.kind === 'foreign table' ? 'FOREIGN ' : ''}TABLE ${only}${c.parent?.identity}`
  return { sql: `${command} ${text}`, lock: 'AccessExclusiveLock', action: { command, text }, ...facts }
}

const alterColumn = (c: CatalogObject<Column>, clause: string, facts: Partial<Statement> = {}): Statement =>
  alterTable(c, `ALTER COLUMN ${ident(c.name)} ${clause}`, facts)

/** What differs between the tables that inherit: ONLY. */
const alterAlone = (c: CatalogObject<Column>, clause: string, facts: Partial<Statement> = {}): Statement =>
  alterTable(c, `ALTER COLUMN ${ident(c.name)} ${clause}`, facts, c.shape.hasChildren ? 'ONLY ' : '')
