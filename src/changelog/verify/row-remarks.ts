// Rows that changesets leave in an upgraded database and not in a fresh one, or the other way round, with the changeset to blame.
// What is another value each time, such as a time, tells nothing. Compares what was read; runs nothing.

import type { Key } from '../../catalog/object.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changeset } from '../changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { changesetAt, codeOf, fateOf, isEdited, placeOf, type Evidence } from './blame.ts'
import type { Remark } from './remark.ts'
import type { ShadowState } from '../shadow/shadow-changelog.ts'
import type { TableRows, Written } from '../shadow/rows.ts'

/** @param tables those that are compared */
export function rowRemarks(evidence: Evidence, tables: ReadonlySet<Key>): Remark[] {
  const { fresh, upgraded } = evidence
  const index = indexOf(evidence)
  const keys = [...new Set([...fresh.rows.keys(), ...upgraded.rows.keys()])].filter((key) => tables.has(key))
  return keys.flatMap((key) => {
    const [inFresh, inUpgraded] = [fresh.rows.get(key), upgraded.rows.get(key)]
    const difference = differenceOf(inFresh, inUpgraded, index)
    return difference === null ? [] : remark((inFresh ?? inUpgraded)?.name ?? key, difference, index)
  })
}

interface Index extends Evidence {
  readonly changesets: ReadonlyMap<string, Changeset>
  readonly earlier: ReadonlyMap<string, Changeset>
  readonly textOf: (changeset: Changeset) => string
  /** What the files themselves write; any other UUID was made up by the server. */
  readonly uuids: ReadonlySet<string>
  /** Days, as ISO 8601 has them, on which the shadows may have run. */
  readonly today: readonly string[]
}

const UUID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi
const DAY_MS = 86_400_000

function indexOf(evidence: Evidence): Index {
  const all = [...evidence.before.changesets, ...evidence.current.changesets]
  const texts = all.flatMap(({ changes }) =>
    changes.flatMap(({ content, fields }) => [JSON.stringify(fields), content?.text ?? '', content?.raw ?? '']),
  )
  const now = Date.now()
  return {
    ...evidence,
    changesets: new Map(all.map((one) => [changesetKey(one), one])),
    earlier: new Map(evidence.before.changesets.map((one) => [changesetKey(one), one])),
    textOf: codeOf,
    uuids: new Set(texts.flatMap((text) => text.match(UUID) ?? []).map((uuid) => uuid.toLowerCase())),
    today: [-DAY_MS, 0, DAY_MS].map((offset) => new Date(now + offset).toISOString().slice(0, 10)),
  }
}

interface Row {
  readonly values: readonly (string | null)[]
  readonly count: number
  /** Null: not of a changeset. */
  readonly writer: Changeset | null
  readonly isOfUpgrade: boolean
}

interface RowDifference {
  readonly columns: readonly string[]
  readonly isSummed: boolean
  readonly counts: { readonly fresh: number; readonly upgraded: number }
  readonly onlyFresh: readonly Row[]
  readonly onlyUpgraded: readonly Row[]
}

function differenceOf(
  fresh: TableRows | undefined,
  upgraded: TableRows | undefined,
  index: Index,
): RowDifference | null {
  const [one, other] = [fresh ?? upgraded, upgraded ?? fresh]
  const areAlike = one?.isSummed === other?.isSummed
  const columns = one?.columns.filter((name) => areAlike && other?.columns.includes(name)) ?? []
  const isSummed = one?.isSummed === true || other?.isSummed === true
  const freshRows = rowsOf(fresh, columns, index.fresh, index)
  const upgradedRows = rowsOf(upgraded, columns, index.upgraded, index)
  const [onlyFresh, onlyUpgraded] = isSummed
    ? summedDifference(freshRows, upgradedRows, index)
    : wholeDifference(freshRows, upgradedRows, index)
  if (onlyFresh.length === 0 && onlyUpgraded.length === 0) return null
  const counts = { fresh: total(freshRows), upgraded: total(upgradedRows) }
  return { columns, isSummed, counts, onlyFresh, onlyUpgraded }
}

const total = (rows: readonly Row[]): number => rows.reduce((sum, { count }) => sum + count, 0)

function rowsOf(
  table: TableRows | undefined,
  columns: readonly string[],
  state: ShadowState,
  index: Index,
): readonly Row[] {
  if (!table) return []
  const places = columns.map((name) => table.columns.indexOf(name))
  const originOf = rememberedBy((xid: number) => {
    const writer = changesetAt(xid, state, index)
    const isOfUpgrade = state === index.upgraded && writer !== null && ran(writer, index)
    return { writer, isOfUpgrade: isOfUpgrade && !isOfEarlierRun(xid, writer, state) }
  })
  return table.written.map(({ xid, count, values }: Written): Row => {
    const told = places.map((place) => lasting(values[place] ?? null, index))
    return { count, values: told, ...originOf(xid) }
  })
}

