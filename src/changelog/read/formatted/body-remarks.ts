// What is strange about the lines of a changeset of formatted SQL: what a directive cuts through, and what Liquibase would join.
// Says so; changes nothing.

import { endOfBlockComment, endOfDollarQuoted, endOfQuoted, endOfWord, isWordStart } from '../../../source/tokens.ts'
import { report, type Reading } from '../reading.ts'
import type { OpenChangeset } from './state.ts'

/** A directive is one within a dollar quote and a block comment too: its line is gone from there. */
export function remarkDirectives(reading: Reading, open: OpenChangeset): void {
  if (open.directives.length === 0) return
  const spans = unsplitSpans(open.body.map(({ text }) => text).join('\n'))
  let offset = 0
  let line = 0
  let span = 0
  for (const { type, ...place } of open.directives) {
    for (; (open.body[line]?.line ?? Infinity) < place.line; line++) offset += (open.body[line]?.text.length ?? 0) + 1
    while ((spans[span]?.to ?? Infinity) < offset) span++
    const { from = Infinity, within } = spans[span] ?? {}
    if (within === undefined || from >= offset - 1) continue
    const word = type === 'rollbackBlock' ? '/* liquibase rollback' : `--${type}`
    const loss = type === 'changeset' ? 'and the SQL is cut there' : 'and is gone from the SQL'
    const message = `this line within ${within} is read as ${word}, ${loss}. Word it otherwise.`
    report(reading, 'error', 'directive-in-body', place, message)
  }
}

interface Span {
  readonly from: number
  readonly to: number
  readonly within: 'a dollar quote' | 'a block comment'
}

/** In their order; one that is not closed goes on for ever. */
function unsplitSpans(text: string): Span[] {
  const spans: Span[] = []
  for (let at = 0; at < text.length;) {
    const c = text[at] ?? ''
    const isComment = c === '/' && text[at + 1] === '*'
    let end = at + 1
    if (c === '$') end = endOfDollarQuoted(text, at)
    else if (c === "'" || c === '"') end = endOfQuoted(text, at, false)
    else if (isComment) end = endOfBlockComment(text, at)
    else if (c === '-' && text[at + 1] === '-') end = endOfLine(text, at)
    else if (isWordStart(text.charCodeAt(at))) end = endOfWord(text, at)
    const to = end < 0 ? Infinity : end
    if (isComment || c === '$') spans.push({ from: at, to, within: isComment ? 'a block comment' : 'a dollar quote' })
    at = to
  }
  return spans
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start)
  return newline < 0 ? text.length : newline
}

/** The lines of a block stand side by side in Liquibase: a word at a line's end, or a comment, runs into the next. */
export function remarkRollbackBlock(reading: Reading, rollback: OpenChangeset['rollback']): void {
  for (const [i, { text, block, line }] of rollback.entries()) {
    const next = rollback[i + 1]
    if (!block || !next?.block || next.text.trim() === '') continue
    const runsOn = /[\w"]$/.test(text) && /^[\w"]/.test(next.text)
    if (!runsOn && !/--/.test(text)) continue
    const joined = `${text.slice(-20)}${next.text.slice(0, 20)}`
    const own = reading.compatibility === 'liquibase' ? '' : ' Trueup keeps them apart.'
    const message = `Liquibase joins the lines of a rollback block without white space: \`${joined}\`.${own}`
    const file = reading.files.display(reading.open.at(-1) ?? '')
    return report(reading, 'warning', 'joined-rollback', { file, line }, message)
  }
}
