// What is to be pointed out about the changesets of an upgrade, whether or not it comes to something else: tables rewritten or updated
// under triggers, histories left behind, what is dropped and never made again. Looks at words and at what was seen; runs nothing.

import type { CatalogObject } from '../../catalog/object.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changeset } from '../changelog.ts'
import { HISTORY_SUFFIXES } from '../shadow/rows.ts'
import { changesetKey } from '../tracking/ran.ts'
import { didRun, changesetAt, isEdited, pattern, placeOf, type Evidence } from './evidence.ts'
import { fateOf } from './fate.ts'
import { orderRemarks } from './order-remarks.ts'
import type { Remark } from './remark.ts'
import { runAgain } from './runs-again.ts'

export function remarksOf(evidence: Evidence): Remark[] {
  const { current } = evidence
  const ran = current.changesets.filter((one) => didRun(one, evidence))
  const tables = tablesOf(evidence)
  return [
    ...current.changesets.filter(({ runAlways }) => runAlways).flatMap((one) => cascades(one, evidence)),
    ...unique(ran.flatMap((changeset) => underTriggers(changeset, tables, evidence))),
    ...runAgain(evidence),
    ...orderRemarks(evidence),
    ...rewritten(evidence, tables),
    ...dropsOf(evidence).map(({ dropping, type, name, why }) => ({
      ...remark('not-made-again', dropping),
      message: `drops ${type} ${name}; ${why}`,
    })),
  ]
}

/** Tables of different schemas may have one name, and a changeset need not say which it means. */
const unique = (remarks: readonly Remark[]): Remark[] => [
  ...new Map(remarks.map((one) => [`${one.rule} ${one.identity} ${one.message}`, one])).values(),
]

const remark = <Rule extends Remark['rule']>(rule: Rule, changeset: Changeset) => ({ rule, ...placeOf(changeset) })

function cascades(changeset: Changeset, { codeOf }: Evidence): Remark[] {
  const found = codeOf(changeset).match(/\bdrop\b[^;]*\bcascade\b/i)
  if (!found) return []
  const message =
    `runs every time (runAlways), and its DROP … CASCADE takes along whatever depends on it by then: ` +
    `later changesets that made it have run, and do not run again`
  return [{ ...remark('cascade-each-time', changeset), message }]
}

interface Table {
  readonly schema: string
  readonly name: string
  readonly triggers: readonly string[]
  /** A table beside it that seems to keep its old rows. */
  readonly history: string | null
}

