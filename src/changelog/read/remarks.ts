// What is strange about a changelog as a whole: changesets with one identity, names that look misspelt, files that nothing includes.

import { placeText, type Place } from '../../source/source-error.ts'
import type { Changeset } from '../changelog.ts'
import { identity } from '../changelog.ts'
import { expressionFault, mentionedNames } from '../filters/expressions.ts'
import { HEADER } from './formatted/directives.ts'
import { report, type Reading } from './reading.ts'

/** Liquibase refuses them when it validates. */
export function remarkTwins(reading: Reading, changesets: readonly Changeset[]): void {
  const seen = new Map<string, Changeset>()
  for (const changeset of changesets) {
    const name = identity(changeset)
    const first = seen.get(name)
    if (!first) {
      seen.set(name, changeset)
      continue
    }
    const message = `${name} stands in ${placeText(first)} too. Give one of them another id.`
    reading.problems.push({ ...place(changeset), severity: 'error', rule: 'duplicate-identity', message })
  }
}

const place = ({ file, line }: Place): Place => ({ file, line })

/** Each expression once, where it is met first. */
export function remarkExpressions(reading: Reading, changesets: readonly Changeset[]): void {
  const seen = new Set<string>()
  for (const changeset of changesets) {
    for (const expression of changeset.contexts)
      if (!seen.has(expression)) remarkContext(reading, changeset, expression)
    for (const list of changeset.labels) if (!seen.has(list)) remarkLabels(reading, changeset, list)
    for (const text of [...changeset.contexts, ...changeset.labels]) seen.add(text)
  }
}

function remarkContext(reading: Reading, changeset: Changeset, expression: string): void {
  const fault = expressionFault(expression)
  if (!fault) return
  const message = `the context \`${expression}\`: ${fault.message}.`
  report(reading, fault.isUnderstood ? 'warning' : 'error', 'bad-value', changeset, message)
}

/** A changeset's labels are names; expressions over them are the run's. */
function remarkLabels(reading: Reading, changeset: Changeset, list: string): void {
  const odd = list.split(',').find((name) => /[!()]|\s(?:and|or)\s/i.test(name.trim()))
  if (odd === undefined) return
  const message = `the label \`${odd.trim()}\` is one name, and no expression: those are what a run names with --labels.`
  report(reading, 'warning', 'bad-value', changeset, message)
}

/** A context or label that stands once, and is near one that stands more often. */
export function remarkNames(reading: Reading, changesets: readonly Changeset[]): void {
  remarkNear(reading, 'context', changesets, ({ contexts }) => contexts.flatMap(mentionedNames))
  remarkNear(reading, 'label', changesets, ({ labels }) => labels.flatMap((list) => list.split(',')))
}

function remarkNear(
  reading: Reading,
  what: string,
  changesets: readonly Changeset[],
  namesOf: (changeset: Changeset) => readonly string[],
): void {
  const uses = new Map<string, { readonly first: Changeset; count: number }>()
  for (const changeset of changesets)
    for (const name of new Set(namesOf(changeset).map((each) => each.trim().toLowerCase()))) {
      const use = uses.get(name)
      if (use) use.count++
      else uses.set(name, { first: changeset, count: 1 })
    }
  // A number is meant: names that differ in nothing else are not compared, and there may be thousands of them.
  const frequent = new Map<string, string[]>()
  for (const [name, { count }] of uses) {
    if (count < 2) continue
    const alike = frequent.get(withoutNumbers(name)) ?? []
    frequent.set(withoutNumbers(name), alike)
    alike.push(name)
  }
  for (const [name, { first: only, count }] of uses) {
    if (count > 1) continue
    const own = withoutNumbers(name)
    const others = [...frequent].flatMap(([form, alike]) => (form === own ? [] : alike))
    const meant = others.find((other) => isNear(name, other))
    if (meant === undefined) continue
    const message = `the ${what} ${name} stands here alone, and ${meant} elsewhere. Did you mean ${meant}?`
    report(reading, 'warning', 'misspelt-name', only, message)
  }
}

const withoutNumbers = (name: string): string => name.replaceAll(/\d+/g, '')

/** One letter is another one, is missing, is too many, or stands before its neighbour. */
function isNear(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [restA, restB] = [a.slice(start), b.slice(start)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

const LOOKS_LIKE = /\.(?:sql|ya?ml|json|xml)$/i

/** Changelogs in and below the root's folder that were not read. */
export function remarkOrphans(reading: Reading, root: string): void {
  const folder = root.includes('/') ? root.slice(0, root.lastIndexOf('/')) : ''
  const read = new Set([...reading.changelogs, ...reading.resources])
  for (const path of reading.files.list(folder) ?? []) {
    if (read.has(path) || !LOOKS_LIKE.test(path) || /(?:^|\/)\./.test(path)) continue
    const text = reading.files.read(path)?.toString('utf8') ?? ''
    if (!isChangelog(path, text)) continue
    const file = reading.files.display(path)
    const message = 'this is a changelog that no other one includes, so it never runs. Include it, or delete it.'
    report(reading, 'warning', 'not-included', { file, line: 1 }, message)
  }
}

export const isChangelog = (path: string, text: string): boolean =>
  /\.sql$/i.test(path)
    ? HEADER.test(
        text
          .replace(/^\uFEFF/, '')
          .trimStart()
          .split(/\r\n|\r|\n/)[0] ?? '',
      )
    : /\bdatabaseChangeLog\b/.test(text)
