// Preconditions of YAML, JSON and XML: a tree of and, or and not over the tests.

import { nearest } from '../../../config/nearest.ts'
import type { Precondition, Preconditions, Quoting } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import {
  onFailOf,
  onSqlOutputOf,
  preconditionAttributes,
  preconditionOf,
  preconditionTypes,
} from '../precondition-types.ts'
import { propertyValue } from '../properties.ts'
import type { ChangelogFile, Reading } from '../reading.ts'
import { entriesOf, valueOf, type Node } from './node.ts'

const SETTINGS = ['onFail', 'onError', 'onSqlOutput', 'onUpdateSQL', 'onUpdateSql', 'onFailMessage', 'onErrorMessage']

export function readPreconditions(reading: Reading, file: ChangelogFile, node: Node, quoting: Quoting): Preconditions {
  const entries = entriesOf(node)
  const said = (name: string): string | null => entries.find((entry) => entry.name === name)?.value ?? null
  const sqlOutput = said('onSqlOutput') ?? said('onUpdateSQL') ?? said('onUpdateSql')
  return {
    file: node.file,
    line: node.line,
    onFail: onFailOf('onFail', said('onFail'), node),
    onError: onFailOf('onError', said('onError'), node),
    onSqlOutput: onSqlOutputOf('onSqlOutput', sqlOutput, node),
    onFailMessage: said('onFailMessage'),
    onErrorMessage: said('onErrorMessage'),
    all: entries
      .filter(({ name }) => !SETTINGS.includes(name))
      .map((entry) => readPrecondition(reading, file, entry, quoting)),
  }
}

function readPrecondition(reading: Reading, file: ChangelogFile, node: Node, quoting: Quoting): Precondition {
  const { name } = node
  const place = { file: node.file, line: node.line }
  if (name === 'and' || name === 'or' || name === 'not') {
    const of = entriesOf(node).map((entry) => readPrecondition(reading, file, entry, quoting))
    return { ...place, type: name, of }
  }
  const attributes = preconditionAttributes(name)
  const [bare] = attributes
  for (const child of node.children) {
    if (attributes.includes(child.name)) continue
    if (attributes.length === 0) break
    const message = `the precondition ${name} has no ${child.name}. It has ${attributes.join(', ')}.`
    throw new ChangelogError(message, child)
  }
  const value = (attribute: string): string | null => {
    const said = valueOf(node, attribute)
    if (said !== null) return said
    const isText = name === 'sqlCheck' ? attribute === 'sql' : attribute === bare && node.children.length === 0
    return isText ? node.value : null
  }
  const read = preconditionOf(name, value, {
    place,
    quoting,
    definesProperty: (property, wanted) => {
      const found = propertyValue(reading.properties, file.path, property)
      return found !== null && (wanted === null || found === wanted)
    },
  })
  if (read) return read
  const meant = nearest(name, [...preconditionTypes, 'and', 'or', 'not'])
  const hint = meant ? ` Did you mean ${meant}?` : ''
  throw new ChangelogError(`The '${name}' precondition type is not supported.${hint}`, node)
}
