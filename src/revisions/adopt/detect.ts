// Which tool a database was run by and a folder belongs to: both must say the same, or the user says it. Never guesses.

import { existsSync } from 'node:fs'
import { nearest } from '../../config/nearest.ts'
import type { Connection } from '../../connection/connection.ts'
import { UsageError } from '../../compare/errors.ts'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { historyTables, ownOf, qualified, type Found } from './history-tables.ts'
import type { HistoryTable, Tool } from './tool.ts'

/** `--from none`: no tool, the database as it is. */
const NONE = 'none'

export interface Detected {
  readonly tool: Tool
  readonly folder: string
  /** Null where the database has no such table, or none was named. */
  readonly history: HistoryTable | null
}

export interface Question {
  readonly folder: string | null
  /** As `--from` says it. */
  readonly from: string | null
  readonly connection: Connection | null
  /** That a database can be taken over from. */
  readonly tools: readonly Tool[]
  /** Of several tables of one tool, those in these schemas count. */
  readonly schemas: readonly string[]
}

/** Null: no tool, so begin from the database as it is. */
export async function detect(question: Question): Promise<Detected | null> {
  const { folder, from, connection, tools, schemas } = question
  const found = connection ? await historyTables(connection, tools) : []
  if (from === NONE) {
    if (folder !== null)
      throw new UsageError(`--from ${NONE} begins from the database as it is, and reads no folder; leave ${folder} out`)
    return null
  }
  const named = from === null ? null : toolNamed(from, tools)
  if (folder === null && !named) {
    if (found.length > 0) throw new RevisionError(withoutFolder(found))
    return null
  }
  const where = folder ?? '.'
  if (!existsSync(where)) throw new UsageError(`there is no folder ${where}`)
  const tool = named ?? oneOf(where, found, tools)
  return { tool, folder: where, history: tableOf(tool, found, schemas) }
}

/** All that may be other tools': of a database that is taken as it is, these are left out. */
export async function foreignTables(connection: Connection, tools: readonly Tool[]): Promise<readonly string[]> {
  const found = await historyTables(connection, tools)
  return [...new Set(found.flatMap(ownOf))]
}

function toolNamed(name: string, tools: readonly Tool[]): Tool {
  const names = tools.map((tool) => tool.name)
  const tool = tools.find((one) => one.name === name.toLowerCase())
  if (tool) return tool
  const near = nearest(name, names)
  throw new UsageError(
    `--from knows no ${name}${near ? `; did you mean ${near}?` : ''} It knows ${[...names, NONE].join(', ')}.`,
  )
}

function withoutFolder(found: readonly Found[]): string {
  const tables = [...new Set(found.map(({ table }) => qualified(table)))].join(' and ')
  const titles = [...new Set(found.map(({ tool }) => tool.title))].join(' or ')
  return (
    `The database has been run by ${titles} (${tables}). To take over its files too, name ${found[0]?.tool.folderIs}: trueup adopt <folder>. ` +
    `To begin from the database as it is, without them: trueup adopt --from ${NONE}.`
  )
}

function oneOf(folder: string, found: readonly Found[], tools: readonly Tool[]): Tool {
  const fitting = tools.filter((tool) => tool.isItsFolder(folder))
  const both = fitting.filter((tool) => found.some((one) => one.tool === tool))
  const candidates = both.length > 0 ? both : fitting
  const [only, ...others] = candidates
  if (only && others.length === 0) {
    if (found.length === 0 || both.length > 0) return only
    const titles = [...new Set(found.map(({ tool, table }) => `${tool.title} (${qualified(table)})`))].join(', ')
    throw new RevisionError(
      `${shownPath(folder)} looks like ${only.title}'s, but the database has been run by ${titles}. Name that one's folder; or, if it is another's all the same: --from ${only.name}.`,
    )
  }
  if (only)
    throw new RevisionError(
      `${shownPath(folder)} may be of ${candidates.map(({ title }) => title).join(' or ')}. Say which: ${candidates.map(({ name }) => `--from ${name}`).join(', ')}.`,
    )
  throw new RevisionError(
    `${shownPath(folder)} is nothing that Trueup knows. It takes over:\n${tools.map((tool) => `  ${tool.title}: ${tool.folderIs}`).join('\n')}`,
  )
}

function tableOf(tool: Tool, found: readonly Found[], schemas: readonly string[]): HistoryTable | null {
  const tables = found.filter((one) => one.tool === tool).map(({ table }) => table)
  const meant = tables.length > 1 ? tables.filter(({ schema }) => schemas.includes(schema)) : tables
  const [only, ...others] = meant
  if (only && others.length === 0) return only
  if (tables.length === 0) return null
  throw new RevisionError(
    `Any of ${tables.map(qualified).join(', ')} may be ${tool.title}'s history. Say which by its schema: --schema <name>.`,
  )
}
