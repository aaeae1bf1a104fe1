// Whether the file HEAD says what the revisions say: it is written with each of them, and edited or merged by hand now and then.

import { headIds } from '../../revisions/files/head.ts'
import type { Project } from './project.ts'

/** For a person; null where HEAD is right, or is not there. */
export function staleHead({ folder }: Project): string | null {
  const { head, revisions, path } = folder
  if (head === null) return null
  const heads = headIds(revisions)
  if (head.toSorted().join(' ') === heads.toSorted().join(' ')) return null
  const lacking = head.filter((id) => !revisions.some((revision) => revision.id === id))
  return lacking.length > 0
    ? `${path}/HEAD names ${lacking.join(', ')}, of which there is no file: was it left out of a commit?`
    : `${path}/HEAD says ${head.join(' ') || 'nothing'}, and the heads are ${heads.join(' ')}: write that there.`
}
