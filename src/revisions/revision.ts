// What a revision is: one migration, with its place among the others. Files hold them (files/), a graph orders them (graph/),
// a database's history says which of them it has (history/). Shapes alone: nothing here reads or runs anything.

import type { Place } from '../source/source-error.ts'
import type { SqlStatement } from '../source/sql-statement.ts'

/** A revision as its files say it. Its identity is the id; its file may be renamed at any time. */
export interface Revision {
  /** `3f9c1a7be2d4`; any text without white space and without `@`, `-`, `+`, `:` and `,`. */
  readonly id: string
  /** Ids. None: a base. Several: a merge. */
  readonly parents: readonly string[]
  /** Ids or labels of revisions elsewhere in the graph that must be there first. */
  readonly dependsOn: readonly string[]
  /** Names of the branch that begins here. */
  readonly labels: readonly string[]
  readonly message: string
  /** What the schema is before and after, by the engine's fingerprint; null: not said, so not held against the database. */
  readonly schema: SchemaStep | null
  /** Why there is no way down; null: there is one, if it has a down script. */
  readonly irreversible: string | null
  /** Ids that this one was folded from: a database that has all of them has it. */
  readonly replaces: readonly string[]
  /** How long a statement may wait for its lock, in milliseconds; null: as the run says. */
  readonly lockTimeoutMs: number | null
  readonly up: Script
  readonly down: Script | null
}

export interface SchemaStep {
  /** Hexadecimal sha256, owners and privileges left out. */
  readonly before: string
  readonly after: string
  /** The PostgreSQL major whose definitions were fingerprinted: others print some of them otherwise. */
  readonly major: number
}

/** One SQL file, in the order in which it runs. */
export interface Script {
  /** For people: relative to the working directory. */
  readonly file: string
  /** The whole file: without a byte order mark, line ends as LF. */
  readonly text: string
  /** Where the body begins in `text`, after the header. */
  readonly bodyOffset: number
  /** Hexadecimal sha256 of the body: LF, white space at line ends and at the end trimmed, the header left out. */
  readonly checksum: string
  readonly segments: readonly Segment[]
  /** What the script's header says it loses; null: nothing that it knows of. */
  readonly losesData: string | null
}

/** Statements that share a transaction; or that run in none, each on its own. */
export interface Segment {
  readonly transactional: boolean
  readonly steps: readonly Step[]
}

/** What a script runs: SQL, or a program of the user's that is given the session. */
export type Step = ({ readonly statement: SqlStatement } | { readonly program: ProgramStep }) & {
  /** `-- @resume again` above it: where it was interrupted outside of a transaction, running it again does no harm. */
  readonly resume?: 'again'
}

/** `-- @run backfill.ts`: its default export is called with the session. The path is relative to the script. */
export interface ProgramStep extends Place {
  readonly path: string
}

/** A file that defines views, functions, triggers: it runs again whenever what it defines differs from the database. */
export interface Repeatable {
  /** Its path within `repeatable/`, without `.sql`. */
  readonly name: string
  readonly script: Script
}

/** A folder of revisions as it was read. */
export interface RevisionFolder {
  readonly path: string
  /** By file name. */
  readonly revisions: readonly Revision[]
  readonly repeatables: readonly Repeatable[]
  /** What others were folded from, in `squashed/`: for databases that have a part of it. No part of the graph. */
  readonly squashed: readonly Revision[]
  /** What the one-line file HEAD says, so that two branches conflict in git; null: there is none. */
  readonly head: readonly string[] | null
}

/** Which way a script leads. */
export type Direction = 'upgrade' | 'downgrade'
