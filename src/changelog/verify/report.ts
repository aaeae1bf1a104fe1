// What verify found, for a person and for a program. Decides nothing.

import { toSql } from '../../output/sql.ts'
import type { Plan } from '../../plan/plan.ts'
import { placeText } from '../../source/source-error.ts'
import { suspectText, type Difference, type Suspect } from './blame.ts'
import type { VerifiedChangelog } from './verify.ts'

export type ReportFormat = 'text' | 'json' | 'markdown'

export const report = (found: VerifiedChangelog, format: ReportFormat): string =>
  format === 'json' ? `${JSON.stringify(plain(found), null, 2)}\n` : written(found, format === 'text' ? TEXT : MARKDOWN)

interface Style {
  heading(text: string): string
  item(texts: readonly string[], details: readonly string[]): string
  sql(text: string): string
  /** What PostgreSQL said, with the place in the text. */
  said(text: string): string
}

const TEXT: Style = {
  heading: (text) => `\n${text}:\n`,
  item: (texts, details) =>
    [...texts.flatMap((one) => indented(one, '  ')), ...details.flatMap((one) => indented(one, '      '))].join('\n') +
    '\n',
  sql: (text) => `${indented(text.trim(), '  ').join('\n')}\n`,
  said: (text) => `${indented(text, '  ').join('\n')}\n`,
}

const MARKDOWN: Style = {
  heading: (text) => `\n### ${text}\n\n`,
  item: (texts, details) =>
    [...texts.flatMap((one) => indented(one, '- ')), ...details.flatMap((one) => indented(one, '  - '))].join('\n') +
    '\n',
  sql: (text) => `\`\`\`sql\n${text.trim()}\n\`\`\`\n`,
  said: (text) => `\`\`\`\n${text.trim()}\n\`\`\`\n\n`,
}

const indented = (text: string, by: string): string[] => {
  const [first, ...others] = text.split('\n')
  return [`${by}${first}`, ...others.map((line) => (line === '' ? '' : `${' '.repeat(by.length)}${line}`))]
}

function written(found: VerifiedChangelog, style: Style): string {
  const { failure, differences, mend, fromDefinition, remarks } = found
  // What was dropped and is a difference has been told.
  const told = new Set(differences.map(({ droppedBy }) => droppedBy?.identity))
  const others = remarks.filter(({ rule, identity }) => rule !== 'not-made-again' || !told.has(identity))
  return [
    `${headline(found)}\n`,
    ...(failure ? [style.heading('The upgrade fails'), style.said(failure.message)] : []),
    ...(failure?.hints ?? []).map((hint) => style.item([hint], [])),
    ...(differences.length > 0 ? [style.heading('An upgraded database differs from a fresh one')] : []),
    ...grouped(differences).map(({ texts, details }) => style.item(texts, details)),
    ...(differences.length > 0 && mend
      ? [style.heading('What would mend it, and `trueup changelog add` writes as a changeset'), style.sql(sqlOf(mend))]
      : []),
    ...(fromDefinition && fromDefinition.differences.length > 0
      ? [
          style.heading('The files do not lead to the definition'),
          ...fromDefinition.differences.map((line) => style.item([line], [])),
          style.heading('What leads there'),
          style.sql(sqlOf(fromDefinition.plan)),
        ]
      : []),
    ...(others.length > 0 ? [style.heading('To be looked at')] : []),
    ...others.map((one) => style.item([`${one.identity} (${placeText(one)}) ${one.message}`], one.details ?? [])),
  ].join('')
}

const MOST_OF_A_GROUP = 12

/** Those of which the same is to be said. */
function grouped(differences: readonly Difference[]): { readonly texts: string[]; readonly details: string[] }[] {
  const groups = new Map<string, { texts: string[]; details: string[] }>()
  for (const one of differences) {
    const details = detailsOf(one)
    const group = groups.get(details.join('\n')) ?? { texts: [], details }
    groups.set(details.join('\n'), group)
    group.texts.push(one.parts > 0 ? `${one.text} (with ${parts(one.parts)})` : one.text)
  }
  return [...groups.values()].map(({ texts, details }) => {
    const shown = texts.slice(0, MOST_OF_A_GROUP)
    const more = texts.length - shown.length
    return { texts: more > 0 ? [...shown, `… and ${more} more (--format json has all)`] : shown, details }
  })
}

const parts = (count: number): string => (count === 1 ? '1 part' : `${count} parts`)

const sqlOf = (plan: Plan): string => toSql({ ...plan, notes: [] })

function headline({ earlier, happened, failure, differences, fromDefinition }: VerifiedChangelog): string {
  const of = (...outcomes: string[]): number =>
    [...happened.values()].filter(({ outcome }) => outcomes.includes(outcome)).length
  const marked = of('marked ran', 'skipped')
  const ran = `${of('executed', 'reran')} ran${marked > 0 ? `, ${marked} did nothing (preconditions)` : ''}`
  const [isEqual, leads] = [differences.length === 0, fromDefinition?.differences.length === 0]
  const result =
    failure !== null
      ? 'it fails'
      : isEqual
        ? 'it comes to the same as a fresh database'
        : `it comes to something else than a fresh database: ${differences.length === 1 ? '1 difference' : `${differences.length} differences`}`
  const definition =
    fromDefinition === null ? '' : leads ? '; the definition is the same' : '; the definition is another'
  return `Upgrade from ${earlier.revision} (${earlier.commit.slice(0, 10)}, ${earlier.why}), ${ran}: ${result}${definition}.`
}

function detailsOf({ blame, fresh, upgraded, passedOver }: Difference): string[] {
  const isOther = (one: { readonly identity: string } | null): boolean =>
    one !== null && one.identity !== blame?.identity
  return [
    ...(blame ? [`blame ${suspectText(blame)}`] : ['no changeset can be told']),
    ...(fresh && isOther(fresh) ? [`in a fresh database it is of ${fresh.identity} (${placeText(fresh)})`] : []),
    ...(upgraded && isOther(upgraded)
      ? [`in the upgraded one it is of ${upgraded.identity} (${placeText(upgraded)})`]
      : []),
    ...passedOver.filter(isOther).map((one: Suspect) => suspectText(one)),
  ]
}

const plain = ({ happened, mend, fromDefinition, ...rest }: VerifiedChangelog) => ({
  ...rest,
  upgrade: [...happened].map(([identity, what]) => ({ identity, ...what })),
  mend: mend && sqlOf(mend),
  fromDefinition: fromDefinition && { differences: fromDefinition.differences, sql: sqlOf(fromDefinition.plan) },
})
