// Runs a scenario in both directions: planned, compared with its golden plan, applied, read again, observed by others.
// Collects every problem rather than stop at the first.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from '../../src/catalog/fingerprint.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { readCatalog } from '../../src/catalog/read.ts'
import { parseSnapshot, snapshotText } from '../../src/catalog/snapshot.ts'
import { openStates } from '../../src/compare/states.ts'
import type { Connection } from '../../src/connection/connection.ts'
import { differences } from '../../src/diff/describe.ts'
import { differ } from '../../src/diff/diff.ts'
import { kinds } from '../../src/kinds/all.ts'
import { toSql } from '../../src/output/sql.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { ImpossibleChangeError } from '../../src/plan/replace.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { renamed } from '../../src/prove/renamed.ts'
import { runOnShadow } from '../../src/prove/run.ts'
import { seed as makeUpRows } from '../../src/prove/seed.ts'
import { load } from '../load.ts'
import { dump, dumpDifferences, type DumpEntries, type PgDump } from '../pg-dump.ts'
import { lostRows, rowsOf } from '../rows.ts'
import { takenNumbers } from './counters.ts'
import { checkDeclarations } from './locks.ts'
import type { Engine, Pair, Place } from '../place.ts'
import type { Scenario } from './scenario.ts'

/** The golden plans are PostgreSQL 18's. */
const GOLDEN_MAJOR = 18

interface Side {
  readonly place: Place
  readonly catalog: Catalog
  readonly dumped: DumpEntries | null
}

interface Direction {
  readonly name: 'there' | 'back'
  readonly start: Side
  readonly goal: Side
  readonly golden: string
  readonly seed: string | null
  readonly renames: readonly string[]
  readonly mustContain: readonly string[]
  readonly mustNotContain: readonly string[]
  readonly impossible: string | null
  readonly uncovered: readonly string[]
}

export interface RunOptions {
  /** Null: pg_dump is not asked. */
  readonly pgDump: PgDump | null
  /** Write the golden plans anew. */
  readonly update: boolean
  /** Whether locks and rewrites are observed, on a copy of the state. */
  readonly declarations: boolean
}

/** Everything that is wrong, a line each. */
export async function runScenario(scenario: Scenario, engine: Engine, options: RunOptions): Promise<string[]> {
  const { roles, from, to, terms } = scenario
  let pair: Pair
  try {
    pair = await engine.open({ roles, from, to, isolated: terms.isolated ?? false })
  } catch (error) {
    return [`does not load: ${messageOf(error)}`]
  }
  try {
    const [start, goal] = [
      await sideOf(pair.from, options.pgDump, false),
      await sideOf(pair.to, options.pgDump, terms.definition ?? false),
    ]
    const there: Direction = {
      name: 'there',
      start,
      goal,
      golden: 'plan.sql',
      seed: scenario.seed,
      renames: terms.renames ?? [],
      mustContain: terms.mustContain ?? [],
      mustNotContain: terms.mustNotContain ?? [],
      impossible: terms.impossible ?? null,
      uncovered: terms.uncovered ?? [],
    }
    const back: Direction = {
      name: 'back',
      start: goal,
      goal: start,
      golden: 'plan-back.sql',
      seed: scenario.seedBack,
      renames: terms.renamesBack ?? (terms.renames ?? []).map(turnedRound),
      mustContain: terms.backMustContain ?? [],
      mustNotContain: terms.backMustNotContain ?? [],
      impossible: terms.backImpossible ?? null,
      uncovered: terms.backUncovered ?? [],
    }
    const problems = await judgeSameness(pair, start, goal)
    for (const direction of [there, back]) problems.push(...(await runDirection(scenario, direction, engine, options)))
    return problems
  } finally {
    await pair.close()
  }
}

