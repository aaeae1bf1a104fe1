// All objects of one state, and how they depend on each other. Plain data: knows no kind.

import type { CatalogObject, Key } from './object.ts'

/** `from` needs `to`. */
export interface Dependency {
  readonly from: Key
  readonly to: Key
  /** It only decides what comes first: `from` need not go when `to` goes. */
  readonly orderOnly?: true
  /** … and only when it is made: altering and dropping ask for no order. */
  readonly buildOnly?: true
}

/** Something in the database that no kind models, so that no plan will change it. */
export interface Uncovered {
  /** For example `operator class public.box_ops USING gist`. */
  readonly object: string
  readonly reason: string
}

export interface Catalog {
  /** In the order of the list of kinds, then as the server returned them. */
  readonly objects: ReadonlyMap<Key, CatalogObject>
  /** Beyond the parents, which every object names itself. */
  readonly dependencies: readonly Dependency[]
  readonly uncovered: readonly Uncovered[]
  /** The major whose way of printing definitions the shapes hold, 14 to 18. */
  readonly major: number
  /** Where the server is older than that: what a plan is made for. */
  readonly serverMajor?: number
  /** The role that reads, or that loaded the SQL files: what it owns is owned by whoever applies. */
  readonly user: string
  /** A definition leaves things unsaid (owners); a database does not. */
  readonly origin: 'database' | 'definition'
  /** Planner's figures, for gentle paths: bytes on disk of each table and materialized view that has any rows. */
  readonly bytes: ReadonlyMap<Key, number>
}
