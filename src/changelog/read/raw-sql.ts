// A file of SQL without Liquibase's header: one changeset, raw, whose author is includeAll.

import { trimmed } from '../trimmed.ts'
import type { Changeset } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { expand } from './properties.ts'
import type { ChangelogFile, Reading } from './reading.ts'

export function readRawSql(reading: Reading, file: ChangelogFile, text: string): void {
  const place = { file: file.display, line: 1 }
  const raw = trimmed(text.replaceAll(/\r\n?/g, '\n'))
  if (raw === '') throw new ChangelogError(`Unable to parse empty file: '${file.display}'.`, place)
  const lines = text.split(/\r\n?|\n/)
  const first = lines.findIndex((line) => trimmed(line) !== '') + 1
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
