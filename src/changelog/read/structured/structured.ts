// YAML, JSON and XML changelogs, once they are nodes: what stands under databaseChangeLog, in its order.

import { isUtf8 } from 'node:buffer'
import { nearest } from '../../../config/nearest.ts'
import { ChangelogError } from '../../errors.ts'
import { resolvedPath, structuredLogicalPath } from '../files.ts'
import { defineProperty, expand } from '../properties.ts'
import { attempt, report, type ChangelogFile, type Reading } from '../reading.ts'
import type { Includes } from '../requests.ts'
import { resource } from '../resource.ts'
import { readChangeset, type Settings } from './changeset.ts'
import { javaProperties } from './java-properties.ts'
import { childOf, entriesOf, isTrue, mapValues, valueOf, type Node } from './node.ts'
import { readPreconditions } from './preconditions.ts'
import { quotingOf } from './quoting.ts'

const ENTRIES = [
  'property',
  'preConditions',
  'changeSet',
  'include',
  'includeAll',
  'modifyChangeSets',
  'removeChangeSetProperty',
  'logicalFilePath',
  'context',
  'contextFilter',
  'objectQuotingStrategy',
  'changeLogId',
]

export function readStructured(
  reading: Reading,
  file: ChangelogFile,
  root: Node,
  isXml: boolean,
  includes: Includes,
): void {
  const node = childOf(root, 'databaseChangeLog')
  if (!node) throw new ChangelogError('Could not find databaseChangeLog node.', { file: file.display, line: 1 })
  const entries = isXml ? node.children : listEntries(node)
  // YAML's properties are known throughout their file, XML's from where they stand
  if (!isXml) for (const entry of entries.filter(({ name }) => name === 'property')) readProperty(reading, file, entry)
  const said = (name: string): string | null => entries.find((entry) => entry.name === name)?.value ?? null
  const context = said('contextFilter') ?? said('context')
  const logical = said('logicalFilePath')
  const inherited = {
    ...file.inherited,
    inheritedPath: logical ?? file.inherited.inheritedPath,
    contexts: [...(context === null || context.trim() === '' ? [] : [context.trim()]), ...file.inherited.contexts],
  }
  const own: ChangelogFile = { ...file, inherited }
  const settings: Settings = {
    path: structuredLogicalPath(logical) ?? file.inherited.logicalFilePath ?? file.path,
    inheritedPath: logical === null ? file.inherited.inheritedPath : null,
    quoting: quotingOf(said('objectQuotingStrategy'), node) ?? 'LEGACY',
  }
  for (const entry of entries) attempt(reading, () => readEntry(reading, own, settings, entry, isXml, includes))
}

function listEntries(node: Node): Node[] {
  const isList = node.value === null && node.children.every(({ name }) => name === '')
  if (!isList)
    throw new ChangelogError(
      `databaseChangeLog does not contain a list of entries. Each changeSet must begin ' - changeSet:'.`,
      node,
    )
  return node.children.flatMap(({ children }) => children)
}

function readEntry(
  reading: Reading,
  file: ChangelogFile,
  settings: Settings,
  raw: Node,
  isXml: boolean,
  includes: Includes,
): void {
  const fill = (value: string, at: Node): string =>
    expand(reading.properties, { file: at.file, line: at.line, path: file.path }, value, reading.problems)
  const entry = raw.name === 'property' ? raw : mapValues(raw, fill)
  switch (entry.name) {
    case 'property':
      if (isXml) readProperty(reading, file, mapValues(entry, fill))
      return
    case 'preConditions':
      reading.preconditions.push(readPreconditions(reading, file, entry, settings.quoting))
      return
    case 'changeSet':
      reading.changesets.push(readChangeset(reading, file, settings, raw, entry))
      return
    case 'include':
      return readInclude(file, entry, file.inherited.runWith, includes)
    case 'includeAll':
      return readIncludeAll(file, entry, file.inherited.runWith, includes)
    case 'modifyChangeSets':
      return readModified(file, entry, includes)
    default:
      if (ENTRIES.includes(entry.name)) return
  }
  const meant = nearest(entry.name, ENTRIES)
  const hint = meant ? ` Did you mean ${meant}?` : ''
  throw new ChangelogError(`Unexpected node found under databaseChangeLog: ${entry.name}.${hint}`, entry)
}

