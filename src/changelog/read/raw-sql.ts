// A file of SQL without Liquibase's header: one changeset, raw, whose author is includeAll.

import type { Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { trimmed } from '../trimmed.ts'
import { expand } from './properties.ts'
import { report, type ChangelogFile, type Reading } from './reading.ts'

export function readRawSql(reading: Reading, file: ChangelogFile, text: string): void {
  const place = { file: file.display, line: 1 }
  const raw = trimmed(text.replaceAll(/\r\n?/g, '\n'))
  if (raw === '') throw new ChangelogError(`Unable to parse empty file: '${file.display}'.`, place)
  const lines = text.split(/\r\n?|\n/)
  const first = lines.findIndex((line) => trimmed(line) !== '') + 1
  remarkUnread(reading, file, lines)
  const filled = expand(reading.properties, { ...place, line: first, path: file.path }, raw, reading.problems)
  const changeset: Changeset = {
    ...place,
    id: 'raw',
    author: 'includeAll',
    path: file.path,
    inheritedPath: null,
    comments: '',
    contexts: file.inherited.contexts,
    labels: file.inherited.labels,
    dbms: [],
    ignore: file.inherited.ignore,
    runOnChange: false,
    runAlways: false,
    runInTransaction: true,
    failOnError: true,
    onValidationFail: 'HALT',
    runOrder: null,
    runWith: file.inherited.runWith,
    quoting: 'LEGACY',
    validChecksums: [],
    preconditions: null,
    changes: [
      {
        ...place,
        line: first,
        type: 'sql',
        fields: { splitStatements: false, stripComments: false },
        content: { file: null, bytes: null, lines: [first], raw, text: filled },
      },
    ],
    rollback: null,
    modifySql: [],
    tag: null,
  }
  reading.changesets.push({ changeset, rollbackOf: null })
}

/** Changesets of formatted SQL under no header, or one that is not the first line. */
function remarkUnread(reading: Reading, file: ChangelogFile, lines: readonly string[]): void {
  const first = lines.findIndex((line) => /^\s*--\s*changeset\s+\S+:/i.test(line))
  if (first < 0) return
  const message =
    'the file does not begin with --liquibase formatted sql, so this line is a comment, and the whole file one changeset (raw::includeAll). Make that its first line.'
  report(reading, 'error', 'misspelt-directive', { file: file.display, line: first + 1 }, message)
}
