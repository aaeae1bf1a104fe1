// Formatted SQL: changesets between comment lines that mean something. Line by line, as Liquibase reads it: directives count
// wherever they stand, in a body or a block comment too. Knows nothing of what SQL means.

import { ChangelogError } from '../../errors.ts'
import { trimmed } from '../../trimmed.ts'
import { expand } from '../properties.ts'
import { attempt, report, type ChangelogFile, type Reading } from '../reading.ts'
import type { Includes } from '../requests.ts'
import { changesetAttributes, remarkAttributes } from './changeset-line.ts'
import { finishChangeset } from './changeset.ts'
import { attributeOf, directiveOf, HEADER, type Directive } from './directives.ts'
import { remarkConflictMarker, remarkEarlyLine, remarkNearDirective, remarkQuoted } from './line-remarks.ts'
import { readInclude, readPrecondition, readProperty, readRollbackBlock, skipLines } from './long-directives.ts'
import { preconditionsLine } from './preconditions.ts'
import { placeOf, type FormattedState, type OpenChangeset } from './state.ts'

/** false: the first line says nothing of Liquibase, so the file is SQL and no more. */
export function isFormatted(text: string): boolean {
  const [first = ''] = text.split(/\r\n|\r|\n/).filter((line) => trimmed(line) !== '')
  return HEADER.test(first)
}

export function readFormattedSql(reading: Reading, file: ChangelogFile, text: string, includes: Includes): void {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  const header = lines.findIndex((line) => trimmed(line) !== '')
  const state: FormattedState = {
    reading,
    file,
    includes,
    lines,
    logicalFilePath: attributeOf(lines[header] ?? '', 'logicalFilePath', '\\S*'),
    open: null,
    isUnreadable: false,
    previous: null,
    at: header + 1,
  }
  for (; state.at < lines.length; state.at++) attempt(reading, () => readLine(state, lines[state.at] ?? ''))
  finishOpen(state, true)
}

function readLine(state: FormattedState, line: string): void {
  remarkConflictMarker(state, line)
  const directive = directiveOf(line, state.open !== null)
  const isBeyond = directive !== null && /^(?:include|includeAll|tagDatabase|rollbackSqlFile)$/.test(directive.type)
  if (isBeyond && state.reading.compatibility === 'liquibase') {
    const message = `Liquibase's free edition takes this for a comment, so with its compatibility it does nothing.`
    report(state.reading, 'warning', 'swallowed-comment', placeOf(state), message)
  } else if (directive !== null) return carryOut(state, directive, line)
  if (directive === null) remarkNearDirective(state, line)
  if (HEADER.test(line)) state.logicalFilePath = attributeOf(line, 'logicalFilePath', '\\S*')
  if (state.open) state.open.body.push({ line: state.at + 1, text: line })
  else remarkEarlyLine(state, line)
}

function carryOut(state: FormattedState, directive: Directive, line: string): void {
  const { reading, open } = state
  if (open && directive.type !== 'malformed') open.directives.push({ ...placeOf(state), type: directive.type })
  switch (directive.type) {
    case 'malformed':
      if (directive.form.startsWith('--changeset')) openUnreadable(state)
      throw new ChangelogError(`this line is near a directive but none: write ${directive.form}.`, placeOf(state))
    case 'property':
      return readProperty(state, line)
    case 'ignoreLines':
      return skipLines(state, directive.count)
    case 'include':
    case 'includeAll':
      finishOpen(state, false)
      return readInclude(state, directive.type, directive.text)
    case 'changeset':
      finishOpen(state, false)
      remarkAttributes(reading, placeOf(state), directive.rest)
      state.open = opened(state, directive, line)
      return
  }
  if (!open) {
    if (directive.type === 'comment')
      throw new ChangelogError('a --comment belongs in a changeset, and none begins above it.', placeOf(state))
    return remarkEarlyLine(state, line)
  }
  if (directive.type === 'rollbackBlock') return readRollbackBlock(state, open)
  if (directive.type === 'precondition') return readPrecondition(state, open, directive.name, directive.text)
  addTo(state, open, directive)
}

type InChangeset = Exclude<
  Directive,
  { type: 'malformed' | 'property' | 'ignoreLines' | 'include' | 'includeAll' | 'changeset' | 'rollbackBlock' }
>

function addTo(
  state: FormattedState,
  open: OpenChangeset,
  directive: Exclude<InChangeset, { type: 'precondition' }>,
): void {
  switch (directive.type) {
    case 'comment':
      if (open.comments !== null || (directive.spaced && open.body.some(({ text }) => text.trim() !== '')))
        report(
          state.reading,
          'warning',
          'swallowed-comment',
          placeOf(state),
          'this comment becomes the changeset’s own (COMMENTS) and is not part of its SQL. Write it without the word comment.',
        )
      open.comments = directive.text
      return
    case 'validCheckSum':
      open.validChecksums.push(directive.text)
      return
    case 'rollback':
      open.rollback.push({ line: state.at + 1, text: directive.text, block: false })
      return
    case 'preconditions':
      if (open.preconditions)
        report(
          state.reading,
          'error',
          'wrapped-precondition',
          placeOf(state),
          'this replaces the --preconditions above, and drops every precondition between them.',
        )
      remarkQuoted(state, directive.text)
      open.preconditions = { ...preconditionsLine(directive.text, placeOf(state)), all: [] }
      return
    case 'tagDatabase':
      open.tag = { ...placeOf(state), tag: directive.tag }
      return
    case 'rollbackSqlFile':
      open.rollbackFiles.push({ ...placeOf(state), text: directive.text })
  }
}

/** Properties of its line are filled in as they are known here; those of its SQL when its last line is read. */
function opened(state: FormattedState, { author, id }: { author: string; id: string }, line: string): OpenChangeset {
  const { reading, file } = state
  const attributes = changesetAttributes(line)
  const fill = (text: string): string =>
    expand(reading.properties, { ...placeOf(state), path: file.path }, text, reading.problems)
  const optional = (text: string | null): string | null => (text === null ? null : fill(text))
  return {
    line: state.at + 1,
    author: fill(author),
    id: fill(id),
    attributes: {
      ...attributes,
      contexts: optional(attributes.contexts),
      labels: optional(attributes.labels),
      runWith: optional(attributes.runWith),
      logicalFilePath: optional(attributes.logicalFilePath ?? state.logicalFilePath),
    },
    body: [],
    rollback: [],
    rollbackFiles: [],
    comments: null,
    validChecksums: [],
    preconditions: null,
    tag: null,
    directives: [],
  }
}

/** So that the lines of a changeset that cannot be told are not taken for those of the one above. */
function openUnreadable(state: FormattedState): void {
  finishOpen(state, false)
  state.open = opened(state, { author: '', id: '' }, '')
  state.isUnreadable = true
}

function finishOpen(state: FormattedState, isLast: boolean): void {
  const { open, isUnreadable } = state
  state.open = null
  state.isUnreadable = false
  if (!open || isUnreadable) return
  const finished = attempt(state.reading, () => finishChangeset(state, open, isLast))
  if (!finished) return
  state.reading.changesets.push(finished)
  state.previous = finished.changeset.changes.find(({ type }) => type === 'sql') ?? state.previous
}
