// Shows in a shadow that a new revision does what it says: up gives what is wanted, down gives back what was there, up again works;
// and that rows which were there before are there after.

import type { Catalog } from '../../catalog/catalog.ts'
import type { SelectionOptions } from '../../compare/selection.ts'
import { selectionOf } from '../../compare/selection.ts'
import { differences } from '../../diff/describe.ts'
import { select } from '../../diff/select.ts'
import type { Transaction } from '../../plan/plan.ts'
import { withoutCluster } from '../../prove/cluster.ts'
import { onServer } from '../../prove/older-server.ts'
import { seed, surviving } from '../../prove/seed.ts'
import { updateTriggers } from './scaffold.ts'
import { ReplayError, type Replay } from '../replay/open.ts'
import type { Revision } from '../revision.ts'

/** How the way down is made, once what is there after the way up is known; null: there is none. */
export type MakeDown = (after: Catalog, before: Catalog) => Promise<Down | null>

export interface Down extends Way {
  readonly revision: Revision
}

export interface Way {
  readonly transactions: readonly Transaction[]
  /** Tables whose rows it updates: their triggers may set more than it does. */
  readonly filled: ReadonlySet<string>
}

export interface RoundTrip {
  readonly before: Catalog
  readonly after: Catalog
  /** Seeded rows that were there after all of it. */
  readonly rowsKept: number
  /** Why its way down is not what it should be; null: it gives back what was there, and up again works. */
  readonly downWrong: string | null
  /** What holds only for tables without rows, in PostgreSQL's words. */
  readonly condition: string | null
}

/** A revision that does not do what it says. */
export class RoundTripError extends Error {
  override readonly name = 'RoundTripError'
}

export interface Trip {
  /** A shadow after the revisions before it. */
  readonly open: () => Promise<Replay>
  readonly revision: Revision
  readonly up: Way
  /** What the way up is to lead to, as far as it is compared. */
  readonly goal: Catalog
  readonly options: SelectionOptions
  readonly makeDown: MakeDown
}

/** @throws RoundTripError or ReplayError */
export async function roundTrip(trip: Trip): Promise<RoundTrip> {
  try {
    return { ...(await travel(trip, true)), condition: null }
  } catch (error) {
    // Rows stand in the way: what the scripts do to the schema is shown without any.
    if (!(error instanceof ReplayError && isAboutRows(error))) throw error
    return { ...(await travel(trip, false)), condition: wordsOf(error) }
  }
}

const isAboutRows = ({ sqlstate }: ReplayError): boolean => /^2[23]/.test(sqlstate ?? '')

/** PostgreSQL's, without the place in a file that is not there yet. */
const wordsOf = ({ message, direction }: ReplayError): string =>
  `${direction === 'downgrade' ? 'on the way down, ' : ''}${(message.split('\n')[1] ?? '').replace(/^[^:]*:\d+: /, '')}`

async function travel(trip: Trip, withRows: boolean): Promise<Omit<RoundTrip, 'condition'>> {
  const { revision, options } = trip
  const selection = selectionOf(options)
  const { serverMajor } = trip.goal
  const lowered = (catalog: Catalog): Catalog => (serverMajor === undefined ? catalog : onServer(catalog, serverMajor))
  const part = (catalog: Catalog): Catalog => withoutCluster(select(lowered(catalog), selection))
  const live = await trip.open()
  try {
    const before = await live.read()
    const seeded = withRows ? await seed(live.connection) : []
    await live.upgrade(revision)
    const after = await live.read()
    refuse(differences(part(after), withoutCluster(trip.goal)), 'does not lead to the definition')
    const { lost, kept } = await surviving(live.connection, seeded, trip.up, changing([trip.up], [before, after]))
    refuse(lost, 'loses rows that it does not say it loses')
    const down = await trip.makeDown(lowered(after), lowered(before))
    const done = { before, after, rowsKept: kept }
    if (!down) return { ...done, downWrong: null }
    try {
      await live.downgrade(down.revision)
      refuse(differences(part(await live.read()), part(before)), 'does not give back what was there')
      const joinedPlan = { transactions: [...trip.up.transactions, ...down.transactions] }
      const back = await surviving(live.connection, seeded, joinedPlan, changing([trip.up, down], [before, after]))
      refuse(back.lost, 'loses rows that it does not say it loses')
      await live.upgrade(revision)
      refuse(differences(part(await live.read()), part(after)), 'makes something else when it runs again')
      return { ...done, rowsKept: back.kept, downWrong: null }
    } catch (error) {
      if (error instanceof RoundTripError || (error instanceof ReplayError && !(withRows && isAboutRows(error))))
        return { ...done, downWrong: error.message }
      throw error
    }
  } finally {
    await live.close()
  }
}

function refuse(wrong: readonly string[], what: string): void {
  if (wrong.length > 0) throw new RoundTripError(`it ${what}: ${wrong.slice(0, 5).join('; ')}`)
}

/** Tables that are filled while they have triggers. */
const changing = (ways: readonly Way[], catalogs: readonly Catalog[]): ReadonlySet<string> =>
  new Set(
    catalogs
      .flatMap(updateTriggers)
      .flatMap(({ parent }) => (ways.some(({ filled }) => filled.has(parent)) ? parent : [])),
  )
