// Places in a script that its author has yet to fill in: `-- EDIT: …`, which a scaffold leaves.

import { placeText, type Place } from '../../source/source-error.ts'
import { RevisionError } from '../errors.ts'
import type { Script } from '../revision.ts'

export interface Unedited extends Place {
  /** What is to be said there. */
  readonly what: string
}

const MARK = /--\s*EDIT:\s*(.*?)\s*$/

/** A script is not to be run on a database as long as there is one. */
export function unedited({ text, file, bodyOffset }: Script): readonly Unedited[] {
  const header = text.slice(0, bodyOffset).split('\n').length - 1
  return text
    .slice(bodyOffset)
    .split('\n')
    .flatMap((line, index) => {
      const what = MARK.exec(line)?.[1]
      return what === undefined ? [] : [{ file, line: header + index + 1, what }]
    })
}

/** Before anything runs on a database. */
export function refuseUnedited(scripts: readonly Script[]): void {
  const places = scripts.flatMap(unedited)
  if (places.length === 0) return
  throw new RevisionError(
    `Nothing was run, since ${places.length === 1 ? 'a place is' : `${places.length} places are`} yet to be filled in. Write there what is meant, and take the mark away:\n` +
      places.map((place) => `  ${placeText(place)}: -- EDIT: ${place.what}`).join('\n'),
  )
}
