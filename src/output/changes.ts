// A plan as people think of it: object by object, part by part, each with what happens to it and what that costs.
// Plain data for the formats beside it; knows no kind and no colour.

import { LOCK_MODES, type LockMode } from '../kinds/kind.ts'
import type { Plan, PlannedStatement, Subject } from '../plan/plan.ts'

/** `+` created, `-` dropped, `~` altered, `>` renamed, `±` dropped and made anew, `=` made again unchanged for the sake of another. */
export type Sign = '+' | '-' | '~' | '>' | '±' | '='

/** `loss`: data is gone; `risk`: may fail or surprise; `cost`: time under a lock. */
export interface Fact {
  readonly level: 'loss' | 'risk' | 'cost'
  /** What is lost, may fail, or costs. */
  readonly text: string
}

export const tell = (fact: Fact): string => (fact.level === 'loss' ? `loses data: ${fact.text}` : fact.text)

export interface PartChange {
  /** `column email`; null: the object itself. */
  readonly part: string | null
  readonly sign: Sign
  /** What an ALTER does, in SQL, without the words that repeat the object; a CREATE OR REPLACE is only `replaced`. */
  readonly details: readonly string[]
  readonly replaced: boolean
  readonly facts: readonly Fact[]
}

export interface ObjectChange {
  readonly kind: string
  readonly identity: string
  readonly sign: Sign
  /** The strongest that any of its statements takes on what exists already. */
  readonly lock: LockMode
  readonly parts: readonly PartChange[]
}

export const statementsOf = ({ transactions }: Pick<Plan, 'transactions'>): readonly PlannedStatement[] =>
  transactions.flatMap((t) => t.statements)

export const strongest = (locks: readonly LockMode[]): LockMode =>
  LOCK_MODES[Math.max(0, ...locks.map((lock) => LOCK_MODES.indexOf(lock)))] ?? 'none'

/** What a lock means for those who use the table meanwhile; null where they notice nothing. */
export function blocks(lock: LockMode): string | null {
  if (lock === 'AccessExclusiveLock') return 'reads and writes'
  return LOCK_MODES.indexOf(lock) >= LOCK_MODES.indexOf('ShareLock') ? 'writes' : null
}

/** Objects that the plan makes: what it costs to fill or scan them is nothing. */
export function madeBy(plan: Pick<Plan, 'transactions'>): ReadonlySet<string> {
  const made = statementsOf(plan).filter((s) => s.verb === 'create' && !s.rebuilds && subjectOf(s).part === null)
  return new Set(made.map((s) => nameOf(subjectOf(s))))
}

const nameOf = (subject: Subject): string => `${subject.identity} ${subject.kind}`

/** `made`: see madeBy(). */
export function factsOf(statement: PlannedStatement, made: ReadonlySet<string>): readonly Fact[] {
  const facts: Fact[] = []
  if (statement.losesData) facts.push({ level: 'loss', text: statement.losesData })
  if (statement.risk) facts.push({ level: 'risk', text: statement.risk })
  if (made.has(nameOf(subjectOf(statement)))) return facts
  if (statement.rewritesTable) facts.push({ level: 'cost', text: 'rewrites the table' })
  else if (statement.scansTable) facts.push({ level: 'cost', text: 'scans the table' })
  if (statement.buildsIndex && !statement.rewritesTable && statement.lock !== 'none')
    facts.push({ level: 'cost', text: 'builds an index' })
  return facts
}

/** Sorted by name, so that the same difference always reads the same. */
export function changesOf(plan: Plan): readonly ObjectChange[] {
  const made = madeBy(plan)
  const objects = new Map<string, { subject: Subject; parts: Map<string | null, PlannedStatement[]> }>()
  for (const statement of statementsOf(plan)) {
    const subject = subjectOf(statement)
    const name = nameOf(subject)
    const object = objects.get(name) ?? { subject, parts: new Map() }
    objects.set(name, object)
    object.parts.set(subject.part, [...(object.parts.get(subject.part) ?? []), statement])
  }
  return [...objects.entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { subject, parts }]) => objectChange(subject, parts, made))
}

export const subjectOf = (statement: PlannedStatement): Subject =>
  statement.subject ?? { kind: '', identity: statement.objects[0] ?? '', part: null }

function objectChange(
  subject: Subject,
  statements: ReadonlyMap<string | null, readonly PlannedStatement[]>,
  made: ReadonlySet<string>,
): ObjectChange {
  const parts = [...statements].map(([part, list]) => partChange(subject, part, list, made))
  const own = parts.find((p) => p.part === null)?.sign
  const all = new Set(parts.map((p) => p.sign))
  return {
    kind: subject.kind,
    identity: subject.identity,
    sign: own && own !== '=' ? own : all.size === 1 && all.has('=') ? '=' : '~',
    lock: strongest([...statements.values()].flat().map((s) => s.lock)),
    parts,
  }
}

function partChange(
  subject: Subject,
  part: string | null,
  statements: readonly PlannedStatement[],
  made: ReadonlySet<string>,
): PartChange {
  const altering = statements.filter((s) => !s.rebuilds && (s.verb === 'alter' || s.verb === 'rename'))
  const facts = new Map(statements.flatMap((s) => factsOf(s, made)).map((fact) => [tell(fact), fact]))
  return {
    part,
    sign: signOf(statements),
    details: altering.filter((s) => !replaces(s)).map((s) => abbreviate(s.sql, subject.identity)),
    replaced: altering.some(replaces),
    facts: [...facts.values()],
  }
}

function signOf(statements: readonly PlannedStatement[]): Sign {
  const wanted = statements.filter((s) => !s.rebuilds)
  if (wanted.length === 0) return '='
  const verbs = new Set(wanted.map((s) => s.verb))
  if (verbs.has('create')) return verbs.has('drop') ? '±' : '+'
  if (verbs.has('drop')) return '-'
  return verbs.has('alter') ? '~' : '>'
}

const replaces = ({ sql }: PlannedStatement): boolean => /^CREATE OR REPLACE /i.test(sql)

/** `ALTER TABLE public.account ALTER COLUMN name SET NOT NULL` under the heading of that column: `SET NOT NULL`. */
function abbreviate(sql: string, identity: string): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  const name = identity.replace(/\s+/g, ' ')
  const at = line.indexOf(` ${name} `)
  const own = at > 0 && /^ALTER [A-Z ]+$/.test(line.slice(0, at)) ? line.slice(at + name.length + 2) : line
  const rest = own.replace(/^ALTER COLUMN (?:"(?:[^"]|"")+"|\S+) /, '')
  return rest.length > 100 ? `${rest.slice(0, 99)}…` : rest
}