/** Tables with triggers of the user's or with a history, as they are in the upgraded database. */
function tablesOf({ upgraded }: Evidence): Table[] {
  const objects = [...upgraded.catalog.objects.values()]
  const names = new Set(objects.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  const triggersOf = (table: CatalogObject): string[] =>
    objects.filter(({ kind, parent }) => kind === 'trigger' && parent === table).map(({ name }) => name)
  return objects
    .filter(({ kind }) => kind === 'table')
    .map((table) => ({
      schema: table.parent?.name ?? '',
      name: table.name,
      triggers: triggersOf(table),
      history: HISTORY_SUFFIXES.map((suffix) => `${table.name}${suffix}`).find((name) => names.has(name)) ?? null,
    }))
    .filter((table) => table.triggers.length > 0 || table.history !== null)
}

/** What a history has no part in: constraints. */
const OF_COLUMNS = String.raw`\b(?:add|drop|alter|rename)\b(?!\s+(?:constraint|primary|unique|foreign|check|exclude)\b)`

function underTriggers(changeset: Changeset, tables: readonly Table[], { codeOf }: Evidence): Remark[] {
  const text = codeOf(changeset)
  return tables.flatMap((table): Remark[] => {
    const [schema, plain] = [table.schema, table.name].map((part) => `"?${pattern(part)}"?`)
    const name = String.raw`(?:only\s+)?(?:${schema}\s*\.\s*)?${plain}(?![\w$."])`
    const writes = new RegExp(String.raw`\b(?:update|delete\s+from)\s+${name}`, 'i').test(text)
    const alters = new RegExp(String.raw`\balter\s+table\s+(?:if\s+exists\s+)?${name}[^;]*${OF_COLUMNS}`, 'i').test(
      text,
    )
    const isDisabled = /\bdisable\s+trigger\b|session_replication_role/i.test(text)
    const isAlong =
      table.history === null || new RegExp(String.raw`(?<![\w$])${table.history}(?![\w$])`, 'i').test(text)
    return [
      ...(writes && table.triggers.length > 0 && !isDisabled
        ? [
            {
              ...remark('triggers-fire', changeset),
              message:
                `changes rows of ${table.name}, whose triggers fire for each: ${table.triggers.join(', ')}` +
                (table.history === null ? '' : `; ${table.history} may get a row for each`),
            },
          ]
        : []),
      ...(alters && !isAlong
        ? [
            {
              ...remark('history-left-behind', changeset),
              message: `alters ${table.name}, and does not speak of ${table.history}, which has its own columns`,
            },
          ]
        : []),
    ]
  })
}

/** As PostgreSQL's event trigger saw it. */
function rewritten(evidence: Evidence, tables: readonly Table[]): Remark[] {
  const { upgraded } = evidence
  return upgraded.watched.rewritten.flatMap(({ xid, table }) => {
    const changeset = changesetAt(xid, upgraded, evidence)
    const found = tables.find(({ name }) => name === table.slice(table.lastIndexOf('.') + 1).replaceAll('"', ''))
    if (!changeset || !found || !evidence.happened.has(identity(changeset))) return []
    const beside =
      found.history === null ? `has triggers (${found.triggers.join(', ')})` : `has ${found.history} beside it`
    const message = `rewrites ${found.name}, which ${beside}: no trigger sees a rewrite, so what they keep stays as it was`
    return [{ ...remark('rewritten', changeset), message }]
  })
}

interface NotMadeAgain {
  readonly dropping: Changeset
  readonly type: string
  readonly name: string
  readonly why: string
}

const MADE_ALONE = new Set(['view', 'materialized view', 'function', 'procedure', 'trigger', 'policy'])

/** What the upgrade dropped, is not there after it, and is made by a changeset that does not run again. */
function dropsOf(evidence: Evidence): NotMadeAgain[] {
  const { upgraded, fresh, earlier, happened } = evidence
  return upgraded.watched.dropped.flatMap(({ xid, type, identity: name }) => {
    if (!MADE_ALONE.has(type)) return []
    const plain = name.replace(/ on /i, ' ON ')
    const wanted = [...fresh.catalog.objects.values()].find((o) => o.kind === type && bare(o.identity) === bare(plain))
    if (!wanted || upgraded.catalog.objects.has(wanted.key)) return []
    const writtenAt = fresh.writers.defined(wanted) ?? fresh.writers.of(wanted)
    const maker = writtenAt === null ? null : changesetAt(writtenAt, fresh, evidence)
    const dropping = changesetAt(xid, upgraded, evidence)
    if (!maker || !dropping || !happened.has(identity(dropping))) return []
    if (!happened.has(identity(maker)) && mayStillRun(maker, earlier)) return []
    const fate = fateOf(maker, evidence)
    const why = `${identity(maker)} (${placeText(maker)}), which makes it, ${happened.has(identity(maker)) ? 'had run before that' : fate}`
    return [{ dropping, type, name, why }]
  })
}

/** The upgrade failed before it came to it. */
function mayStillRun(changeset: Changeset, earlier: ReadonlyMap<string, Changeset>): boolean {
  const was = earlier.get(changesetKey(changeset))
  return !was || changeset.runAlways || (changeset.runOnChange && isEdited(was, changeset))
}

const bare = (name: string): string => name.replace(/\([^]*$/, '')

export const droppedAndNotMade = (evidence: Evidence): string[] =>
  dropsOf(evidence).map(
    ({ dropping, type, name, why }) => `${identity(dropping)} (${placeText(dropping)}) drops ${type} ${name}; ${why}`,
  )
