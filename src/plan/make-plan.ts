// Two catalogs → a plan. The stages in a row: difference, what must be replaced, steps, order, transactions.

import type { Catalog, Uncovered } from '../catalog/catalog.ts'
import { fingerprint } from '../catalog/fingerprint.ts'
import { wholeOf, type CatalogObject, type Key } from '../catalog/object.ts'
import { diff, type Change } from '../diff/diff.ts'
import { withUnsaid } from '../diff/unsaid.ts'
import { kinds as allKinds } from '../kinds/all.ts'
import type { AnyKind, Statement } from '../kinds/kind.ts'
import { emit, type Steps } from './emit.ts'
import { fold } from './fold.ts'
import { order } from './order.ts'
import type { Plan, PlannedStatement, Subject } from './plan.ts'
import { replacements, type Replacements } from './replace.ts'
import { hostOf, render, type Step } from './step.ts'
import { keepArrayCasts } from './strategies/array-casts.ts'
import { renameAttached } from './strategies/attached-names.ts'
import { impliedPrivileges } from './strategies/default-privileges.ts'
import { withLinkedOwners } from './strategies/linked-owners.ts'
import { impliedOwners } from './strategies/owners.ts'
import { withTakenNames } from './strategies/taken-names.ts'
import { transactions } from './transactions.ts'

export interface PlanOptions {
  readonly kinds?: readonly AnyKind[]
  readonly notes?: readonly string[]
  /** Statements that renamed objects before the current catalog was read again. */
  readonly renames?: readonly PlannedStatement[]
  /** The fingerprints, where the caller takes them: of another part of the states, of what was before the renames, or later. */
  readonly from?: string
  readonly to?: string
  /** Which tables are spared scans, index builds and long waits under strong locks, at the price of several transactions. Default `auto`. */
  readonly online?: Online
}

/** `auto`: tables of LARGE_BYTES and more. */
export type Online = 'auto' | 'always' | 'never'

/** On disk, by the planner's figures: what PostgreSQL scans in well under a second. */
const LARGE_BYTES = 64 * 1024 * 1024

/** @throws ImpossibleChangeError where no ALTER keeps the data */
export function makePlan(current: Catalog, desired: Catalog, options: PlanOptions = {}): Plan {
  const kinds = options.kinds ?? allKinds
  const goal = withUnsaid(current, desired, kinds)
  const renamed = renameAttached(current, goal, kinds)
  const { statements, endsTransaction } = statementsBetween(renamed.catalog, goal, kinds, options.online ?? 'auto')
  const all = [...(options.renames ?? []), ...renamed.statements, ...statements]
  return {
    format: 'trueup plan 1',
    from: options.from ?? fingerprint(current, kinds),
    to: options.to ?? fingerprint(goal, kinds),
    transactions: transactions(fold(all), endsTransaction),
    uncovered: uncoveredBy(current, goal, kinds),
    notes: options.notes ?? [],
    proof: { status: 'not proven', reason: 'no proof was asked for', rowsKept: 0 },
  }
}

function uncoveredBy(current: Catalog, goal: Catalog, kinds: readonly AnyKind[]): Uncovered[] {
  const found = new Map([...current.uncovered, ...goal.uncovered].map((uncovered) => [uncovered.object, uncovered]))
  const staying = new Map(kinds.flatMap((kind) => (kind.stays ? [[kind.type, kind] as const] : [])))
  for (const [key, object] of goal.objects) {
    const was = staying.has(object.kind) ? current.objects.get(key) : undefined
    const reason = was && staying.get(object.kind)?.stays?.(object, was)
    if (reason) found.set(key, { object: key, reason })
  }
  return [...found.values()]
}

