// What is strange about the SQL of a changeset: what Liquibase would cut, join or swallow. Says so; changes nothing.

import type { Place } from '../../source/source-error.ts'
import type { Change } from '../changelog.ts'
import { cutsWithinBody } from '../sql/liquibase-split.ts'
import { withoutComments } from '../sql/strip-comments.ts'
import { report, type Reading } from './reading.ts'

export function remarkSql(reading: Reading, change: Change): void {
  const { content } = change
  if (content === null || content.text === '') return
  if (withoutComments(content.text).trim() === '')
    report(reading, 'warning', 'empty-changeset', change, 'this changeset holds comments and no SQL: it runs nothing.')
  const cut = cutsWithinBody(change)
  if (cut === null) return
  const own =
    reading.compatibility === 'liquibase'
      ? 'so PostgreSQL will refuse the parts'
      : 'which Trueup does not; a run of Liquibase would fail here'
  const message = `Liquibase splits at this semicolon within a dollar quote, ${own}. Add splitStatements:false to the changeset.`
  report(reading, 'warning', 'split-in-body', placeOf(change, cut), message)
}

function placeOf({ content, file, line }: Change, offset: number): Place {
  const before = (content?.text ?? '').slice(0, offset).split('\n').length - 1
  if (content?.file) return { file: content.file, line: before + 1 }
  return { file, line: content?.lines[before] ?? (content?.lines[0] ?? line) + before }
}
