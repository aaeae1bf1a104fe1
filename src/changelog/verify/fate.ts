// What became of a changeset in the upgrade, in words. Reads what was seen.

import { identity, type Changeset } from '../changelog.ts'
import type { Happened } from '../shadow/shadow-changelog.ts'
import { changesetKey } from '../tracking/ran.ts'
import { isEdited, type Evidence } from './evidence.ts'

/** And why; the end of a sentence that begins with the changeset. */
export function fateOf(changeset: Changeset, evidence: Evidence): string {
  const what = evidence.happened.get(identity(changeset))
  return what ? cameTo(what, changeset, evidence) : whyNotRun(changeset, evidence)
}

function cameTo({ outcome, reason }: Happened, changeset: Changeset, { earlier, codeOf }: Evidence): string {
  const because = reason === null ? '' : `: ${reason}`
  switch (outcome) {
    case 'marked ran':
      return `was marked as run in the upgrade, and did nothing${because}`
    case 'skipped':
      return `was passed over in the upgrade${because}`
    case 'failed':
      return 'failed in the upgrade (failOnError:false)'
    default:
      if (/\bif\s+not\s+exists\b/i.test(codeOf(changeset)))
        return 'ran in the upgrade too, where its IF NOT EXISTS passed over what was there'
      return isChanged(earlier.get(changesetKey(changeset)), changeset)
        ? 'ran in the upgrade too, and does not take back what its earlier text had made'
        : 'ran in the upgrade too, and came to something else there'
  }
}

function whyNotRun(changeset: Changeset, { earlier }: Evidence): string {
  const was = earlier.get(changesetKey(changeset))
  if (!was) return 'is not among what an upgrade runs (contexts, labels, ignore)'
  if (isEdited(was, changeset) && changeset.runOnChange) return 'was not reached by the upgrade'
  if (isEdited(was, changeset))
    return 'had run before with another text, and was edited since: what has run does not run again'
  if (attributesOf(was) !== attributesOf(changeset))
    return 'had run before with other attributes, which are no part of its checksum: it did not run again'
  if (changeset.runOnChange)
    return 'had run before, and did not run again: it is runOnChange, and its text is unchanged'
  return 'had run before, and runs once'
}

const isChanged = (was: Changeset | undefined, is: Changeset): boolean => was !== undefined && isEdited(was, is)

const attributesOf = ({ changes }: Changeset): string => JSON.stringify(changes.map(({ fields }) => fields))
