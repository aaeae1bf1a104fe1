// Two states in like form. PostgreSQL's majors print the same definition in different words, so states of different majors are
// compared in the words of one: the other is copied into a shadow of that major and read there.

import type { Catalog } from '../catalog/catalog.ts'
import { availableMajors } from '../shadow/binaries.ts'
import { openCopy, type CopyOptions } from './copy.ts'

/** @throws CopyError where the one to copy holds what the other major, or the shadow, does not have */
export async function inLikeForm(
  current: Catalog,
  desired: Catalog,
  options: CopyOptions = {},
): Promise<[current: Catalog, desired: Catalog]> {
  if (current.major === desired.major) return [current, desired]
  // A given server has the one major that it has.
  const isAtHand =
    options.server === undefined && (await availableMajors()).some(({ major }) => major === current.major)
  return isAtHand
    ? [current, await translated(desired, current.major, options)]
    : [await translated(current, desired.major, options), desired]
}

/** The same state in the words of another major. */
export async function translated(state: Catalog, major: number, options: CopyOptions): Promise<Catalog> {
  const copy = await openCopy(state, { ...options, major })
  try {
    const { origin, user, bytes, uncovered } = state
    return { ...copy.catalog, origin, user, bytes, uncovered }
  } finally {
    await copy.close()
  }
}
