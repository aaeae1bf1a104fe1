// New revisions as files, and headers rewritten. What is there already is never overwritten.

import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import type { RevisionFolder, SchemaStep } from '../revision.ts'
import { DOWN, downOf, readRevisions } from './folder.ts'
import { headIds, writeHead } from './head.ts'
import { headerText, headerValues, revisionHeader, whyNoName, withHeader, type HeaderChanges } from './header.ts'
import { scriptWithHeader } from './script.ts'
import { normalised, readBytes, shownPath } from './text.ts'

export interface NewRevision {
  /** Default: a random one. */
  readonly id?: string | undefined
  readonly parents: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly labels?: readonly string[]
  readonly message: string
  /** False: the body begins outside of transactions. */
  readonly transactional?: boolean
  readonly lockTimeoutMs?: number | null
  readonly schema?: SchemaStep | null
  readonly irreversible?: string | null
  readonly replaces?: readonly string[]
  /** SQL, without a header. */
  readonly upBody: string
  /** Null: no file that leads down. */
  readonly downBody: string | null
  readonly losesData?: string | null
  /** For the file's name. Default: now. */
  readonly when?: Date
  /** The file's name, where it is not to be made of time, id and message. */
  readonly name?: string
}

export interface WrittenRevision {
  readonly id: string
  /** Paths, within the folder that was given. */
  readonly up: string
  readonly down: string | null
}

/** 12 hexadecimal digits. */
export const newId = (): string => randomBytes(6).toString('hex')

/** `20260821T150912_3f9c1a7be2d4_add_invoices.sql`, in UTC. The id within is for people: the header's counts. */
export function fileName(id: string, message: string, when: Date): string {
  const time = when.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  const slug = wordsOf(message, 40)
  return [time, wordsOf(id, 60), slug]
    .filter((part) => part !== '')
    .join('_')
    .concat('.sql')
}

/** Letters and digits of any script, cut at the end of a word. */
function wordsOf(text: string, length: number): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
  if (words.length <= length) return words
  const cut = words.slice(0, length + 1)
  const end = cut.lastIndexOf('_')
  return end > length / 2
    ? cut.slice(0, end)
    : Array.from(words.slice(0, length))
        .join('')
        .replace(/[\ud800-\udbff]$/, '')
}

export interface DraftedRevision {
  readonly id: string
  /** Its whole file. */
  readonly up: string
  readonly down: string | null
}

/** The texts of its files, checked as if they were read. */
export function draftRevision(revision: NewRevision, known: RevisionFolder): DraftedRevision {
  const id = revision.id ?? newId()
  refuseNames(id, revision)
  refuseTaken(id, revision.labels ?? [], known)
  const values = headerValues({ dependsOn: [], labels: [], replaces: [], transactional: true, ...revision, id })
  const up = `${headerText(values, 'up')}${ended(revision.upBody)}`
  const downValues = new Map([
    ['revision', id],
    ['loses-data', values.get('loses-data') ?? null],
  ])
  const down = revision.downBody === null ? null : `${headerText(downValues, 'down')}${ended(revision.downBody)}`
  revisionHeader(scriptWithHeader('the new revision', up, 'up').header)
  if (down !== null) scriptWithHeader('the way down of the new revision', down, 'down')
  return { id, up, down }
}

function refuseNames(id: string, { parents, dependsOn = [], labels = [], replaces = [] }: NewRevision): void {
  const names = [
    ['revision', [id, ...parents, ...dependsOn, ...replaces]],
    ['label', labels],
  ] as const
  for (const [what, all] of names)
    for (const name of all) {
      const why = whyNoName(name)
      if (why) throw new RevisionError(`"${name}" can be no ${what}: ${why}.`)
    }
}

/** Ids and labels stand for revisions alike. */
function refuseTaken(id: string, labels: readonly string[], { revisions, squashed }: RevisionFolder): void {
  const same = [...revisions, ...squashed].find((other) => other.id === id)
  if (same) throw new RevisionError(`There is a revision ${id} already: "${same.message}" in ${same.up.file}.`)
  const labelled = revisions.find((other) => other.labels.includes(id))
  if (labelled) throw new RevisionError(`${id} is a label of ${labelled.id} in ${labelled.up.file}. Choose another id.`)
  for (const label of labels) {
    const other = revisions.find((one) => one.id === label || one.labels.includes(label))
    if (other || label === id)
      throw new RevisionError(
        `The label "${label}" is taken${other ? ` by ${other.id} in ${other.up.file}` : ': it is the id'}. Choose another.`,
      )
  }
}

/**
 * Writes both files, and HEAD where there is one.
 * @param known what the folder holds, for a caller that has read it
 */
export function writeRevision(
  folder: string,
  revision: NewRevision,
  known: RevisionFolder = readRevisions(folder),
): WrittenRevision {
  const { id, up, down } = draftRevision(revision, known)
  const path = join(folder, revision.name ?? fileName(id, revision.message, revision.when ?? new Date()))
  // The way down first: one that stands alone is noticed, a way up without it might not be.
  if (down !== null) writeNew(downOf(path), down)
  try {
    writeNew(path, up)
  } catch (error) {
    if (down !== null) rmSync(downOf(path), { force: true })
    throw error
  }
  writeHead(folder, headIds([...known.revisions, { id, parents: revision.parents }]))
  return { id, up: path, down: down === null ? null : downOf(path) }
}

const ended = (body: string): string => {
  const text = normalised(body).trimEnd()
  return text === '' ? '' : `\n${text}\n`
}

function writeNew(path: string, text: string): void {
  try {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
  } catch (cause) {
    if (existsSync(path) && cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new RevisionError(`${shownPath(path)} is there already, and is not overwritten.`, null, { cause })
    rmSync(path, { force: true })
    throw new RevisionError(`${shownPath(path)} cannot be written: ${String(cause)}`, null, { cause })
  }
}

/** Changes lines of a file's header, and keeps all else to the byte. The file is replaced whole, or not at all. */
export function rewriteHeader(file: string, changes: HeaderChanges): void {
  const kind = file.endsWith(DOWN) ? 'down' : 'up'
  const raw = readBytes(file)
  const text = withHeader(raw, headerValues(changes), kind)
  if (text === raw) return
  const { header } = scriptWithHeader(shownPath(file), text, kind)
  if (kind === 'up') revisionHeader(header)
  const beside = `${file}.${newId()}.tmp`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    chmodSync(beside, statSync(file).mode)
    renameSync(beside, file)
  } catch (cause) {
    rmSync(beside, { force: true })
    throw new RevisionError(`${shownPath(file)} cannot be written: ${String(cause)}`, null, { cause })
  }
}
