// A pin: a failure that is known, with its reason. It fails once the failure is gone.

import { expect } from 'vitest'

export interface KnownFailure {
  readonly reason: string
  /** Patterns: each problem must be one of these, and each of these must be met. */
  readonly problems: readonly string[]
  /** Default: all. `PostgreSQL 14`, `PGlite`. */
  readonly engines?: readonly string[]
}

/** `observed`: by pg_dump too; where it is not at hand, what only it can see is not met. */
export function expectOnlyKnown(
  problems: readonly string[],
  known: KnownFailure | undefined,
  { engine, observed }: { readonly engine: string; readonly observed: boolean },
): void {
  if (!known || !(known.engines ?? [engine]).includes(engine)) return expect(problems).toEqual([])
  const patterns = known.problems
    .filter((pattern) => observed || !pattern.includes('pg_dump: '))
    .map((pattern) => new RegExp(pattern))
  expect(problems.filter((problem) => !patterns.some((pattern) => pattern.test(problem)))).toEqual([])
  const mended = patterns.filter((pattern) => !problems.some((problem) => pattern.test(problem)))
  expect(mended, 'these no longer happen: take the pins away').toEqual([])
}
