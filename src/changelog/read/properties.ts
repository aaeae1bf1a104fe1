// Values for `${name}`. Looked up as Liquibase does: the environment, then what the user gave, then global definitions (the first
// one counts), then those of the file (the last one counts). Knows no format.

import { nearest } from '../../config/nearest.ts'
import type { Place } from '../../source/source-error.ts'
import type { Problem } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { contextsMatch, labelsMatch } from '../filters/expressions.ts'

export interface PropertySettings {
  /** By lower-case name: environment variables, and the system properties that stand for what Java has. */
  readonly surroundings: ReadonlyMap<string, string>
  /** What `${x}` becomes where nothing defines x. */
  readonly missing: 'preserve' | 'empty' | 'error'
  /** `${:x}` stands for `${x}` itself. */
  readonly escaping: boolean
  readonly contexts: readonly string[]
  readonly labels: string | null
}

export interface PropertyTable {
  readonly settings: PropertySettings
  readonly global: Map<string, string>
  /** By file. */
  readonly local: Map<string, Map<string, string>>
}

export interface PropertyDefinition {
  readonly name: string
  readonly value: string
  readonly contexts: string | null
  readonly labels: string | null
  readonly dbms: string | null
  readonly global: boolean
}

/** Environment variables that every shell has: a body that names one rarely means it. */
const EVERYWHERE = new Set([
  'home',
  'path',
  'user',
  'pwd',
  'shell',
  'lang',
  'term',
  'logname',
  'hostname',
  'editor',
  '_',
])
const REFERENCE = /\$\{([^${}]*)\}/g
/** What a chain of properties that name each other is cut off at. */
const MAX_DEPTH = 50
/** Names that one which is not known is held against. */
const MOST_COMPARED = 500
/** Characters that properties may add to one text. */
const MAX_GROWTH = 10_000_000

/** @param given what the user gave on the command line: before every definition in a file */
export const propertyTable = (settings: PropertySettings, given: ReadonlyMap<string, string>): PropertyTable => ({
  settings,
  global: new Map([...given].map(([name, value]) => [name.toLowerCase(), value])),
  local: new Map(),
})

/** A definition that is for other contexts, labels or databases is none. */
export function defineProperty(table: PropertyTable, file: string, definition: PropertyDefinition): void {
  const { contexts, labels } = table.settings
  if (definition.contexts !== null && !contextsMatch([definition.contexts], contexts)) return
  if (definition.labels !== null && !labelsMatch([definition.labels], labels)) return
  if (definition.dbms !== null && !dbmsMatches([definition.dbms])) return
  const name = definition.name.toLowerCase()
  if (definition.global) {
    if (!table.global.has(name)) table.global.set(name, definition.value)
    return
  }
  const local = table.local.get(file) ?? new Map<string, string>()
  table.local.set(file, local.set(name, definition.value))
}

export function propertyValue({ settings, global, local }: PropertyTable, file: string, name: string): string | null {
  const key = name.toLowerCase()
  return settings.surroundings.get(key) ?? global.get(key) ?? local.get(file)?.get(key) ?? null
}

/** The text with its properties filled in, those within their values too. */
export function expand(
  table: PropertyTable,
  place: Place & { readonly path: string },
  text: string,
  problems: Problem[] = [],
): string {
  if (!text.includes('${')) return text
  let expanded = text
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const before = expanded
    expanded = before.replaceAll(REFERENCE, (whole, name: string) => lookUp(table, place, whole, name.trim()))
    if (expanded === before) break
    if (depth === MAX_DEPTH - 1 || expanded.length > text.length + MAX_GROWTH)
      throw new ChangelogError('a property names itself through ${…}. Give it a value of its own.', place)
  }
  remark(table, place, text, expanded, problems)
  return table.settings.escaping ? expanded.replaceAll('${:', '${') : expanded
}

function lookUp(table: PropertyTable, place: Place & { path: string }, whole: string, name: string): string {
  const value = propertyValue(table, place.path, name)
  if (value !== null) return value
  if (name === '' || name.startsWith(':') || table.settings.missing === 'preserve') return whole
  if (table.settings.missing === 'empty') return ''
  throw new ChangelogError(
    `nothing defines the property \${${name}}. Define it, or pass it on the command line.`,
    place,
  )
}

/** What is left as it stands, and what the environment filled in. */
function remark(
  table: PropertyTable,
  place: Place & { path: string },
  text: string,
  expanded: string,
  problems: Problem[],
): void {
  const say = (rule: 'unknown-property' | 'environment-property', name: string, message: string): void => {
    const { file, line } = placeOf(place, text, name)
    problems.push({ file, line, severity: 'warning', rule, message })
  }
  for (const [, raw = ''] of expanded.matchAll(REFERENCE)) {
    const name = raw.trim()
    if (!/^[\w.-]+$/.test(name)) continue
    const known = [...table.global.keys(), ...(table.local.get(place.path)?.keys() ?? [])]
    const meant = known.length > MOST_COMPARED ? null : nearest(name, known)
    const hint = meant ? ` Did you mean \${${meant}}?` : ''
    say('unknown-property', raw, `nothing defines \${${name}}, so it stays as it stands.${hint}`)
  }
  for (const [, raw = ''] of text.matchAll(REFERENCE)) {
    const name = raw.trim().toLowerCase()
    if (!EVERYWHERE.has(name) || !table.settings.surroundings.has(name)) continue
    const isHidden = table.global.has(name) || table.local.get(place.path)?.has(name)
    const also = isHidden ? ' The property of that name is never used: call it otherwise.' : ''
    say('environment-property', raw, `\${${raw.trim()}} is filled in from the environment, as Liquibase does.${also}`)
  }
}

/** The line on which `${name}` stands in a text that begins at `place`. */
function placeOf(place: Place, text: string, name: string): Place {
  const at = text.indexOf(`\${${name}}`)
  const lines = at < 0 ? 0 : text.slice(0, at).split('\n').length - 1
  return { file: place.file, line: place.line + lines }
}
