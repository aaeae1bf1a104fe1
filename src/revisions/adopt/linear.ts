// What the tools that know no branches have in common: files in one order, applied from the first to some point.
// Knows no tool.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { readBytes, shownPath } from '../files/text.ts'
import { whyNoName } from '../files/header.ts'
import type { ForeignScript, Migration } from './tool.ts'

/** One migration as its file says it, before it has a place in a chain. */
export type Link = Omit<Migration, 'parents' | 'dependsOn' | 'labels' | 'applied'>

/** Each on the one before it. */
export function chain(links: readonly Link[], isApplied: (link: Link) => boolean): readonly Migration[] {
  return links.map((link, i) => {
    const before = links[i - 1]
    return { ...link, parents: before ? [before.id] : [], dependsOn: [], labels: [], applied: isApplied(link) }
  })
}

/** A revision's ancestors are applied with it: one that is not, and has a later one that is, has no place in a chain. */
export function refuseGaps(migrations: readonly Migration[], title: string, advice: string): void {
  const last = migrations.findLastIndex(({ applied }) => applied)
  const missing = migrations.slice(0, Math.max(last, 0)).filter(({ applied }) => !applied)
  const after = migrations[last]
  if (missing.length === 0 || !after) return
  throw new RevisionError(
    `By ${title}'s history the database has ${nameOf(after)}, but not ${missing.map(nameOf).join(', ')} from before it. ${advice}`,
  )
}

const nameOf = ({ up }: Migration): string => up.file

/** What the history names and no file is: the chain would lack it. */
export function refuseWithoutFile(names: readonly string[], title: string, folder: string): void {
  if (names.length === 0) return
  throw new RevisionError(
    `The database has run ${names.join(', ')} by ${title}'s history, but ${shownPath(folder)} has no such ${names.length === 1 ? 'file' : 'files'}. ` +
      'Bring them back from version control. If they are gone, begin from the database as it is: trueup adopt --from none.',
  )
}

export function refuseTwice(links: readonly { readonly id: string; readonly up: ForeignScript }[]): void {
  const seen = new Map<string, string>()
  for (const { id, up } of links) {
    const other = seen.get(id)
    if (other !== undefined)
      throw new RevisionError(`${other} and ${up.file} have the same version, ${id}. Give one of them another.`)
    seen.set(id, up.file)
  }
}

/** The folder's own files, hidden ones left out, sorted by name as bytes sort. */
export function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The same with those in sub-folders, relative to the folder and with slashes. */
export function filesBelow(folder: string, within = ''): readonly string[] {
  const here = join(folder, within)
  if (!existsSync(here) || !statSync(here).isDirectory()) return []
  const entries = readdirSync(here, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  )
  return entries
    .flatMap((entry) => {
      const path = within === '' ? entry.name : `${within}/${entry.name}`
      return entry.isDirectory() ? filesBelow(folder, path) : [path]
    })
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

export interface ForeignFile {
  /** For messages. */
  readonly shown: string
  /** Without a byte order mark, line ends as LF. */
  readonly text: string
}

export function readForeign(folder: string, file: string): ForeignFile {
  const path = join(folder, file)
  return {
    shown: shownPath(path),
    text: readBytes(path)
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n'),
  }
}

/** `add_invoices` → `add invoices`. */
export const inWords = (name: string): string => name.replaceAll(/[_-]+/g, ' ').trim()

/** An old name as an id: what a revision's id may not hold becomes an underscore. */
export function asId(name: string): string {
  const id = name.replaceAll(/[\s@+:,\-\p{Cc}]+/gu, '_')
  return whyNoName(id) === null ? id : `_${id}`
}

/** A file name of the new folder that still says which old file it was. */
export const sqlName = (path: string): string =>
  `${basename(path)
    .replace(/(\.up)?\.(sql|js|ts|py)$/, '')
    .replaceAll(/[\\/]+/g, '_')}.sql`

/** Version numbers by their parts: 1.10 after 1.9. */
export function byVersion(a: string, b: string): number {
  const parts = (version: string): readonly bigint[] => version.split(/[._]/).map((part) => BigInt(part || '0'))
  const [left, right] = [parts(a), parts(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? 0n, right[i] ?? 0n]
    if (x !== y) return x < y ? -1 : 1
  }
  return 0
}
