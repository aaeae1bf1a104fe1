// What repeatable files make of what the revisions make. Shapes alone.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Key } from '../../catalog/object.ts'
import type { Runnable } from './order.ts'

export interface Unit extends Runnable {
  /** What is other once it has run; with all parts of these. */
  readonly keys: ReadonlySet<Key>
}

export interface Made {
  /** What the revisions make. */
  readonly base: Catalog
  /** What is there with the repeatable files. */
  readonly whole: Catalog
  /** In the order in which they run. */
  readonly units: readonly Unit[]
}
