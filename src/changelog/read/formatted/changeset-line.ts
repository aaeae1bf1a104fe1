// The attributes of a `--changeset` line, and what on it is misspelt. A value is what Liquibase's own patterns take, whatever it
// seems to say: the last one counts, and whatever is not `true` is false.

import { nearest } from '../../../config/nearest.ts'
import type { Place } from '../../../source/source-error.ts'
import { report, type Reading } from '../reading.ts'
import { remarkDbms, remarkRunWith } from '../value-remarks.ts'
import { attributeOf, QUOTABLE, writtenAttribute } from './directives.ts'

export interface ChangesetAttributes {
  readonly runOnChange: boolean
  readonly runAlways: boolean
  readonly runInTransaction: boolean
  readonly failOnError: boolean
  readonly splitStatements: boolean
  readonly stripComments: boolean
  readonly endDelimiter: string | null
  readonly rollbackSplitStatements: boolean
  readonly rollbackEndDelimiter: string | null
  readonly contexts: string | null
  readonly labels: string | null
  readonly dbms: string | null
  readonly ignore: boolean
  readonly logicalFilePath: string | null
  readonly runWith: string | null
  /** As Liquibase takes them, from rollbackSplitStatements and rollbackEndDelimiter too. */
  readonly hashed: { readonly splitStatements: boolean; readonly endDelimiter: string | null }
}

export function changesetAttributes(line: string): ChangesetAttributes {
  const isTrue = (name: string, otherwise: boolean, value?: string): boolean => {
    const found = attributeOf(line, name, value)
    return found === null ? otherwise : found.toLowerCase() === 'true'
  }
  return {
    runOnChange: isTrue('runOnChange', false),
    runAlways: isTrue('runAlways', false),
    runInTransaction: isTrue('runInTransaction', true),
    failOnError: isTrue('failOnError', true),
    splitStatements: isTrue('\\bsplitStatements', true),
    stripComments: isTrue('stripComments', true),
    endDelimiter: attributeOf(line, '\\bendDelimiter', '\\S*'),
    rollbackSplitStatements: isTrue('rollbackSplitStatements', true),
    rollbackEndDelimiter: attributeOf(line, 'rollbackEndDelimiter', '\\S*'),
    contexts: attributeOf(line, 'contextFilter', QUOTABLE) ?? attributeOf(line, 'context', QUOTABLE),
    labels: attributeOf(line, 'labels', QUOTABLE),
    dbms: attributeOf(line, 'dbms', '[^,][\\w!,]+'),
    ignore: isTrue('ignore', false, '\\w*'),
    logicalFilePath: attributeOf(line, 'logicalFilePath', '\\S*'),
    runWith: attributeOf(line, 'runWith', '[\\w${}]+'),
    hashed: {
      splitStatements: isTrue('splitStatements', true),
      endDelimiter: writtenAttribute(line, 'endDelimiter', '\\S*'),
    },
  }
}

const BOOLEANS = [
  'runOnChange',
  'runAlways',
  'runInTransaction',
  'failOnError',
  'splitStatements',
  'stripComments',
  'rollbackSplitStatements',
  'ignore',
]
const OTHERS = [
  'endDelimiter',
  'rollbackEndDelimiter',
  'contextFilter',
  'context',
  'labels',
  'dbms',
  'logicalFilePath',
  'runWith',
]
const READ = [...BOOLEANS, ...OTHERS, 'runWithSpoolFile']
/** Of YAML, XML and JSON alone. */
const NOT_READ = ['objectQuotingStrategy', 'created', 'runOrder', 'onValidationFail', 'author', 'id']
const ATTRIBUTE = /^[("]?(\w+):(.*)$/

/** @param rest what follows the id */
export function remarkAttributes(reading: Reading, place: Place, rest: string): void {
  const words = rest.replace(/runWithSpoolFile:.*$/i, '').match(/\w+:"[^"]*"|\S+/g) ?? []
  for (const [i, word] of words.entries()) {
    const attribute = ATTRIBUTE.exec(word)
    if (attribute) remarkAttribute(reading, place, attribute[1] ?? '', attribute[2] ?? '', words[i + 1])
    else if (remarkLeftover(reading, place, word, words[i - 1])) return
  }
}

function remarkAttribute(
  reading: Reading,
  place: Place,
  name: string,
  written: string,
  next: string | undefined,
): void {
  const say = (severity: 'error' | 'warning', rule: 'misspelt-attribute' | 'bad-value', message: string): void =>
    report(reading, severity, rule, place, message)
  const known = READ.find((read) => read.toLowerCase() === name.toLowerCase())
  if (!known) {
    if (NOT_READ.some((read) => read.toLowerCase() === name.toLowerCase()))
      report(reading, 'warning', 'ignored-attribute', place, `${name} means nothing in formatted SQL: it is not read.`)
    else {
      const meant = nearest(name, READ)
      say(
        'error',
        'misspelt-attribute',
        `a changeset has no attribute ${name}.${meant ? ` Did you mean ${meant}?` : ''}`,
      )
    }
    return
  }
  const value = written.replace(/[),]+$/, '')
  if (value === '' && next !== undefined && !ATTRIBUTE.test(next) && known !== 'endDelimiter')
    say('error', 'bad-value', `${name} is empty: no space may stand between ${name}: and its value.`)
  else if (BOOLEANS.includes(known) && !/^(?:true|false)$/i.test(value) && value !== '')
    say('error', 'bad-value', `${name}:${value} means false: only true and false are understood.`)
  else if (known === 'dbms') remarkDbms(reading, place, value)
  else if (known === 'runWith') remarkRunWith(reading, place, value)
}

/** @returns whether it was worth a word */
function remarkLeftover(reading: Reading, place: Place, word: string, before: string | undefined): boolean {
  if (/^[(),-]*$/.test(word)) return false
  const after = /^(?:context|contextFilter|labels|logicalFilePath|endDelimiter):/i.exec(before ?? '')
  if (before !== undefined && after && !before.endsWith(':')) {
    const message = `${before} ends here, so \`${word}\` is not read. Put the whole value in double quotes.`
    report(reading, 'error', 'bad-value', place, message)
  } else if (before === undefined || !before.endsWith(':'))
    report(reading, 'warning', 'misspelt-attribute', place, `\`${word}\` is no attribute: it is not read.`)
  return true
}