function readProperty(reading: Reading, file: ChangelogFile, node: Node): void {
  const source = valueOf(node, 'file')
  const shared = {
    contexts: contextsOfProperty(reading, file, node),
    labels: valueOf(node, 'labels'),
    dbms: valueOf(node, 'dbms'),
    global: isTrue(node, 'global', true),
  }
  if (source !== null) {
    const relative = isTrue(node, 'relativeToChangelogFile', false)
    for (const [name, value] of propertiesFile(reading, file, node, source, relative))
      defineProperty(reading.properties, file.path, { ...shared, name, value })
    return
  }
  const name = valueOf(node, 'name')
  if (name === null) throw new ChangelogError('a property needs name and value, or file.', node)
  defineProperty(reading.properties, file.path, { ...shared, name, value: valueOf(node, 'value') ?? '' })
}

/** Of XML both names are read; of YAML and JSON Liquibase 4.28 reads one. */
function contextsOfProperty(reading: Reading, file: ChangelogFile, node: Node): string | null {
  const filter = valueOf(node, 'contextFilter')
  if (filter === null) return valueOf(node, 'context')
  if (/\.xml$/i.test(file.path)) return filter
  const isLeft = reading.compatibility === 'liquibase'
  const message = `Liquibase 4.28 does not read contextFilter of a property in YAML and JSON: there it counts in every context${isLeft ? ', and so it does here' : ''}. Write context.`
  report(reading, 'warning', 'ignored-attribute', node, message)
  return isLeft ? null : filter
}

function propertiesFile(
  reading: Reading,
  file: ChangelogFile,
  node: Node,
  source: string,
  relative: boolean,
): [string, string][] {
  const { bytes, display } = resource(reading, resolvedPath(source, file.path, relative), node)
  remarkLetters(reading, bytes, display)
  // a value's own references are filled in where it is used
  return javaProperties(bytes.toString('latin1'))
}

/** Java takes each byte of such a file for a letter. */
function remarkLetters(reading: Reading, bytes: Buffer, file: string): void {
  const at = bytes.findIndex((byte) => byte > 0x7f)
  if (at < 0 || !isUtf8(bytes)) return
  const line = bytes.subarray(0, at).toString('latin1').split('\n').length
  const message =
    'this letter is UTF-8, but .properties files are read as ISO-8859-1, in Liquibase too: two or more others come of it. Write it as \\u00e9 does é.'
  report(reading, 'warning', 'not-utf8', { file, line }, message)
}

const shared = (file: ChangelogFile, node: Node, runWith: string | null) => ({
  place: { file: node.file, line: node.line },
  from: file,
  relativeToChangelogFile: isTrue(node, 'relativeToChangelogFile', false),
  contexts: valueOf(node, 'contextFilter') ?? valueOf(node, 'context'),
  labels: valueOf(node, 'labels'),
  ignore: isTrue(node, 'ignore', false),
  logicalFilePath: valueOf(node, 'logicalFilePath'),
  runWith,
})

function readInclude(file: ChangelogFile, node: Node, runWith: string | null, includes: Includes): void {
  includes.include({
    ...shared(file, node, runWith),
    file: valueOf(node, 'file') ?? '',
    errorIfMissing: isTrue(node, 'errorIfMissing', true),
  })
}

function readIncludeAll(file: ChangelogFile, node: Node, runWith: string | null, includes: Includes): void {
  const depth = (name: string, otherwise: number): number => {
    const value = valueOf(node, name)
    if (value === null) return otherwise
    if (/^\d+$/.test(value)) return Number(value)
    throw new ChangelogError(`${name} must be a whole number, not ${value}.`, node)
  }
  includes.includeAll({
    ...shared(file, node, runWith),
    path: valueOf(node, 'path') ?? '',
    errorIfMissingOrEmpty: isTrue(node, 'errorIfMissingOrEmpty', true),
    endsWithFilter: valueOf(node, 'endsWithFilter'),
    minDepth: depth('minDepth', 0),
    maxDepth: depth('maxDepth', Number.MAX_SAFE_INTEGER),
    filter: valueOf(node, 'resourceFilter') ?? valueOf(node, 'filter'),
    resourceComparator: valueOf(node, 'resourceComparator'),
  })
}

/** What it includes runs with what it names. */
function readModified(file: ChangelogFile, node: Node, includes: Includes): void {
  const runWith = valueOf(node, 'runWith') ?? file.inherited.runWith
  const changes = childOf(node, 'changes')
  for (const entry of [...(changes ? entriesOf(changes) : []), ...node.children]) {
    if (entry.name === 'includeAll') readIncludeAll(file, entry, runWith, includes)
    else if (entry.name === 'include') readInclude(file, entry, runWith, includes)
  }
}
