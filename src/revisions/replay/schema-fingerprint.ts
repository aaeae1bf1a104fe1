// The fingerprint of a schema as revisions know it: the same for a database and for the chain replayed in a shadow of its major.
// Owners, privileges, what all databases of a server share, and what is left to the server are not part of it.

import type { Catalog } from '../../catalog/catalog.ts'
import { fingerprint } from '../../catalog/fingerprint.ts'
import type { CatalogObject, Key } from '../../catalog/object.ts'
import { answered } from '../../compare/answered.ts'
import { selectionOf, type SelectionOptions } from '../../compare/selection.ts'
import { isShared, select } from '../../diff/select.ts'
import { withoutCluster } from '../../prove/cluster.ts'

/** What of a state revisions answer for, beside what is left unsaid. */
export const ownPart = (options: SelectionOptions): SelectionOptions => ({
  ...options,
  owners: false,
  privileges: false,
})

/**
 * Hexadecimal sha256.
 * @param catalog without the history table
 * @param options the configuration's selection
 */
export function schemaFingerprint(catalog: Catalog, options: SelectionOptions = {}): string {
  const selection = selectionOf(ownPart(options))
  const selected = withoutCluster(select(catalog, selection))
  const own: Key[] = []
  const objects = new Map<Key, CatalogObject>()
  for (const [key, object] of selected.objects) {
    if (isShared(object, selection)) continue
    own.push(key)
    objects.set(key, object.kind === 'extension' ? { ...object, shape: { ...object.shape, version: null } } : object)
  }
  return fingerprint(answered({ ...selected, objects }, selection, own))
}
