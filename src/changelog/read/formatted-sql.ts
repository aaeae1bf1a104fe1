// Formatted SQL: changesets between comment lines that mean something. Line by line, as Liquibase reads it: directives count
// wherever they stand, in a body or a block comment too. Knows nothing of what SQL means.

import type { Change, Precondition, Preconditions } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { trimmed } from '../trimmed.ts'
import {
  attributeOf,
  BLOCK_END,
  directiveOf,
  HEADER,
  nearDirective,
  QUOTABLE,
  spoiltDirective,
  WORD,
  type Directive,
} from './directives.ts'
import { finishChangeset } from './formatted-changeset.ts'
import { preconditionLine, preconditionsLine } from './formatted-preconditions.ts'
import type { OpenChangeset } from './open-changeset.ts'
import { defineProperty, expand, propertyValue } from './properties.ts'
import { attempt, report, type ChangelogFile, type Reading } from './reading.ts'
import type { Includes } from './requests.ts'
import { changesetAttributes, remarkAttributes } from './changeset-line.ts'

interface State {
  readonly reading: Reading
  readonly file: ChangelogFile
  readonly includes: Includes
  readonly lines: readonly string[]
  /** Of the last header line: one within a body counts too. */
  logicalFilePath: string | null
  /** The changeset whose lines are being read. */
  open: OpenChangeset | null
  /** Its line is malformed, so it comes to nothing. */
  isUnreadable: boolean
  /** The SQL of the last one that was finished. */
  previous: Change | null
  /** The line that is being read, from 0. */
  at: number
}

/** false: the first line says nothing of Liquibase, so the file is SQL and no more. */
export function isFormatted(text: string): boolean {
  const [first = ''] = text.split(/\r\n|\r|\n/).filter((line) => trimmed(line) !== '')
  return HEADER.test(first)
}

