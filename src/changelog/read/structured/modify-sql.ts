// modifySql of YAML, JSON and XML: what is done to the text of a changeset's SQL before it is sent.

import type { SqlVisitor } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import { dbmsMatches } from '../../filters/dbms.ts'
import { contextsMatch, labelsMatch } from '../../filters/expressions.ts'
import type { Reading } from '../reading.ts'
import { entriesOf, valueOf, type Node } from './node.ts'

export const readModifySql = (reading: Reading, changeset: Node): SqlVisitor[] =>
  changeset.children
    .filter(({ name }) => name === 'modifySql')
    .flatMap((modify) => entriesOf(modify).flatMap(readVisitors))
    .filter((visitor) => isAsked(reading, visitor))

const VISITORS = ['append', 'prepend', 'replace', 'regExpReplace']
const VISITOR_SETTINGS = ['dbms', 'context', 'contextFilter', 'labels', 'applyToRollback']

function readVisitors(node: Node, _: number, all: readonly Node[]): SqlVisitor[] {
  if (!VISITORS.includes(node.name)) {
    if (VISITOR_SETTINGS.includes(node.name)) return []
    throw new ChangelogError(`modifySql has no ${node.name}. It has ${VISITORS.join(', ')}.`, node)
  }
  const said = (name: string): string | null =>
    valueOf(node, name) ?? all.find((entry) => entry.name === name)?.value ?? null
  const fields = Object.fromEntries(
    ['value', 'replace', 'with'].flatMap((name) => {
      const value = valueOf(node, name)
      return value === null ? [] : [[name, value]]
    }),
  )
  return [
    {
      file: node.file,
      line: node.line,
      type: node.name,
      fields,
      dbms: said('dbms'),
      contexts: said('contextFilter') ?? said('context'),
      labels: said('labels'),
      applyToRollback: (said('applyToRollback') ?? 'false').toLowerCase() === 'true',
    },
  ]
}

/** Those for other databases, contexts or labels do not count, for the checksum neither: Liquibase takes them out first. */
function isAsked({ properties: { settings } }: Reading, { dbms, contexts, labels }: SqlVisitor): boolean {
  if (dbms !== null && !dbmsMatches([dbms])) return false
  if (contexts !== null && !contextsMatch([contexts], settings.contexts)) return false
  return labels === null || labelsMatch([labels], settings.labels)
}
