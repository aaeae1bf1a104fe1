// The changeset to blame where rows of an upgraded database are others than those of a fresh one, in words. Runs nothing.

import type { Key } from '../../catalog/object.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changeset } from '../changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { didRun, isUnchanged, pattern, placeOf, type Evidence } from './evidence.ts'
import { fateOf } from './fate.ts'
import type { Remark } from './remark.ts'
import { rowDifferences, type Row, type RowDifference } from './row-differences.ts'

/** @param tables those that are compared */
export const rowRemarks = (evidence: Evidence, tables: ReadonlySet<Key>): Remark[] =>
  rowDifferences(evidence, tables).flatMap((difference) => remark(difference, evidence))

interface Blamed {
  readonly changeset: Changeset
  readonly what: string
  readonly why: string
}

function remark(difference: RowDifference, evidence: Evidence): Remark[] {
  const blamed = blamedFor(difference, evidence)
  if (blamed === null) return []
  const { counts } = difference
  const rows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`
  const message = `${blamed.what}: ${rows(counts.fresh)} in a fresh database, ${rows(counts.upgraded)} in the upgraded one; it ${blamed.why}`
  const details = [...examples('fresh', difference), ...examples('upgraded', difference)]
  return [{ rule: 'rows-differ', ...placeOf(blamed.changeset), message, details }]
}

function blamedFor({ table, onlyFresh, onlyUpgraded }: RowDifference, evidence: Evidence): Blamed | null {
  const [inFresh, inUpgraded] = [writerOf(onlyFresh), writerOf(onlyUpgraded)]
  const otherwise = writerOf(onlyUpgraded.filter(({ isOfUpgrade }) => isOfUpgrade))
  if (otherwise && (inFresh === null || changesetKey(otherwise) !== changesetKey(inFresh)))
    return {
      changeset: otherwise,
      what: `writes rows of ${table} otherwise than a fresh database has them`,
      why: inFresh === null ? 'did so in the upgrade' : `ran in the upgrade; ${inFreshText(inFresh, evidence)}`,
    }
  const changing = changingIn(table, evidence)
  const removing = inUpgraded === null ? changing.find((one) => didRun(one, evidence)) : undefined
  if (inFresh && removing && !didRun(inFresh, evidence))
    return {
      changeset: removing,
      what: `takes rows of ${table} away that a fresh database has`,
      why: `ran in the upgrade; ${inFreshText(inFresh, evidence)}`,
    }
  const passedOver = changing.find((one) => evidence.happened.has(identity(one)) && !didRun(one, evidence))
  if (passedOver)
    return { changeset: passedOver, what: `was to change rows of ${table}`, why: fateOf(passedOver, evidence) }
  if (inFresh)
    return {
      changeset: inFresh,
      what: `writes rows of ${table} that an upgraded database lacks`,
      why: fate(inFresh, evidence),
    }
  if (inUpgraded === null) return null
  const what = `writes rows of ${table} that a fresh database has not`
  return { changeset: inUpgraded, what, why: leftBehind(inUpgraded, evidence) }
}

function leftBehind(changeset: Changeset, evidence: Evidence): string {
  const isThere = evidence.current.changesets.some((one) => changesetKey(one) === changesetKey(changeset))
  if (!isThere) return 'is in no file any more, and nothing in the upgrade takes its rows away'
  return isUnchanged(changeset, evidence)
    ? 'wrote them in the upgraded database, and nothing takes them away'
    : 'wrote them before it was edited, and nothing in the upgrade takes them away'
}

const inFreshText = (changeset: Changeset, evidence: Evidence): string =>
  `in a fresh database they are of ${identity(changeset)} (${placeText(changeset)}), which ${fate(changeset, evidence)}`

/** Of the changeset that wrote the most of them. */
function writerOf(rows: readonly Row[]): Changeset | null {
  const counts = new Map<Changeset, number>()
  for (const { writer, count } of rows) if (writer) counts.set(writer, (counts.get(writer) ?? 0) + count)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** Changesets that update or delete rows of a table, as far as words tell. */
function changingIn(table: string, { current, codeOf }: Evidence): readonly Changeset[] {
  const plain = pattern(table.slice(table.lastIndexOf('.') + 1))
  const changes = new RegExp(
    String.raw`\b(?:update|delete\s+from|truncate(?:\s+table)?|merge\s+into)\s+(?:only\s+)?(?:[\w$]+\.|"[^"]+"\.)?${plain}(?![\w$])`,
    'i',
  )
  return current.changesets.filter((one) => changes.test(codeOf(one)))
}

function fate(changeset: Changeset, evidence: Evidence): string {
  const outcome = evidence.happened.get(identity(changeset))?.outcome
  const isKept = /\bon\s+conflict\b[^;]*\bdo\s+nothing\b/i.test(evidence.codeOf(changeset))
  return isKept && (outcome === 'executed' || outcome === 'reran')
    ? 'ran in the upgrade too, where its ON CONFLICT DO NOTHING passed over what was there'
    : fateOf(changeset, evidence)
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
