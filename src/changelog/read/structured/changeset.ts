// A changeSet of YAML, JSON or XML.

import { nearest } from '../../../config/nearest.ts'
import type { Change, Changeset, Quoting } from '../../changelog.ts'
import { ChangelogError } from '../../errors.ts'
import { changeTypeNames } from '../../sql/change-types/all.ts'
import { structuredLogicalPath } from '../files.ts'
import { attempt, report, type ChangelogFile, type Draft, type Reading } from '../reading.ts'
import { remarkSql } from '../sql-remarks.ts'
import { remarkDbms, remarkRunWith } from '../value-remarks.ts'
import { readChange, refuseBare } from './change.ts'
import { readModifySql } from './modify-sql.ts'
import { childOf, entriesOf, isTrue, listedValueOf, requiredValue, valueOf, type Node } from './node.ts'
import { readPreconditions } from './preconditions.ts'
import { quotingOf } from './quoting.ts'
import { readRollback } from './rollback.ts'

/** What the changelog itself says of its changesets. */
export interface Settings {
  readonly path: string
  readonly inheritedPath: string | null
  readonly quoting: Quoting
}

const ATTRIBUTES = [
  'id',
  'author',
  'runOnChange',
  'runAlways',
  'alwaysRun',
  'runInTransaction',
  'failOnError',
  'onValidationFail',
  'context',
  'contextFilter',
  'labels',
  'dbms',
  'ignore',
  'logicalFilePath',
  'filePath',
  'objectQuotingStrategy',
  'created',
  'runOrder',
  'runWith',
  'runWithSpoolFile',
  'comment',
  'validCheckSum',
  'validCheckSums',
  'preConditions',
  'changes',
  'rollback',
  'modifySql',
]

/** @param raw the same node with its properties not filled in */
export function readChangeset(reading: Reading, file: ChangelogFile, settings: Settings, raw: Node, node: Node): Draft {
  remarkAttributes(reading, node)
  const { inherited } = file
  const rollback = attempt(reading, () => readRollback(reading, file, node, raw)) ?? { changes: null, reference: null }
  const quoting =
    quotingOf(valueOf(node, 'objectQuotingStrategy'), childOf(node, 'objectQuotingStrategy') ?? node) ??
    settings.quoting
  const preconditions = childOf(node, 'preConditions')
  const raws = changeNodes(raw)
  const changes = changeNodes(node).flatMap(
    (change, i) => attempt(reading, () => readChange(reading, file, change, raws[i] ?? change)) ?? [],
  )
  const given = (name: string): string[] => {
    const value = listedValueOf(node, name)
    return value === null || value.trim() === '' ? [] : [value]
  }
  const changeset: Changeset = {
    file: node.file,
    line: node.line,
    id: attempt(reading, () => requiredValue(node, 'id', 'a changeSet')) ?? '',
    author: attempt(reading, () => requiredValue(node, 'author', 'a changeSet')) ?? '',
    path: structuredLogicalPath(valueOf(node, 'logicalFilePath')) ?? settings.path,
    inheritedPath: valueOf(node, 'logicalFilePath') === null ? settings.inheritedPath : null,
    comments: valueOf(node, 'comment') ?? '',
    contexts: [
      ...inherited.contexts,
      ...(given('contextFilter').length > 0 ? given('contextFilter') : given('context')),
    ],
    labels: [...inherited.labels, ...given('labels')],
    dbms: given('dbms'),
    ignore: isTrue(node, 'ignore', false) || inherited.ignore,
    runOnChange: isTrue(node, 'runOnChange', false),
    runAlways: isTrue(node, 'runAlways', isTrue(node, 'alwaysRun', false)),
    runInTransaction: isTrue(node, 'runInTransaction', true),
    failOnError: isTrue(node, 'failOnError', true),
    onValidationFail: oneOf(node, 'onValidationFail', ['HALT', 'MARK_RAN']) ?? 'HALT',
    runOrder: oneOf(node, 'runOrder', ['first', 'last']),
    runWith: valueOf(node, 'runWith') ?? inherited.runWith,
    quoting,
    validChecksums: validChecksums(node),
    preconditions: preconditions && attempt(reading, () => readPreconditions(reading, file, preconditions, quoting)),
    changes,
    rollback: rollback.changes,
    modifySql: readModifySql(reading, node),
    tag: tagOf(changes),
  }
  remarkChanges(reading, changeset)
  return { changeset, rollbackOf: rollback.reference }
}

function remarkAttributes(reading: Reading, node: Node): void {
  for (const child of entriesOf(node)) {
    if (ATTRIBUTES.includes(child.name) || changeTypeNames.includes(child.name)) continue
    if (isChange(child) && childOf(node, 'changes') === null) continue
    const meant = nearest(child.name, ATTRIBUTES)
    const hint = meant ? ` Did you mean ${meant}?` : ''
    report(reading, 'error', 'misspelt-attribute', child, `a changeSet has no ${child.name}, so it is not read.${hint}`)
  }
  const dbms = valueOf(node, 'dbms')
  if (dbms !== null) remarkDbms(reading, node, dbms)
  const runWith = valueOf(node, 'runWith')
  if (runWith !== null) remarkRunWith(reading, node, runWith)
  for (const name of ['runOnChange', 'runAlways', 'runInTransaction', 'failOnError', 'ignore']) {
    const child = childOf(node, name)
    if (child === null || child.value === null || /^(?:true|false)$/i.test(child.value.trim())) continue
    const message = `${name}: ${child.value} means false: only true and false are understood.`
    report(reading, 'error', 'bad-value', child, message)
  }
}

function remarkChanges(reading: Reading, changeset: Changeset): void {
  if (changeset.changes.length === 0) {
    const message = 'this changeset has no changes: it is recorded and does nothing. Write them, or delete it.'
    report(reading, 'warning', 'empty-changeset', changeset, message)
  }
  for (const change of changeset.changes)
    if (change.type === 'sql' || change.type === 'sqlFile') remarkSql(reading, change)
}

/** Under `changes`, or in XML among the changeset's own children. */
function changeNodes(node: Node): Node[] {
  const changes = childOf(node, 'changes')
  if (changes) refuseBare(changes, 'changes')
  const direct = node.children.filter(({ name }) => changeTypeNames.includes(name) || !ATTRIBUTES.includes(name))
  return [...(changes ? entriesOf(changes) : []), ...(changes ? [] : direct.filter(isChange))]
}

/** An element that is no attribute: a change, known or not. */
const isChange = ({ name, value, children }: Node): boolean =>
  changeTypeNames.includes(name) || (children.length > 0 && value === null)

function validChecksums(node: Node): string[] {
  return node.children
    .filter(({ name }) => name === 'validCheckSum' || name === 'validCheckSums')
    .flatMap((child) => [...(child.value === null ? [] : [child.value]), ...entriesOfValues(child)])
    .map((text) => text.trim())
}

const entriesOfValues = (node: Node): string[] =>
  node.children.flatMap((child) => [...(child.value === null ? [] : [child.value]), ...entriesOfValues(child)])

const tagOf = (changes: readonly Change[]): string | null => {
  const tag = changes.find(({ type }) => type === 'tagDatabase')?.fields['tag']
  return typeof tag === 'string' ? tag : null
}

function oneOf<Value extends string>(node: Node, name: string, values: readonly Value[]): Value | null {
  const text = valueOf(node, name)
  if (text === null) return null
  const found = values.find((value) => value.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  throw new ChangelogError(
    `${name} has no value '${text}'. Possible values: ${values.join(', ')}.`,
    childOf(node, name) ?? node,
  )
}
