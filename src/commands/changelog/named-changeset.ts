// A changeset as a command names it: path::id::author, or Liquibase's three options.

import { identity, type Changelog, type Changeset } from '../../changelog/changelog.ts'
import { changesetKey } from '../../changelog/tracking/ran.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'

type Identity = Pick<Changeset, 'path' | 'id' | 'author'>

/** Null: none is named. */
export function namedChangeset(
  { command, settings }: Pick<Call, 'command' | 'settings'>,
  named = settings.changesetIdentifier,
): Identity | null {
  const { changesetId: id, changesetAuthor: author, changesetPath: path } = settings
  if (named === undefined) {
    if (id && author && path) return { path, id, author }
    if (!id && !author && !path) return null
  }
  const [first, second, third, ...more] = named?.split('::') ?? []
  if (first && second && third && more.length === 0) return { path: first, id: second, author: third }
  throw new UsageError(
    `${command} takes one changeset, as path::id::author: trueup ${command} --changeset-identifier db/changelog.sql::1::ann`,
  )
}

export function changesetNamed({ changesets, file }: Changelog, wanted: Identity): Changeset {
  const key = changesetKey(wanted)
  const changeset = changesets.find((one) => changesetKey(one) === key)
  if (changeset) return changeset
  const sameId = changesets.filter(({ id }) => id === wanted.id).slice(0, 3)
  throw new UsageError(
    `${file} has no changeset ${identity(wanted)}` +
      (sameId.length > 0 ? `; it has ${sameId.map(identity).join(', ')}` : ''),
  )
}
