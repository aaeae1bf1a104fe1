// Rows that one of the two databases has and the other has not. What is another value each time, such as a time, tells nothing.
// Compares what was read; blames nobody.

import type { Key } from '../../catalog/object.ts'
import type { Changeset } from '../changelog.ts'
import type { TableRows } from '../shadow/rows.ts'
import type { ShadowState } from '../shadow/shadow-changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { changesetAt, didRun, isUnchanged, rememberedBy, type Evidence } from './evidence.ts'
import { lastingIn, type Lasting } from './lasting.ts'

export interface Row {
  readonly values: readonly (string | null)[]
  readonly count: number
  /** Null: not of a changeset. */
  readonly writer: Changeset | null
  readonly isOfUpgrade: boolean
}

export interface RowDifference {
  /** As SQL names it. */
  readonly table: string
  readonly columns: readonly string[]
  readonly isSummed: boolean
  readonly counts: { readonly fresh: number; readonly upgraded: number }
  readonly onlyFresh: readonly Row[]
  readonly onlyUpgraded: readonly Row[]
}

/** @param tables those that are compared */
export function rowDifferences(evidence: Evidence, tables: ReadonlySet<Key>): RowDifference[] {
  const { fresh, upgraded } = evidence
  const lasting = lastingIn(evidence)
  const keys = [...new Set([...fresh.rows.keys(), ...upgraded.rows.keys()])].filter((key) => tables.has(key))
  return keys.flatMap((key) => differenceOf(fresh.rows.get(key), upgraded.rows.get(key), evidence, lasting) ?? [])
}

function differenceOf(
  fresh: TableRows | undefined,
  upgraded: TableRows | undefined,
  evidence: Evidence,
  lasting: Lasting,
): RowDifference | null {
  const [one, other] = [fresh ?? upgraded, upgraded ?? fresh]
  if (!one || !other) return null
  const columns = one.columns.filter((name) => one.isSummed === other.isSummed && other.columns.includes(name))
  const isSummed = one.isSummed || other.isSummed
  const rowsIn = (table: TableRows | undefined, state: ShadowState): Row[] =>
    table ? rowsOf(table, columns, state, evidence, lasting) : []
  const [freshRows, upgradedRows] = [rowsIn(fresh, evidence.fresh), rowsIn(upgraded, evidence.upgraded)]
  const [onlyFresh, onlyUpgraded] = isSummed
    ? summedDifference(freshRows, upgradedRows, evidence)
    : wholeDifference(freshRows, upgradedRows, evidence)
  if (onlyFresh.length === 0 && onlyUpgraded.length === 0) return null
  const counts = { fresh: total(freshRows), upgraded: total(upgradedRows) }
  return { table: one.name, columns, isSummed, counts, onlyFresh, onlyUpgraded }
}

const total = (rows: readonly Row[]): number => rows.reduce((sum, { count }) => sum + count, 0)

function rowsOf(
  table: TableRows,
  columns: readonly string[],
  state: ShadowState,
  evidence: Evidence,
  lasting: Lasting,
): Row[] {
  const places = columns.map((name) => table.columns.indexOf(name))
  const originOf = rememberedBy((xid: number) => {
    const writer = changesetAt(xid, state, evidence)
    const isOfUpgrade = state === evidence.upgraded && writer !== null && didRun(writer, evidence)
    return { writer, isOfUpgrade: isOfUpgrade && !isOfEarlierRun(xid, writer, state) }
  })
  return table.written.map(({ xid, count, values }) => {
    const told = places.map((place) => lasting(values[place] ?? null))
    return { count, values: told, ...originOf(xid) }
  })
}

/** Of a changeset that ran again. */
function isOfEarlierRun(xid: number, writer: Changeset, { runs }: ShadowState): boolean {
  const before = runs.filter(({ key }) => key === changesetKey(writer)).at(-2)
  return before !== undefined && xid <= before.xid
}

type Both = readonly [fresh: readonly Row[], upgraded: readonly Row[]]

function wholeDifference(fresh: readonly Row[], upgraded: readonly Row[], evidence: Evidence): Both {
  const [onlyFresh, onlyUpgraded] = without(fresh, upgraded, ({ values }) => JSON.stringify(values))
  return withoutVolatile(onlyFresh, onlyUpgraded, evidence)
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
function withoutVolatile(fresh: readonly Row[], upgraded: readonly Row[], evidence: Evidence): Both {
  const isTheSame = rememberedBy(
    (writer: Changeset) => isUnchanged(writer, evidence) || isVolatile(evidence.codeOf(writer)),
  )
  return without(fresh, upgraded, ({ writer, count }) =>
    writer === null ? `${count}` : isTheSame(writer) ? `${count} of ${changesetKey(writer)}` : null,
  )
}

const isVolatile = (code: string): boolean =>
  /\b(?:random|random_normal|gen_random_bytes|gen_salt|nextval|currval|lastval)\s*\(/i.test(code)

/** Of many rows: what the same changesets wrote in the same number is the same; the rest must come to the same sums. */
function summedDifference(fresh: readonly Row[], upgraded: readonly Row[], evidence: Evidence): Both {
  const [onlyFresh, onlyUpgraded] = withoutVolatile(fresh, upgraded, evidence)
  const counted = (rows: readonly Row[]): string => JSON.stringify([total(rows), ...sums(rows)])
  return counted(onlyFresh) === counted(onlyUpgraded) ? [[], []] : [onlyFresh, onlyUpgraded]
}

const sums = (rows: readonly Row[]): string[] =>
  (rows[0]?.values ?? []).map((_value, i) =>
    rows.reduce((sum, { values }) => sum + BigInt(values[i] ?? 0), 0n).toString(),
  )
