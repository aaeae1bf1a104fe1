// include and includeAll: which files they name, in which order, and what those inherit. Each file is read by its kind.

import type { Place } from '../../source/source-error.ts'
import { ChangelogError } from '../errors.ts'
import { resolvedPath } from './files.ts'
import { isFormatted, readFormattedSql } from './formatted/formatted-sql.ts'
import { readRawSql } from './raw-sql.ts'
import { attempt, report, type ChangelogFile, type Inherited, type Reading } from './reading.ts'
import type { IncludeAllRequest, IncludeRequest, Includes, Request } from './requests.ts'
import { decoded, remarkEncoding } from './resource.ts'
import { readStructured } from './structured/structured.ts'
import { declaredEncoding, parseXml } from './structured/xml.ts'
import { parseYaml } from './structured/yaml.ts'

const STRUCTURED = /\.(?:ya?ml|json|xml)$/i
/** Liquibase 4.28 reads logicalFilePath of their includes, and does nothing with it; in XML it refuses it. */
const LOGICAL_PATH_IS_LOST = /\.(?:ya?ml|json)$/i
const READABLE = /\.(?:ya?ml|json|xml|sql)$/i

/** @param place who asks for it; null: the user */
export function readFile(reading: Reading, path: string, inherited: Inherited, place: Place | null): void {
  if (reading.open.includes(path))
    throw new ChangelogError(`${path} includes itself: ${[...reading.open, path].join(' → ')}.`, place)
  const bytes = reading.files.read(path)
  if (bytes === null)
    throw new ChangelogError(
      `The file ${path} was not found in the configured search path (${reading.files.description}).`,
      place,
    )
  const file: ChangelogFile = { path, display: reading.files.display(path), inherited }
  const encoding = /\.xml$/i.test(path) ? declaredEncoding(bytes) : null
  if (encoding === null) remarkEncoding(reading, bytes, file.display)
  const text = decoded(bytes, encoding, { file: file.display, line: 1 }).replace(/^\uFEFF/, '')
  reading.open.push(path)
  if (!reading.changelogs.includes(path)) reading.changelogs.push(path)
  attempt(reading, () => readText(reading, file, text, place))
  reading.open.pop()
}

function readText(reading: Reading, file: ChangelogFile, text: string, place: Place | null): void {
  const includes: Includes = {
    include: (request) => attempt(reading, () => include(reading, request)),
    includeAll: (request) => attempt(reading, () => includeAll(reading, request)),
  }
  if (STRUCTURED.test(file.path)) {
    const isXml = /\.xml$/i.test(file.path)
    const root = isXml ? parseXml(text, file.display) : parseYaml(text, file.display, remarkRepeated(reading))
    return readStructured(reading, file, root, isXml, includes)
  }
  if (!/\.sql$/i.test(file.path) && !isFormatted(text))
    throw new ChangelogError(`${file.display} is no changelog: it must end in .sql, .yaml, .json or .xml.`, place)
  if (isFormatted(text)) readFormattedSql(reading, file, text, includes)
  else readRawSql(reading, file, text)
}

const remarkRepeated =
  (reading: Reading) =>
  (key: string, place: Place): void => {
    const message = `${key} stands twice in one map, and the first one is not read, as in Liquibase. Delete one of them.`
    report(reading, 'error', 'bad-value', place, message)
  }

/** The innermost include's own context stands first. */
const handedDown = ({ from, contexts, labels, ignore, logicalFilePath, runWith }: Request): Inherited => ({
  contexts: [...given(contexts), ...from.inherited.contexts],
  labels: [...from.inherited.labels, ...given(labels)],
  ignore: ignore || from.inherited.ignore,
  logicalFilePath: LOGICAL_PATH_IS_LOST.test(from.path) ? null : logicalFilePath,
  inheritedPath: from.inherited.inheritedPath ?? logicalFilePath,
  runWith: runWith ?? from.inherited.runWith,
})

const given = (text: string | null): string[] => (text === null || text.trim() === '' ? [] : [text.trim()])

function remarkLogicalPath(reading: Reading, { from, place, logicalFilePath }: Request): void {
  if (logicalFilePath === null || !LOGICAL_PATH_IS_LOST.test(from.path)) return
  const message =
    'Liquibase 4.28 does nothing with logicalFilePath of an include, 4.31 does: changesets keep the path of their file, unless ' +
    'the database has them under the other one. Write logicalFilePath into the file itself, where every version reads it.'
  report(reading, 'warning', 'ignored-attribute', place, message)
}

function include(reading: Reading, request: IncludeRequest): void {
  const { place, from, file, relativeToChangelogFile, errorIfMissing } = request
  remarkLogicalPath(reading, request)
  if (file === '') throw new ChangelogError('include needs file.', place)
  const path = resolvedPath(file, from.path, relativeToChangelogFile)
  if (!errorIfMissing && reading.files.read(path) === null) return
  readFile(reading, path, handedDown(request), place)
}

function includeAll(reading: Reading, request: IncludeAllRequest): void {
  const { place, from, path, relativeToChangelogFile, errorIfMissingOrEmpty } = request
  if (path === '') throw new ChangelogError('includeAll needs path.', place)
  if (request.filter !== null)
    throw new ChangelogError(
      `filter names the Java class ${request.filter}, which cannot run here. Use endsWithFilter.`,
      place,
    )
  const folder = resolvedPath(path, from.path, relativeToChangelogFile)
  remarkComparator(reading, request)
  remarkLogicalPath(reading, request)
  const found = (reading.files.list(folder) ?? []).filter((file) => isAsked(file, folder, request))
  const readable = found.filter((file) => READABLE.test(file))
  for (const file of found.filter((each) => !READABLE.test(each)))
    report(reading, 'warning', 'ignored-file', place, `${file} is no changelog, so includeAll skips it.`)
  if (found.length === 0 && errorIfMissingOrEmpty)
    throw new ChangelogError(
      `Could not find directory, directory was empty, or no changelogs matched the provided search criteria for includeAll '${folder}'.`,
      place,
    )
  const inherited = handedDown(request)
  for (const file of readable) attempt(reading, () => readFile(reading, file, inherited, place))
}

function isAsked(file: string, folder: string, { endsWithFilter, minDepth, maxDepth }: IncludeAllRequest): boolean {
  const depth = file.slice(folder.length).split('/').filter(Boolean).length
  if (depth < minDepth || depth > maxDepth) return false
  return endsWithFilter === null || file.toLowerCase().endsWith(endsWithFilter.toLowerCase())
}

function remarkComparator(reading: Reading, { resourceComparator, place }: IncludeAllRequest): void {
  if (resourceComparator === null) return
  const message =
    `resourceComparator names the Java class ${resourceComparator}, which cannot run here: files come in the order of their paths, ` +
    'as in Liquibase where it does not find the class.'
  report(reading, 'warning', 'no-comparator', place, message)
}
