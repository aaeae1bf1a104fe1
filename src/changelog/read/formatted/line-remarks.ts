// What is strange about a line of formatted SQL: what is nearly a directive, stands where nothing reads it, or goes on unread.
// Says so; changes nothing.

import type { Precondition } from '../../changelog.ts'
import { report } from '../reading.ts'
import { directiveOf, nearDirective, spoiltDirective } from './directives.ts'
import { placeOf, type FormattedState } from './state.ts'

/** What git leaves where two branches do not merge. */
const CONFLICT_MARKER = /^(?:<{7}|>{7}) \S/

export function remarkConflictMarker(state: FormattedState, line: string): void {
  if (!CONFLICT_MARKER.test(line)) return
  const message = `a merge left its marker here (${line.slice(0, 7)}): choose what is to stay, and take the markers away.`
  report(state.reading, 'error', 'conflict-marker', placeOf(state), message)
}

/** onFail:"WARN" is HALT to Liquibase. */
export function remarkQuoted(state: FormattedState, text: string): void {
  const [written] = /\b(?:onFail|onError|onSqlOutput|onUpdateSQL):["']\S*/i.exec(text) ?? []
  if (written === undefined) return
  const message = `${written} has quotes, so it is not read, and HALT or IGNORE counts. Write it without them.`
  report(state.reading, 'error', 'bad-value', placeOf(state), message)
}

export function remarkNearDirective(state: FormattedState, line: string): void {
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

export function remarkEarlyLine(state: FormattedState, line: string): void {
  const isRemark = /^\s*(?:$|--(?!\s*(?:rollback|validCheckSum|preconditions?)\b))/i.test(line)
  if (isRemark) return
  const message = 'this stands before the first changeset, so it never runs. Put a --changeset line above it.'
  report(state.reading, 'error', 'before-first-changeset', placeOf(state), message)
}

const GOES_ON =
  /^\s*--\s*(?:(?:and|or|from|where|join|having|select|union|limit|(?:left|inner|cross) join|(?:group|order) by)\b|\))/i

/** SQL that goes on in the comment below is not read: only the first line is checked. */
export function remarkWrapped(state: FormattedState, precondition: Precondition): void {
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
