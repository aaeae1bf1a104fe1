// A plan for a person at a terminal: what changes, object by object, and what it costs.

import { createColors } from 'picocolors'
import type { Plan } from '../plan/plan.ts'
import { blocks, changesOf, type Fact, type ObjectChange, type PartChange, type Sign, tell } from './changes.ts'
import { plural, proofSentence, sentence, summarise } from './summary.ts'

type Colours = ReturnType<typeof createColors>

/** Widest line of prose; SQL is never broken. */
const WIDTH = 100

export function toText(plan: Plan, options: { colour?: boolean; quiet?: boolean } = {}): string {
  const colours = createColors(options.colour ?? false)
  const changes = changesOf(plan).map((change) => objectText(change, colours))
  return `${spaced([...changes, closing(plan, colours, options.quiet ?? false)])}\n`
}

/** An empty line around whatever takes several. */
const spaced = (blocks: readonly string[]): string =>
  blocks.reduce((text, block, index) => {
    const isClose = !block.includes('\n') && !blocks[index - 1]?.includes('\n') && index < blocks.length - 1
    return `${text}${isClose ? '\n' : '\n\n'}${block}`
  })

/** A routine may have dozens of arguments. */
const shortened = (identity: string): string =>
  identity.length > WIDTH - 20 ? `${identity.slice(0, WIDTH - 20)}…` : identity

function objectText(change: ObjectChange, colours: Colours): string {
  const { sign, kind, identity } = change
  const lock = blocks(change.lock) && sign !== '+' ? colours.dim(`  ${change.lock}`) : ''
  const own = change.parts.find((part) => part.part === null)
  const name = `${kind ? `${kind} ` : ''}${colours.bold(shortened(identity))}`
  const title = `${paint(sign, colours)} ${name}${meaning(sign, own?.replaced ?? false, colours)}${lock}`
  return [title, ...partLines(change, colours)].join('\n')
}

/** Parts that only share their whole's fate are told in one breath. */
function partLines(change: ObjectChange, colours: Colours): string[] {
  const listed = change.parts.filter((part) => part.part !== null && tagsAlong(part, change))
  const shown = change.parts.filter((part) => !listed.includes(part))
  const detailed = shown.filter((part) => part.details.length > 0)
  const width = Math.min(32, Math.max(0, ...detailed.map((part) => part.part?.length ?? 0)))
  const lines = shown.flatMap((part) => partText(part, width, colours))
  const along = listed.map((part) => part.part).join(', ')
  if (along) lines.push(...wrap(`with ${along}`, 4).map(colours.dim))
  return lines
}

const tagsAlong = (part: PartChange, change: ObjectChange): boolean =>
  part.sign === change.sign && '+-='.includes(part.sign) && part.facts.length === 0

function partText(part: PartChange, width: number, colours: Colours): string[] {
  const facts = part.facts.flatMap((fact) =>
    wrap(tell(fact), part.part === null ? 4 : 8).map((line) => factText(fact, line, colours)),
  )
  if (part.part === null) return [...part.details.map((detail) => `    ${detail}`), ...facts]
  const head = `    ${paint(part.sign, colours)} ${part.part}`
  const [first, ...rest] = part.details
  if (first === undefined) return [`${head}${meaning(part.sign, part.replaced, colours)}`, ...facts]
  const gap = ' '.repeat(Math.max(0, width - part.part.length))
  const indent = ' '.repeat(Math.max(width, part.part.length) + 8)
  return [`${head}${gap}  ${first}`, ...rest.map((detail) => `${indent}${detail}`), ...facts]
}

function factText(fact: Fact, line: string, colours: Colours): string {
  if (fact.level === 'loss') return colours.red(line)
  return fact.level === 'risk' ? colours.yellow(line) : colours.dim(line)
}

function paint(sign: Sign, colours: Colours): string {
  if (sign === '+') return colours.green(sign)
  if (sign === '-') return colours.red(sign)
  if (sign === '=') return colours.dim(sign)
  return sign === '>' ? colours.cyan(sign) : colours.yellow(sign)
}

function meaning(sign: Sign, replaced: boolean, colours: Colours): string {
  if (sign === '~' && replaced) return colours.dim('  replaced in place')
  if (sign === '=') return colours.dim('  made again, unchanged')
  return sign === '±' ? colours.dim('  dropped and made anew') : ''
}

function closing(plan: Plan, colours: Colours, quiet: boolean): string {
  const summary = summarise(plan)
  const lines = [colours.bold(sentence(summary))]
  const blocked = blocks(summary.strongestLock)
  if (blocked) lines.push(`Takes ${summary.strongestLock}, which blocks ${blocked}`)
  const costs = [
    summary.rewrites > 0 ? `rewrites a table ${times(summary.rewrites)}` : null,
    summary.scans > 0 ? `scans a table ${times(summary.scans)}` : null,
  ].filter((cost) => cost !== null)
  if (costs.length > 0) lines.push(`Under its locks it ${costs.join(' and ')}`)
  if (summary.losesData.length > 0)
    lines.push(colours.red(`Loses data in ${plural(summary.losesData.length, 'statement')}`))
  const proof = proofSentence(plan)
  if (proof) lines.push(plan.proof.status === 'proven' ? colours.green(proof) : colours.yellow(proof))
  if (quiet) return lines.join('\n')
  for (const note of plan.notes) lines.push(...wrap(`Note: ${note}`, 0))
  for (const { object, reason } of plan.uncovered)
    lines.push(...wrap(`Not covered: ${object} (${reason})`, 0).map(colours.yellow))
  return lines.join('\n')
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

function wrap(text: string, indent: number): string[] {
  const margin = ' '.repeat(indent)
  const lines: string[] = []
  let line = margin
  for (const word of text.split(/\s+/)) {
    const longer = line === margin ? margin + word : `${line} ${word}`
    if (longer.length > WIDTH && line !== margin) {
      lines.push(line)
      line = `${margin}  ${word}`
    } else line = longer
  }
  return [...lines, line]
}
