// A plan: ordered statements, grouped into transactions, with the fingerprints of the states that it leads from and to.

import type { Key } from '../catalog/object.ts'
import type { Uncovered } from '../catalog/catalog.ts'
import type { Statement } from '../kinds/kind.ts'

export type Verb = 'create' | 'alter' | 'drop' | 'rename'

/** What a person would name as changed: the table of a column, the view of a comment; and which part of it. */
export interface Subject {
  readonly kind: string
  readonly identity: string
  /** `column email`, `comment of column email`; null: the whole. */
  readonly part: string | null
}

/** A statement with the objects that it changes, the main one first. */
export interface PlannedStatement extends Statement {
  readonly verb: Verb
  readonly objects: readonly Key[]
  /** For people: what the statement is listed under. */
  readonly subject?: Subject
  /** Part of taking an object away only to bring it back whole for the sake of another. */
  readonly rebuilds?: boolean
}

export interface Transaction {
  /** False: one statement that PostgreSQL refuses in a transaction block. */
  readonly transactional: boolean
  readonly statements: readonly PlannedStatement[]
}

export interface Proof {
  readonly status: 'proven' | 'not proven' | 'failed'
  /** Why it is not proven, or what failed; for a person. */
  readonly reason: string | null
  /** Rows that were seeded before and found again after. */
  readonly rowsKept: number
  /** Of a failed proof: the definition itself cannot be had on this server, whatever the plan. */
  readonly definitionFails?: boolean
  /** Statements that some rows stand in the way of, each with PostgreSQL's message: they hold for data without such rows. */
  readonly conditions?: readonly string[]
}

export interface Plan {
  readonly format: 'trueup plan 1'
  /** Fingerprints of the states: sha256 of the compared part of the catalogs. */
  readonly from: string
  readonly to: string
  readonly transactions: readonly Transaction[]
  readonly uncovered: readonly Uncovered[]
  /** For a person: put-off statements, skipped comparisons, likely renames. */
  readonly notes: readonly string[]
  readonly proof: Proof
}