const ran = (changeset: Changeset, { happened }: Pick<Index, 'happened'>): boolean =>
  /^(?:executed|reran)$/.test(happened.get(identity(changeset))?.outcome ?? '')

/** Of a changeset that ran again. */
function isOfEarlierRun(xid: number, writer: Changeset, { runs }: ShadowState): boolean {
  const before = runs.filter(({ key }) => key === changesetKey(writer)).at(-2)
  return before !== undefined && xid <= before.xid
}

/** A time to the millisecond or better is one at which something ran; nobody writes it by hand. */
const TIME = /\b(\d{4}-\d\d-\d\d)(?:[ T]\d\d:\d\d:\d\d(\.\d{3,6})?(?:[+-]\d\d(?::?\d\d)?|Z)?)?/g

/** Without what is another one each time. */
const lasting = (value: string | null, { uuids, today }: Index): string | null =>
  value
    ?.replaceAll(UUID, (uuid) => (uuids.has(uuid.toLowerCase()) ? uuid : '<uuid>'))
    .replaceAll(TIME, (time, day: string, fraction?: string) => (fraction || today.includes(day) ? '<time>' : time)) ??
  null

type Both = readonly [fresh: readonly Row[], upgraded: readonly Row[]]

function wholeDifference(fresh: readonly Row[], upgraded: readonly Row[], index: Index): Both {
  const [onlyFresh, onlyUpgraded] = without(fresh, upgraded, ({ values }) => JSON.stringify(values))
  return withoutVolatile(onlyFresh, onlyUpgraded, index)
}

/** Each row of one takes away one of the other that is alike. */
function without(left: readonly Row[], right: readonly Row[], likenessOf: (row: Row) => string | null): Both {
  const open = new Map<string, Row[]>()
  const rest: Row[] = []
  for (const row of right) {
    const likeness = likenessOf(row)
    if (likeness === null) rest.push(row)
    else open.set(likeness, [...(open.get(likeness) ?? []), row])
  }
  const lone = left.filter((row) => {
    const likeness = likenessOf(row)
    return likeness === null || open.get(likeness)?.pop() === undefined
  })
  return [lone, [...rest, ...[...open.values()].flat()]]
}

/** As many rows of a changeset that came to other values by itself, since it is the same in both: they are random, or numbered. */
function withoutVolatile(fresh: readonly Row[], upgraded: readonly Row[], index: Index): Both {
  const isTheSame = rememberedBy((writer: Changeset) => isUnchanged(writer, index) || isVolatile(writer))
  return without(fresh, upgraded, ({ writer, count }) =>
    writer === null ? `${count}` : isTheSame(writer) ? `${count} of ${changesetKey(writer)}` : null,
  )
}

function rememberedBy<Given, Answer>(answer: (given: Given) => Answer): (given: Given) => Answer {
  const known = new Map<Given, Answer>()
  return (given) => {
    const found = known.get(given) ?? answer(given)
    known.set(given, found)
    return found
  }
}

function isUnchanged(changeset: Changeset, { earlier, changesets }: Index): boolean {
  const [was, is] = [earlier.get(changesetKey(changeset)), changesets.get(changesetKey(changeset))]
  return was !== undefined && is !== undefined && !isEdited(was, is)
}

