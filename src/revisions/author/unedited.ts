// Places in a script that its author has yet to fill in: `-- EDIT: …`, which a scaffold leaves.

import type { Place } from '../../source/source-error.ts'
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