/** What is taken for the same without catalogs being made, whichever way databases are read, is the same; on the oldest and the newest major, in CI. */
async function judgeSameness({ from, to }: Pair, start: Side, goal: Side): Promise<string[]> {
  const isAsked = process.env['TRUEUP_TESTS'] === 'all' && [14, GOLDEN_MAJOR].includes(start.catalog.major)
  if (from.url === null || to.url === null || !isAsked) return []
  if (!differ(start.catalog, goal.catalog, kinds)) return []
  const problems: string[] = []
  for (const sketch of [false, true]) {
    const { same } = await openStates(from.url, to.url, { sketch })
    if (same) problems.push(`two databases that differ are taken for the same ${sketch ? 'by their sketches' : ''}`)
  }
  return problems
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const turnedRound = (rename: string): string => rename.split('=').toReversed().join('=')

async function sideOf(place: Place, pgDump: PgDump | null, isDefinition: boolean): Promise<Side> {
  const catalog = await using(place, (connection) =>
    readCatalog(connection, { origin: isDefinition ? 'definition' : 'database' }),
  )
  return { place, catalog, dumped: pgDump && place.url !== null ? await dump(pgDump, place.url) : null }
}

async function using<Result>(place: Place, use: (connection: Connection) => Promise<Result>): Promise<Result> {
  const connection = await place.connect()
  try {
    return await use(connection)
  } finally {
    if (place.url !== null) await connection.close()
  }
}

async function runDirection(
  scenario: Scenario,
  direction: Direction,
  engine: Engine,
  options: RunOptions,
): Promise<string[]> {
  const problems: string[] = []
  const tell = (problem: string): void => void problems.push(`${direction.name}: ${problem}`)
  try {
    const plan = await planOf(direction, engine)
    judgeText(scenario, direction, plan, engine, options, tell)
    judgeSnapshots(direction, plan, tell)
    const { place } = direction.start
    await using(place, (connection) => seedRows(connection, scenario, direction))
    const copy = options.declarations ? await place.copy() : null
    if (copy) await judgeDeclarations(scenario, copy, plan, tell)
    await using(place, async (connection) => {
      const before = await rowsOf(connection)
      const takenBefore = await takenNumbers(connection)
      await runOnShadow(connection, plan)
      const reached = await readCatalog(connection)
      const goal = direction.goal.catalog
      const wrong =
        goal.origin === 'database'
          ? [...differences(reached, goal), ...differences(goal, reached)]
          : againPlanned(reached, goal)
      for (const difference of new Set(wrong)) tell(`not what was wanted: ${difference}`)
      for (const loss of lostRows(before, await rowsOf(connection), plan)) tell(`rows lost: ${loss}`)
      for (const [key, column] of await takenNumbers(connection))
        if (!takenBefore.has(key)) tell(`the next number of ${column} is taken`)
    })
    if (options.pgDump && place.url !== null && direction.goal.dumped)
      for (const difference of dumpDifferences(await dump(options.pgDump, place.url), direction.goal.dumped))
        if (!(scenario.terms.dumpMayDiffer ?? []).some(({ entry }) => new RegExp(entry).test(difference)))
          tell(`pg_dump: ${difference}`)
    if (direction.impossible !== null) tell(`it is possible, and should be refused with: ${direction.impossible}`)
  } catch (error) {
    const isExpected = direction.impossible !== null && new RegExp(direction.impossible).test(String(error))
    if (error instanceof ImpossibleChangeError && isExpected) return problems
    tell(`failed: ${messageOf(error)}`)
  }
  return problems
}

async function planOf({ start, goal, renames }: Direction, { major, name }: Engine): Promise<Plan> {
  const [current, desired] = [start.catalog, goal.catalog]
  if (renames.length === 0) return makePlan(current, desired)
  const requests = renames.map((said) => {
    const [from = '', to = ''] = said.split('=')
    return { kind: null, from, to, said: `--rename ${said}` }
  })
  const done = await renamed(current, desired, requests, { major, ...(name === 'PGlite' ? { server: 'pglite' } : {}) })
  return makePlan(done.catalog, desired, { renames: done.statements, from: fingerprint(current) })
}

/** A snapshot, which a cached definition is too, leads to the same plan as what it was taken of. */
function judgeSnapshots({ start, goal, renames }: Direction, plan: Plan, tell: (problem: string) => void): void {
  if (renames.length > 0) return
  const [current, desired] = [start, goal].map(({ catalog }) => parseSnapshot(snapshotText(catalog), 'a snapshot'))
  const again = toSql(makePlan(current!, desired!))
  if (again !== toSql(plan)) tell(`snapshots lead to another plan:\n${again}`)
}

/** What is left to do: a definition's unsaid parts are no difference. */
const againPlanned = (reached: Catalog, goal: Catalog): string[] =>
  makePlan(reached, goal).transactions.flatMap(({ statements }) => statements.map(({ sql }) => sql))

function judgeText(
  scenario: Scenario,
  direction: Direction,
  plan: Plan,
  engine: Engine,
  { update }: RunOptions,
  tell: (problem: string) => void,
): void {
  const sql = toSql(plan)
  for (const pattern of direction.mustContain)
    if (!new RegExp(pattern).test(sql)) tell(`the plan has no ${pattern}:\n${sql}`)
  for (const pattern of direction.mustNotContain)
    if (new RegExp(pattern).test(sql)) tell(`the plan has ${pattern}:\n${sql}`)
  const uncovered = plan.uncovered.map(({ object, reason }) => `${object}: ${reason}`)
  for (const pattern of direction.uncovered)
    if (!uncovered.some((one) => new RegExp(pattern).test(one))) tell(`not named as not covered: ${pattern}`)
  if (scenario.folder === null || engine.major !== GOLDEN_MAJOR || engine.name === 'PGlite') return
  const path = join(scenario.folder, direction.golden)
  const golden = existsSync(path) ? readFileSync(path, 'utf8') : null
  if (golden === sql) return
  if (update) writeFileSync(path, sql)
  else tell(`the plan is not that of ${direction.golden} (TRUEUP_UPDATE=1 rewrites it):\n${sql}`)
}

async function seedRows(connection: Connection, { terms }: Scenario, { seed }: Direction): Promise<void> {
  if (seed !== null) await load(connection, seed)
  else if (terms.seed !== false) await makeUpRows(connection)
}

async function judgeDeclarations(
  { terms }: Scenario,
  copy: Place,
  plan: Plan,
  tell: (problem: string) => void,
): Promise<void> {
  try {
    const found = await using(copy, (connection) => checkDeclarations(connection, plan))
    for (const { statement, problem, declaresMore } of found) {
      const isAllowed =
        declaresMore && (terms.declaresMore ?? []).some((allowed) => new RegExp(allowed.statement).test(statement.sql))
      if (!isAllowed) tell(`${statement.sql.split('\n')[0]} … ${problem}`)
    }
  } catch (error) {
    tell(`one statement at a time: ${messageOf(error)}`)
  } finally {
    await copy.drop()
  }
}