const isVolatile = (changeset: Changeset): boolean =>
  /\b(?:random|random_normal|gen_random_bytes|gen_salt|nextval|currval|lastval)\s*\(/i.test(codeOf(changeset))

/** Of many rows: what the same changesets wrote in the same number is the same; the rest must come to the same sums. */
function summedDifference(fresh: readonly Row[], upgraded: readonly Row[], index: Index): Both {
  const [onlyFresh, onlyUpgraded] = withoutVolatile(fresh, upgraded, index)
  const counted = (rows: readonly Row[]): string => JSON.stringify([total(rows), ...sums(rows)])
  return counted(onlyFresh) === counted(onlyUpgraded) ? [[], []] : [onlyFresh, onlyUpgraded]
}

const sums = (rows: readonly Row[]): string[] =>
  (rows[0]?.values ?? []).map((_value, i) =>
    rows.reduce((sum, { values }) => sum + BigInt(values[i] ?? 0), 0n).toString(),
  )

interface Blamed {
  readonly changeset: Changeset
  readonly what: string
  readonly why: string
}

function remark(table: string, difference: RowDifference, index: Index): Remark[] {
  const blamed = blamedFor(table, difference, index)
  if (blamed === null) return []
  const { counts } = difference
  const rows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`
  const message = `${blamed.what}: ${rows(counts.fresh)} in a fresh database, ${rows(counts.upgraded)} in the upgraded one; it ${blamed.why}`
  const details = [...examples('fresh', difference), ...examples('upgraded', difference)]
  return [{ rule: 'rows-differ', ...placeOf(blamed.changeset), message, details }]
}

function blamedFor(table: string, { onlyFresh, onlyUpgraded }: RowDifference, index: Index): Blamed | null {
  const [inFresh, inUpgraded] = [writerOf(onlyFresh), writerOf(onlyUpgraded)]
  const otherwise = writerOf(onlyUpgraded.filter(({ isOfUpgrade }) => isOfUpgrade))
  if (otherwise && (inFresh === null || changesetKey(otherwise) !== changesetKey(inFresh)))
    return {
      changeset: otherwise,
      what: `writes rows of ${table} otherwise than a fresh database has them`,
      why: inFresh === null ? 'did so in the upgrade' : `ran in the upgrade; ${inFreshText(inFresh, index)}`,
    }
  const changing = changingIn(table, index)
  const removing = inUpgraded === null ? changing.find((one) => ran(one, index)) : undefined
  if (inFresh && removing && !ran(inFresh, index))
    return {
      changeset: removing,
      what: `takes rows of ${table} away that a fresh database has`,
      why: `ran in the upgrade; ${inFreshText(inFresh, index)}`,
    }
  const passedOver = changing.find((one) => index.happened.has(identity(one)) && !ran(one, index))
  if (passedOver)
    return { changeset: passedOver, what: `was to change rows of ${table}`, why: fateOf(passedOver, index) }
  if (inFresh)
    return {
      changeset: inFresh,
      what: `writes rows of ${table} that an upgraded database lacks`,
      why: fate(inFresh, index),
    }
  if (inUpgraded === null) return null
  const what = `writes rows of ${table} that a fresh database has not`
  return { changeset: inUpgraded, what, why: leftBehind(inUpgraded, index) }
}

function leftBehind(changeset: Changeset, index: Index): string {
  const isThere = index.current.changesets.some((one) => changesetKey(one) === changesetKey(changeset))
  if (!isThere) return 'is in no file any more, and nothing in the upgrade takes its rows away'
  return isUnchanged(changeset, index)
    ? 'wrote them in the upgraded database, and nothing takes them away'
    : 'wrote them before it was edited, and nothing in the upgrade takes them away'
}

const inFreshText = (changeset: Changeset, index: Index): string =>
  `in a fresh database they are of ${identity(changeset)} (${placeText(changeset)}), which ${fate(changeset, index)}`

/** Of the changeset that wrote the most of them. */
function writerOf(rows: readonly Row[]): Changeset | null {
  const counts = new Map<Changeset, number>()
  for (const { writer, count } of rows) if (writer) counts.set(writer, (counts.get(writer) ?? 0) + count)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** Changesets that update or delete rows of a table, as far as words tell. */
function changingIn(table: string, { current, textOf }: Index): readonly Changeset[] {
  const plain = table.slice(table.lastIndexOf('.') + 1).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const changes = new RegExp(
    String.raw`\b(?:update|delete\s+from|truncate(?:\s+table)?|merge\s+into)\s+(?:only\s+)?(?:[\w$]+\.|"[^"]+"\.)?${plain}(?![\w$])`,
    'i',
  )
  return current.changesets.filter((one) => changes.test(textOf(one)))
}

function fate(changeset: Changeset, index: Index): string {
  const outcome = index.happened.get(identity(changeset))?.outcome
  const isKept = /\bon\s+conflict\b[^;]*\bdo\s+nothing\b/i.test(index.textOf(changeset))
  return isKept && (outcome === 'executed' || outcome === 'reran')
    ? 'ran in the upgrade too, where its ON CONFLICT DO NOTHING passed over what was there'
    : fateOf(changeset, index)
}

const MOST_EXAMPLES = 3
const MOST_COLUMNS = 6
const LONGEST_EXAMPLE = 40

function examples(side: 'fresh' | 'upgraded', difference: RowDifference): string[] {
  const { onlyFresh, onlyUpgraded, isSummed, columns } = difference
  const [own, others] = side === 'fresh' ? [onlyFresh, onlyUpgraded] : [onlyUpgraded, onlyFresh]
  if (isSummed || own.length === 0) return []
  const told = columns.map((_name, i) => i).filter((i) => i === 0 || others.length === 0 || differsIn(i, own, others))
  const texts = own.slice(0, MOST_EXAMPLES).map(({ values }) => {
    const shown = told.slice(0, MOST_COLUMNS).map((i) => `${columns[i]} ${shortened(values[i] ?? null)}`)
    return `(${[...shown, ...(told.length > MOST_COLUMNS ? ['…'] : [])].join(', ')})`
  })
  const more = own.length > texts.length ? ` and ${own.length - texts.length} more` : ''
  return [`only in ${side === 'fresh' ? 'a fresh database' : 'the upgraded one'}: ${texts.join(', ')}${more}`]
}

const differsIn = (i: number, rows: readonly Row[], others: readonly Row[]): boolean => {
  const valuesOf = (of: readonly Row[]): string => JSON.stringify(of.map(({ values }) => values[i] ?? null).toSorted())
  return valuesOf(rows) !== valuesOf(others)
}

const shortened = (value: string | null): string =>
  value === null ? 'NULL' : value.length > LONGEST_EXAMPLE ? `'${value.slice(0, LONGEST_EXAMPLE)}…'` : `'${value}'`
