// Statements that wait until what they need exists, in their order, with the session as it was at their place.

import type { Connection } from '../connection/connection.ts'
import type { ServerError } from '../connection/errors.ts'
import type { SessionSettings } from './loading-session.ts'
import { namesThatExist, waitsFor } from './missing.ts'
import type { SqlStatement } from './sql-statement.ts'

export interface Waiting {
  readonly statement: SqlStatement
  readonly settings: SessionSettings
  /** Why it failed last. */
  readonly error: ServerError
  readonly order: number
}

export class PutOffQueue {
  private waiting: Waiting[] = []
  private taken = 0
  /** Statements that were put off at least once, with why they were at first. */
  private readonly everWaited = new Map<SqlStatement, Waiting>()

  get size(): number {
    return this.waiting.length
  }

  /** For `dropSince`. */
  get mark(): number {
    return this.taken
  }

  get remaining(): readonly Waiting[] {
    return this.waiting
  }

  add(statement: SqlStatement, settings: SessionSettings, error: ServerError): void {
    const first = this.everWaited.get(statement)
    const waiting = { statement, settings, error, order: first?.order ?? this.taken++ }
    this.waiting.push(waiting)
    if (!first) this.everWaited.set(statement, waiting)
  }

  /** The transaction that they belong to was rolled back: they never were. */
  dropSince(mark: number): void {
    this.waiting = this.waiting.filter(({ order }) => order < mark)
    for (const [statement, { order }] of this.everWaited) if (order >= mark) this.everWaited.delete(statement)
  }

  /** All that waited once, in order. */
  all(): Waiting[] {
    return [...this.everWaited.values()].toSorted((a, b) => a.order - b.order)
  }

  /**
   * Tries each once, in order: of two that wait for the same thing, the later may build on the earlier. `attempt` adds again
   * what fails again. What waits for a name that nothing has yet is not tried, unless `every` says so. True: some ran.
   */
  async round(
    connection: () => Connection,
    every: boolean,
    attempt: (waiting: Waiting) => Promise<void>,
  ): Promise<boolean> {
    const { waiting } = this
    const nameOf = ({ error }: Waiting): string | null => (every ? null : waitsFor(error))
    const wanted = new Set(waiting.flatMap((one) => nameOf(one) ?? []))
    let existing = await namesThatExist(connection(), wanted)
    let stale = false
    this.waiting = []
    for (const one of waiting) {
      const name = nameOf(one)
      // what ran in this round may have made it
      if (name !== null && !existing.has(name) && stale) {
        existing = await namesThatExist(connection(), wanted)
        stale = false
      }
      if (name !== null && !existing.has(name)) {
        this.waiting.push(one)
        continue
      }
      const before = this.waiting.length
      await attempt(one)
      if (this.waiting.length === before) stale = true
    }
    this.waiting.sort((a, b) => a.order - b.order)
    return this.waiting.length < waiting.length
  }
}