function statementsBetween(current: Catalog, wanted: Catalog, kinds: readonly AnyKind[], online: Online) {
  const changes = diff(current, wanted, kinds)
  const endsTransaction = new Set<PlannedStatement>()
  if (changes.length === 0) return { statements: [], endsTransaction }
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]))
  const found = replacements(changes, current, wanted, kindOf)
  const { changes: unlinked, replaced } = withImplied(changes, found, current, wanted)
  const { changes: explicit, desired } = withLinkedOwners(unlinked, replaced, current, wanted)
  const isLarge = largeTables(current, replaced, online)
  const aside = new Set([...found.aside, ...servedUntilReplaced(replaced, current, kindOf, isLarge)])
  const goal = withTakenNames(madeBy(explicit, replaced, desired), current, desired)
  const steps = emit(explicit, { ...found, replaced, aside }, current, goal, kindOf, isLarge)
  const sorted = order(steps, current, desired)
  const members = membersOf(steps)
  const needed = neededAfter(steps, desired)
  const statements: PlannedStatement[] = []
  for (const step of sorted)
    for (const statement of render(step)) {
      const planned = describe(step, statement, members.get(step) ?? [step.key])
      statements.push(planned)
      if (statement.commitBeforeUse && needed.has(step.key)) endsTransaction.add(planned)
    }
  return { statements, endsTransaction }
}

/** Every object that is created, or dropped and made again. */
function madeBy(changes: readonly Change[], replaced: ReadonlySet<Key>, desired: Catalog): CatalogObject[] {
  const created = changes.flatMap((change) => (change.verb === 'create' ? [change.desired] : []))
  return [...created, ...[...replaced].map((key) => desired.objects.get(key)!)]
}

function withImplied(changes: readonly Change[], found: Replacements, current: Catalog, desired: Catalog) {
  const made = madeBy(changes, found.replaced, desired)
  const { covered: granted, alterations } = impliedPrivileges(made, current, desired)
  const covered = new Set([...granted, ...impliedOwners(made, current)])
  return {
    changes: [...changes.filter((change) => !covered.has(change.key)), ...alterations],
    replaced: new Set([...found.replaced].filter((key) => !covered.has(key))),
  }
}

/** Whether an object is part of a table that is to be spared; what the plan makes itself holds no rows yet. */
function largeTables(current: Catalog, replaced: ReadonlySet<Key>, online: Online): (object: CatalogObject) => boolean {
  const limit = { never: Infinity, always: 0, auto: LARGE_BYTES }[online]
  return (object) => {
    const { key } = wholeOf(object)
    return current.objects.has(key) && !replaced.has(key) && (current.bytes.get(key) ?? 0) >= limit
  }
}

/** Replaced objects that serve their table until the new one is there: indexes. */
function servedUntilReplaced(
  replaced: ReadonlySet<Key>,
  current: Catalog,
  kindOf: ReadonlyMap<string, AnyKind>,
  isLarge: (object: CatalogObject) => boolean,
): Key[] {
  return [...replaced].filter((key) => {
    const object = current.objects.get(key)!
    const kind = kindOf.get(object.kind)!
    return (
      kind.dropOnline !== undefined && kind.aside !== undefined && kind.dropOnline(object) !== null && isLarge(object)
    )
  })
}

function membersOf(steps: Steps): Map<Step, Key[]> {
  const members = new Map<Step, Key[]>()
  for (const step of steps.all) {
    const host = hostOf(step)
    const list = members.get(host)
    if (list) list.push(step.key)
    else members.set(host, [step.key])
  }
  for (const [host, list] of members) members.set(host, [host.key, ...list.filter((key) => key !== host.key)])
  return members
}

/** Objects that something else in the plan is built on. */
function neededAfter(steps: Steps, desired: Catalog): Set<Key> {
  const built = (key: Key) => steps.creates.has(key) || steps.alters.has(key)
  return new Set(desired.dependencies.filter(({ from, to }) => built(to) && built(from)).map(({ to }) => to))
}

function describe(step: Step, statement: Statement, objects: readonly Key[]): PlannedStatement {
  return {
    ...statement,
    sql: statement.definesRoutine ? statement.sql : keepArrayCasts(statement.sql),
    verb: step.verb === 'aside' ? 'rename' : step.verb,
    objects,
    subject: subjectOf(step.object),
    ...(step.rebuilds ? { rebuilds: true } : {}),
  }
}

export function subjectOf(object: CatalogObject): Subject {
  const whole = wholeOf(object)
  if (whole === object) return { kind: object.kind, identity: object.identity, part: null }
  const steps: string[] = []
  for (let at: CatalogObject = object; at !== whole; at = at.parent!) {
    const named = at.name !== '' && at.kind !== 'not null' && at.kind !== 'identity'
    steps.push(at.kind === 'privilege' ? `privileges of ${at.name}` : named ? `${at.kind} ${at.name}` : at.kind)
  }
  return { kind: whole.kind, identity: whole.identity, part: steps.join(' on ') }
}
