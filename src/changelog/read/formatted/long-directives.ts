// The directives of formatted SQL that say more than a word: with attributes, over several lines, or about lines to come.

import type { Preconditions } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import { defineProperty, expand, propertyValue } from '../properties.ts'
import { report } from '../reading.ts'
import { attributeOf, BLOCK_END, QUOTABLE, WORD } from './directives.ts'
import { remarkWrapped } from './line-remarks.ts'
import { preconditionLine, preconditionsLine } from './preconditions.ts'
import { placeOf, type FormattedState, type OpenChangeset } from './state.ts'

export function readProperty(state: FormattedState, line: string): void {
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

export function skipLines(state: FormattedState, count: string): void {
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

export function readRollbackBlock(state: FormattedState, open: OpenChangeset): void {
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
export function readPrecondition(state: FormattedState, open: OpenChangeset, name: string, first: string): void {
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

export function readInclude(state: FormattedState, type: 'include' | 'includeAll', line: string): void {
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