export function readFormattedSql(reading: Reading, file: ChangelogFile, text: string, includes: Includes): void {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  const header = lines.findIndex((line) => trimmed(line) !== '')
  const state: State = {
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

const placeOf = ({ file, at }: State) => ({ file: file.display, line: at + 1 })

/** What git leaves where two branches do not merge. */
const CONFLICT_MARKER = /^(?:<{7}|>{7}) \S/

function readLine(state: State, line: string): void {
  if (CONFLICT_MARKER.test(line)) {
    const message = `a merge left its marker here (${line.slice(0, 7)}): choose what is to stay, and take the markers away.`
    report(state.reading, 'error', 'conflict-marker', placeOf(state), message)
  }
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

function carryOut(state: State, directive: Directive, line: string): void {
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

function addTo(state: State, open: OpenChangeset, directive: Exclude<InChangeset, { type: 'precondition' }>): void {
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

/** onFail:"WARN" is HALT to Liquibase. */
function remarkQuoted(state: State, text: string): void {
  const [written] = /\b(?:onFail|onError|onSqlOutput|onUpdateSQL):["']\S*/i.exec(text) ?? []
  if (written === undefined) return
  const message = `${written} has quotes, so it is not read, and HALT or IGNORE counts. Write it without them.`
  report(state.reading, 'error', 'bad-value', placeOf(state), message)
}

/** Properties of its line are filled in as they are known here; those of its SQL when its last line is read. */
function opened(state: State, { author, id }: { author: string; id: string }, line: string): OpenChangeset {
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
function openUnreadable(state: State): void {
  finishOpen(state, false)
  state.open = opened(state, { author: '', id: '' }, '')
  state.isUnreadable = true
}

function finishOpen(state: State, isLast: boolean): void {
  const { open, isUnreadable } = state
  state.open = null
  state.isUnreadable = false
  if (!open || isUnreadable) return
  const finished = attempt(state.reading, () => finishChangeset(state, open, isLast))
  if (!finished) return
  state.reading.changesets.push(finished)
  state.previous = finished.changeset.changes.find(({ type }) => type === 'sql') ?? state.previous
}

function remarkNearDirective(state: State, line: string): void {
  const spoilt = spoiltDirective(line)
  if (spoilt) {
    const what = spoilt.type === 'malformed' ? spoilt.form : `--${spoilt.type}`
    const message = `white space that is no plain space (U+00A0, say) makes this line a comment, and no ${what}. Type the spaces anew.`
    return report(state.reading, 'error', 'misspelt-directive', placeOf(state), message)
  }
  const near = nearDirective(line)
  if (!near) return
  const message = `\`${near.written}\` is a comment. Did you mean ${near.meant}?`
  report(state.reading, 'warning', 'misspelt-directive', placeOf(state), message)
}

function remarkEarlyLine(state: State, line: string): void {
  const isRemark = /^\s*(?:$|--(?!\s*(?:rollback|validCheckSum|preconditions?)\b))/i.test(line)
  if (isRemark) return
  const message = 'this stands before the first changeset, so it never runs. Put a --changeset line above it.'
  report(state.reading, 'error', 'before-first-changeset', placeOf(state), message)
}

function readProperty(state: State, line: string): void {
  const { reading, file } = state
  const value = (name: string, pattern: string): string | null => attributeOf(line, `\\s${name}`, `\\s*(?:${pattern})`)
  const name = value('name', '\\S+')?.trim()
  const text = value('value', '\\S+')?.trim()
  if (name === undefined || text === undefined) {
    const message = 'a property needs both, or it is none: --property name:<name> value:<value>'
    return report(reading, 'error', 'bad-value', placeOf(state), message)
  }
  defineProperty(reading.properties, file.path, {
    name,
    value: text,
    contexts: value('contextFilter', QUOTABLE)?.trim() ?? value('context', QUOTABLE)?.trim() ?? null,
    labels: value('labels', QUOTABLE)?.trim() ?? null,
    dbms: value('dbms', WORD)?.trim() ?? null,
    global: (value('global', '\\w+')?.trim() ?? 'true').toLowerCase() === 'true',
  })
}

function skipLines(state: State, count: string): void {
  if (/^\d+$/.test(count)) {
    state.at += Number(count)
    return
  }
  if (count.toLowerCase() !== 'start')
    throw new ChangelogError(`ignoreLines takes a number of lines, or start and end: not ${count}.`, placeOf(state))
  const start = placeOf(state)
  const end = state.lines.findIndex((line, i) => i > state.at && /^--\s*ignoreLines:(\w+)$/i.exec(line)?.[1] === 'end')
  if (end < 0) {
    const message = 'no --ignoreLines:end follows, so nothing below this line is read.'
    report(state.reading, 'error', 'bad-value', start, message)
  }
  state.at = end < 0 ? state.lines.length : end
}

function readRollbackBlock(state: State, open: OpenChangeset): void {
  const start = placeOf(state)
  for (state.at++; state.at < state.lines.length; state.at++) {
    const line = state.lines[state.at] ?? ''
    const end = BLOCK_END.exec(line)
    open.rollback.push({ line: state.at + 1, text: end ? (end[1] ?? '') : line, block: true })
    if (end) return
  }
  throw new ChangelogError('Liquibase rollback comment is not closed. Put */ at the end of its last line.', start)
}

/** A line that ends in a backslash goes on in the next comment line: Liquibase refuses it loudly. */
function readPrecondition(state: State, open: OpenChangeset, name: string, first: string): void {
  const place = placeOf(state)
  const { reading, file } = state
  let text = first
  for (; /\\\s*$/.test(text); state.at++) {
    const next = /^\s*--\s?(.*)$/.exec(state.lines[state.at + 1] ?? '')
    if (!next) throw new ChangelogError('no comment line follows the backslash that ends this one.', place)
    text = `${text.replace(/\s*\\\s*$/, '')} ${(next[1] ?? '').trim()}`
  }
  const filled = expand(reading.properties, { ...place, path: file.path }, text, reading.problems)
  const precondition = preconditionLine(name.toLowerCase(), filled, {
    place,
    quoting: 'LEGACY',
    definesProperty: (property, value) => {
      const found = propertyValue(reading.properties, file.path, property)
      return found !== null && (value === null || found === value)
    },
  })
  remarkWrapped(state, precondition)
  const container: Preconditions = open.preconditions ?? { ...preconditionsLine('', place), all: [] }
  open.preconditions = { ...container, all: [...container.all, precondition] }
}

const GOES_ON =
  /^\s*--\s*(?:(?:and|or|from|where|join|having|select|union|limit|(?:left|inner|cross) join|(?:group|order) by)\b|\))/i

/** SQL that goes on in the comment below is not read: only the first line is checked. */
function remarkWrapped(state: State, precondition: Precondition): void {
  const next = state.lines[state.at + 1] ?? ''
  if (precondition.type !== 'sqlCheck' || !/^\s*--/.test(next) || directiveOf(next, true)) return
  const bare = precondition.sql.replaceAll(/'[^']*'/g, '')
  if (bare.split('(').length <= bare.split(')').length && !GOES_ON.test(next)) return
  report(
    state.reading,
    'warning',
    'wrapped-precondition',
    { file: state.file.display, line: state.at + 2 },
    `the precondition above seems to go on here, but only its first line is read: \`${precondition.sql}\`. Put it on one line, or end each line but the last with a backslash.`,
  )
}

function readInclude(state: State, type: 'include' | 'includeAll', line: string): void {
  finishOpen(state, false)
  const { reading, file, includes } = state
  const place = placeOf(state)
  const value = (name: string): string | null => {
    const found = attributeOf(` ${line}`, `\\s${name}`, '"[^"]*"|\\S+')
    return found === null ? null : expand(reading.properties, { ...place, path: file.path }, found, reading.problems)
  }
  const isTrue = (name: string, otherwise: boolean): boolean =>
    (value(name) ?? String(otherwise)).toLowerCase() === 'true'
  const shared = {
    place,
    from: file,
    relativeToChangelogFile: isTrue('relativeToChangelogFile', false),
    contexts: value('contextFilter') ?? value('context'),
    labels: value('labels'),
    ignore: isTrue('ignore', false),
    logicalFilePath: value('logicalFilePath'),
    runWith: file.inherited.runWith,
  }
  if (type === 'include')
    includes.include({ ...shared, file: value('file') ?? '', errorIfMissing: isTrue('errorIfMissing', true) })
  else
    includes.includeAll({
      ...shared,
      path: value('path') ?? '',
      errorIfMissingOrEmpty: isTrue('errorIfMissingOrEmpty', true),
      endsWithFilter: value('endsWithFilter'),
      minDepth: Number(value('minDepth') ?? 0),
      maxDepth: Number(value('maxDepth') ?? Number.MAX_SAFE_INTEGER),
      filter: null,
      resourceComparator: null,
    })
}
