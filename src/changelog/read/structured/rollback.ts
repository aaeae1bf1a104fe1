// The rollback of a changeSet of YAML, JSON or XML: SQL, changes, or another changeset whose changes it is.

import type { Change } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import type { ChangelogFile, ChangesetReference, Reading } from '../reading.ts'
import { firstLine, readChange, refuseBare } from './change.ts'
import { entriesOf, type Node } from './node.ts'

interface RollbackRead {
  readonly changes: readonly Change[] | null
  readonly reference: ChangesetReference | null
}

export function readRollback(reading: Reading, file: ChangelogFile, node: Node, raw: Node): RollbackRead {
  const rollbacks = node.children.filter(({ name }) => name === 'rollback')
  const raws = raw.children.filter(({ name }) => name === 'rollback')
  if (rollbacks.length === 0) return { changes: null, reference: null }
  const reference = rollbacks.map(referenceOf).find((found) => found !== null) ?? null
  if (reference) return { changes: [], reference }
  const changes = rollbacks.flatMap((rollback, i) => rollbackChanges(reading, file, rollback, raws[i] ?? rollback))
  return { changes, reference: null }
}

function rollbackChanges(reading: Reading, file: ChangelogFile, rollback: Node, raw: Node): Change[] {
  refuseBare(rollback, 'rollback')
  const entries = entriesOf(rollback)
  const raws = entriesOf(raw)
  const written = entries.map((entry, i) => readChange(reading, file, entry, raws[i] ?? entry))
  for (const { invalid } of written)
    for (const { message, ...place } of invalid ?? []) throw new ChangelogError(message, place)
  const text = (rollback.value ?? '').trim()
  if (text === '') return written.filter(({ type }) => type !== 'empty')
  const content = {
    file: null,
    bytes: null,
    lines: [firstLine(rollback, rollback.value ?? '')],
    text,
    raw: (raw.value ?? text).trim(),
  }
  const fields = { splitStatements: true, stripComments: false }
  return [...written, { file: rollback.file, line: rollback.line, type: 'sql', fields, content }]
}

function referenceOf(node: Node): ChangesetReference | null {
  const value = (name: string): string | null => entriesOf(node).find((entry) => entry.name === name)?.value ?? null
  const id = value('changeSetId')
  if (id === null) return null
  const author = value('changeSetAuthor')
  if (author === null) throw new ChangelogError('rollback names changeSetId, so it needs changeSetAuthor too.', node)
  return { file: node.file, line: node.line, id, author, path: value('changeSetPath') }
}
