// A changeSet of YAML, JSON or XML.

import { nearest } from '../../config/nearest.ts'
import type { Change, Changeset, Quoting, SqlVisitor } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import { dbmsMatches } from '../filters/dbms.ts'
import { contextsMatch, labelsMatch } from '../filters/expressions.ts'
import { changeTypeNames } from '../sql/change-types/all.ts'
import { remarkDbms, remarkRunWith } from './changeset-line.ts'
import { structuredLogicalPath } from './files.ts'
import { childOf, entriesOf, isTrue, listedValueOf, requiredValue, valueOf, type Node } from './node.ts'
import { quotingOf } from './quoting.ts'
import { attempt, report, type ChangelogFile, type ChangesetReference, type Draft, type Reading } from './reading.ts'
import { remarkSql } from './sql-remarks.ts'
import { firstLine, readChange } from './structured-change.ts'
import { readPreconditions } from './structured-preconditions.ts'

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
    modifySql: node.children
      .filter(({ name }) => name === 'modifySql')
      .flatMap((modify) => entriesOf(modify).flatMap(readVisitors))
      .filter((visitor) => isAsked(reading, visitor)),
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

/** A text in a list of changes: neither SQL nor a change. */
function refuseBare(node: Node, what: string): void {
  const bare = node.children.find(({ name, value }) => name === '' && value !== null)
  if (!bare) return
  const meant = changeTypeNames.includes(bare.value ?? '') ? `${bare.value}: {…}` : `sql: ${bare.value}`
  throw new ChangelogError(`an entry of ${what} is a change with its fields: \`${meant}\`.`, bare)
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

interface RollbackRead {
  readonly changes: readonly Change[] | null
  readonly reference: ChangesetReference | null
}

function readRollback(reading: Reading, file: ChangelogFile, node: Node, raw: Node): RollbackRead {
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
