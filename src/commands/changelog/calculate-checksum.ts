// trueup changelog calculate-checksum: prints the checksum of a changeset as its files are now. Asks no database.

import { identity, type Changelog, type Changeset } from '../../changelog/changelog.ts'
import { checksum, CURRENT_VERSION } from '../../changelog/run/interpreter.ts'
import { changesetKey } from '../../changelog/tracking/ran.ts'
import { UsageError } from '../../compare/errors.ts'
import type { Call } from '../call.ts'
import { EXIT } from '../exit.ts'
import { deliver } from '../terminal.ts'
import { openChangelog, tellWarnings } from './project.ts'

export async function run(call: Call): Promise<number> {
  const { settings, terminal } = call
  const wanted = wantedOf(call)
  const changelog = openChangelog(call)
  tellWarnings(call, changelog)
  deliver(terminal, `${checksum(found(changelog, wanted), CURRENT_VERSION)}\n`, settings.output)
  return EXIT.same
}

type Identity = Pick<Changeset, 'path' | 'id' | 'author'>

function wantedOf({ settings, arguments: given }: Call): Identity {
  const { changesetId, changesetAuthor, changesetPath } = settings
  const [named = settings.changesetIdentifier, ...rest] = given
  if (named !== undefined && rest.length === 0) {
    const [path, id, author, ...more] = named.split('::')
    if (path && id && author && more.length === 0) return { path, id, author }
  } else if (changesetId && changesetAuthor && changesetPath)
    return { path: changesetPath, id: changesetId, author: changesetAuthor }
  throw new UsageError(
    'changelog calculate-checksum takes one changeset, as path::id::author: trueup changelog calculate-checksum db/changelog.sql::1::ann',
  )
}

function found({ changesets, file }: Changelog, wanted: Identity): Changeset {
  const key = changesetKey(wanted)
  const changeset = changesets.find((one) => changesetKey(one) === key)
  if (changeset) return changeset
  const sameId = changesets.filter(({ id }) => id === wanted.id).slice(0, 3)
  throw new UsageError(
    `${file} has no changeset ${identity(wanted)}` +
      (sameId.length > 0 ? `; it has ${sameId.map(identity).join(', ')}` : ''),
  )
}
