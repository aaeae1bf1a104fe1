// A plan as a comment under a pull request: the risks first, then what changes, the SQL folded away.

import type { Plan } from '../plan/plan.ts'
import {
  blocks,
  changesOf,
  factsOf,
  madeBy,
  statementsOf,
  subjectOf,
  type ObjectChange,
  type PartChange,
  tell,
} from './changes.ts'
import { proofSentence, sentence, summarise } from './summary.ts'
import { toSql } from './sql.ts'

/** GitHub refuses a comment of more than 65,536 characters. */
const LIMIT = 60_000

const WORDS = {
  '+': 'create',
  '-': 'drop',
  '~': 'alter',
  '>': 'rename',
  '±': 'drop and make anew',
  '=': 'make again, unchanged',
}

export function toMarkdown(plan: Plan): string {
  const summary = summarise(plan)
  const sections = [
    '### Schema changes',
    `${sentence(summary)}.`,
    risks(plan),
    changes(plan),
    script(plan),
    remarks(plan),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function risks(plan: Plan): string {
  const made = madeBy(plan)
  const told = statementsOf(plan).flatMap((statement) =>
    factsOf(statement, made)
      .filter((fact) => fact.level !== 'cost')
      .map((fact) => ({ ...fact, object: subjectOf(statement) })),
  )
  const lines = (level: string) => [
    ...new Set(told.filter((f) => f.level === level).map((f) => `> - ${name(f.object)}: ${inline(f.text)}`)),
  ]
  const alert = (kind: string, title: string, list: readonly string[]) =>
    list.length > 0 ? [`> [!${kind}]\n> **${title}**\n>\n${list.join('\n')}`] : []
  return [...alert('CAUTION', 'Data is lost', lines('loss')), ...alert('WARNING', 'Mind', lines('risk'))].join('\n\n')
}

function changes(plan: Plan): string {
  const rows = changesOf(plan).flatMap((change) => [wholeRow(change), ...change.parts.filter(isPart).map(partRow)])
  return rows.length > 0 ? ['| | object | change | cost |', '|---|---|---|---|', ...rows].join('\n') : ''
}

const isPart = (part: PartChange): boolean => part.part !== null

function wholeRow(change: ObjectChange): string {
  const own = change.parts.find((part) => part.part === null)
  const what = own ? action(own) : ''
  const blocked = change.sign === '+' ? null : blocks(change.lock)
  const cost = [...(own ? costs(own) : []), ...(blocked ? [`${change.lock}: blocks ${blocked}`] : [])]
  return row(change.sign, `**${escapeInline(change.kind)}** ${code(change.identity)}`, what, cost)
}

const partRow = (part: PartChange): string =>
  row(part.sign, `&emsp;${escapeInline(part.part ?? '')}`, action(part), costs(part))

const action = (part: PartChange): string =>
  part.replaced && part.sign === '~'
    ? 'replace in place'
    : part.details.length > 0
      ? part.details.map(code).join('<br>')
      : WORDS[part.sign]

const costs = (part: PartChange): string[] =>
  part.facts.map((f) => (f.level === 'loss' ? `**${inline(tell(f))}**` : inline(f.text)))

const row = (...cells: [string, string, string, readonly string[]]): string =>
  `| \`${cells[0]}\` | ${cells[1]} | ${cells[2]} | ${cells[3].join('<br>')} |`

function script(plan: Plan): string {
  const sql = toSql(plan)
  if (sql === '') return ''
  const shown = sql.length > LIMIT ? `${sql.slice(0, LIMIT)}\n-- … ${sql.length - LIMIT} more characters\n` : sql
  const fence = '`'.repeat(Math.max(3, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `<details>\n<summary>SQL</summary>\n\n${fence}sql\n${shown}${fence}\n\n</details>`
}

function remarks(plan: Plan): string {
  const proof = proofSentence(plan)
  return [
    ...(proof ? [`- ${inline(proof)}`] : []),
    ...plan.notes.map((note) => `- ${inline(note)}`),
    ...plan.uncovered.map(({ object, reason }) => `- Not covered: ${code(object)} (${inline(reason)})`),
  ].join('\n')
}

const name = (subject: { kind: string; identity: string; part: string | null }): string =>
  `${subject.part ? `${escapeInline(subject.part)} of ` : ''}${escapeInline(subject.kind)} ${code(subject.identity)}`

/** A code span in a table cell: the bar must be escaped even there, and the fence longer than any run inside. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${oneLine(text).replaceAll('|', '\\|')}${space}${fence}`
}

const inline = (text: string): string => escapeInline(oneLine(text))
const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
const escapeInline = (text: string): string =>
  oneLine(text).replace(/[\\`*_[\]<>|#@]/g, (c) => (c === '@' ? '&#64;' : c === '<' ? '&lt;' : `\\${c}`))
