// Why an upgraded database differs from a fresh one: for each difference the changeset that makes it so, and why that one, or
// another that was to see to it, did not run in the upgrade. Reads what was seen; runs nothing.

import { wholeOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import { describeChange } from '../../diff/describe.ts'
import type { Change } from '../../diff/diff.ts'
import { placeText, type Place } from '../../source/source-error.ts'
import { identity, type Changelog, type Changeset } from '../changelog.ts'
import { checksum } from '../checksum/checksum.ts'
import { CURRENT_VERSION } from '../checksum/version.ts'
import { withoutComments } from '../sql/strip-comments.ts'
import { changesetKey } from '../tracking/ran.ts'
import type { Happened, ShadowState } from '../shadow/shadow-changelog.ts'
import type { Dropped } from '../shadow/watch.ts'
import { runOf } from '../shadow/writers.ts'

export interface ChangesetPlace extends Place {
  /** `path::id::author` */
  readonly identity: string
}

/** A changeset that was to see to it, and what came of that. */
export interface Suspect extends ChangesetPlace {
  readonly why: string
}

export interface Difference {
  readonly key: Key
  readonly verb: Change['verb']
  /** Of the upgraded database against a fresh one. */
  readonly text: string
  /** Parts that are missing, or too much, with it. */
  readonly parts: number
  /** The changeset to blame, and why; null: it cannot be told. */
  readonly blame: Suspect | null
  /** What makes it, or last alters it, in a fresh database. */
  readonly fresh: ChangesetPlace | null
  /** Likewise in the upgraded one. */
  readonly upgraded: ChangesetPlace | null
  /** What dropped it, where it is missing. */
  readonly droppedBy: ChangesetPlace | null
  /** Changesets of the upgrade that speak of it and did nothing. */
  readonly passedOver: readonly Suspect[]
}

export interface Versions {
  readonly before: Changelog
  readonly current: Changelog
}

export interface Evidence extends Versions {
  readonly fresh: ShadowState
  readonly upgraded: ShadowState
  /** Of the upgrade alone, by identity. */
  readonly happened: ReadonlyMap<string, Happened>
}

export function differencesOf(changes: readonly Change[], evidence: Evidence): Difference[] {
  const index = indexOf(evidence)
  return wholesOf(changes).map(({ change, parts }) => ({ ...explained(change, index), parts }))
}

/** Without what is missing, or too much, as a part of something that is. */
export function wholesOf(changes: readonly Change[]): { readonly change: Change; readonly parts: number }[] {
  const verbs = new Map(changes.map((change) => [change.key, change.verb]))
  const isPart = (change: Change): boolean => {
    if (change.verb === 'alter') return false
    for (let at = objectOf(change).parent; at; at = at.parent) if (verbs.get(at.key) === change.verb) return true
    return false
  }
  const parts = changes.filter(isPart)
  return changes
    .filter((change) => !isPart(change))
    .map((change) => ({
      change,
      parts: parts.filter((part) => part.verb === change.verb && isWithin(objectOf(part), change.key)).length,
    }))
}

const objectOf = (change: Change): CatalogObject => (change.verb === 'drop' ? change.current : change.desired)

function isWithin(object: CatalogObject, key: Key): boolean {
  for (let at = object.parent; at; at = at.parent) if (at.key === key) return true
  return false
}

interface Index extends Evidence {
  /** By changesetKey(): the current ones, and those of the earlier revision that are gone. */
  readonly changesets: ReadonlyMap<string, Changeset>
  readonly earlier: ReadonlyMap<string, Changeset>
  readonly textOf: (changeset: Changeset) => string
}

function indexOf(evidence: Evidence): Index {
  const { before, current } = evidence
  const earlier = new Map(before.changesets.map((one) => [changesetKey(one), one]))
  const texts = new Map<Changeset, string>()
  const textOf = (changeset: Changeset): string => {
    const known = texts.get(changeset)
    if (known !== undefined) return known
    const text = codeOf(changeset)
    texts.set(changeset, text)
    return text
  }
  const changesets = new Map([...earlier, ...current.changesets.map((one) => [changesetKey(one), one] as const)])
  return { ...evidence, changesets, earlier, textOf }
}

/** Its SQL without comments, or the fields of its changes. */
export const codeOf = ({ changes }: Changeset): string =>
  changes.map(({ content, fields }) => (content ? withoutComments(content.text) : JSON.stringify(fields))).join('\n')

function explained(change: Change, index: Index): Omit<Difference, 'parts'> {
  const object = objectOf(change)
  const inFresh = change.verb === 'drop' ? null : writerOf(change.desired, index.fresh, index, change.verb)
  const inUpgraded = change.verb === 'create' ? null : writerOf(change.current, index.upgraded, index, change.verb)
  const dropping = change.verb === 'alter' ? null : dropperOf(object, change.verb, index)
  const passedOver = passedOverFor(object, inFresh, index)
  const culprits: (Suspect | null)[] = [
    ...(change.verb === 'create'
      ? [dropping && { ...placeOf(dropping), why: droppedWhy(dropping, inFresh, index) }]
      : []),
    ...(change.verb === 'drop' && dropping
      ? [{ ...placeOf(dropping), why: `it drops it in a fresh database; ${fateOf(dropping, index)}` }]
      : []),
    passedOver[0] ?? null,
    otherwiseInUpgrade(change, inFresh, inUpgraded, index),
    inFresh && { ...placeOf(inFresh), why: whyNot(inFresh, object, index) },
    inUpgraded && { ...placeOf(inUpgraded), why: leftBehind(inUpgraded, index) },
  ]
  return {
    key: change.key,
    verb: change.verb,
    text: describeChange(change),
    blame: culprits.find((one) => one !== null) ?? null,
    fresh: inFresh && placeOf(inFresh),
    upgraded: inUpgraded && placeOf(inUpgraded),
    droppedBy: change.verb === 'create' && dropping ? placeOf(dropping) : null,
    passedOver,
  }
}

/** A changeset that ran in the upgrade, and made the object, or what it is a part of, otherwise than in a fresh database. */
function otherwiseInUpgrade(
  change: Change,
  inFresh: Changeset | null,
  inUpgraded: Changeset | null,
  index: Index,
): Suspect | null {
  if (change.verb === 'drop') return null
  const { parent } = change.desired
  const whole = parent && parent.kind !== 'schema' ? index.upgraded.catalog.objects.get(parent.key) : undefined
  const writer = inUpgraded ?? (whole ? writerOf(whole, index.upgraded, index, 'alter') : null)
  if (!writer || writer === inFresh || !/^(?:executed|reran)$/.test(outcomeOf(writer, index))) return null
  const what = change.verb === 'alter' ? 'makes it otherwise' : `makes or alters ${whole?.key ?? 'it'} without it`
  const instead =
    inFresh === null ? '' : `; in a fresh database ${identity(inFresh)} does, which ${fateOf(inFresh, index)}`
  return { ...placeOf(writer), why: `${what} in the upgrade${instead}` }
}

const outcomeOf = (changeset: Changeset, { happened }: Pick<Index, 'happened'>): string =>
  happened.get(identity(changeset))?.outcome ?? ''

export const placeOf = (changeset: Changeset): ChangesetPlace => ({
  identity: identity(changeset),
  file: changeset.file,
  line: changeset.line,
})

/**
 * Of privileges a row of the catalog holds all: the last changeset whose GRANT or REVOKE names the object is nearer. And a row is
 * written by a GRANT too, which neither makes nor alters what it grants.
 */
function writerOf(object: CatalogObject, state: ShadowState, index: Index, verb: Change['verb']): Changeset | null {
  const at = (xid: number | null): Changeset | null => (xid === null ? null : changesetAt(xid, state, index))
  const written = at(state.writers.of(object))
  if (/privilege/.test(object.kind)) return grantOf(object, state, index) ?? defaultsOf(object, state, index) ?? written
  const defined = at(state.writers.defined(object))
  if (verb !== 'alter') return defined ?? written
  if (written && /\b(?:create|alter)/i.test(index.textOf(written))) return written
  return defined ?? at(state.writers.defined(wholeOf(object))) ?? written
}

export function changesetAt(
  xid: number,
  { runs, watched }: Pick<ShadowState, 'runs' | 'watched'>,
  { changesets }: Pick<Index, 'changesets'>,
): Changeset | null {
  const key = runOf(runs, watched.tops.get(xid) ?? xid, (one) => changesets.get(one)?.runInTransaction === false)
  return key === null ? null : (changesets.get(key) ?? null)
}

function grantOf(object: CatalogObject, { runs }: ShadowState, index: Index): Changeset | null {
  const names = [wholeOf(object).name, object.name].filter((name) => name !== '')
  const granting = runs
    .map(({ key }) => index.changesets.get(key))
    .filter((one) => one !== undefined)
    .filter((one) => /\b(?:grant|revoke)\b/i.test(index.textOf(one)))
  return granting.findLast((one) => names.every((name) => mentions(index.textOf(one), name))) ?? null
}

const DEFAULTS = /\balter\s+default\s+privileges\b/i

/** Where nothing grants it by name: the last changeset that grants the role something on all objects, or on those to come. */
function defaultsOf({ name }: CatalogObject, { runs }: ShadowState, index: Index): Changeset | null {
  const reaches = (text: string): boolean =>
    /\bgrant\b/i.test(text) && (DEFAULTS.test(text) || /\bon\s+all\b/i.test(text)) && mentions(text, name)
  return (
    runs.flatMap(({ key }) => index.changesets.get(key) ?? []).findLast((one) => reaches(index.textOf(one))) ?? null
  )
}

/** Why a changeset that makes it in a fresh database does not here. */
function whyNot(changeset: Changeset, { kind }: CatalogObject, index: Index): string {
  return /privilege/.test(kind) && DEFAULTS.test(index.textOf(changeset)) && index.happened.has(identity(changeset))
    ? 'ran in the upgrade too, where default privileges do not reach what had been made before'
    : fateOf(changeset, index)
}

export const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$])${pattern(name)}(?![\\w$])`, 'iu').test(text)

/** That stands for a name as it is. */
export const pattern = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A missing object is dropped in the upgrade; one that is too much, in a fresh database. */
function dropperOf(object: CatalogObject, verb: 'create' | 'drop', index: Index): Changeset | null {
  const state = verb === 'create' ? index.upgraded : index.fresh
  for (let at: CatalogObject | null = object; at && at.kind !== 'schema'; at = at.parent) {
    const { kind, identity: name } = at
    const found = state.watched.dropped.findLast((dropped) => isSame(dropped, kind, name))
    const changeset = found && changesetAt(found.xid, state, index)
    if (changeset) return changeset
  }
  return null
}

/** Arguments of routines are printed otherwise: their names are enough. */
function isSame({ type, identity: dropped }: Dropped, kind: string, name: string): boolean {
  if (type.replace(/^table (?=column|constraint)/, '').replace(/ value$/, '') !== kind) return false
  const plain = (text: string): string =>
    text
      .replace(/ on /i, ' ON ')
      .replace(/^for /, '')
      .replace(/\([^]*$/, '')
  return plain(dropped) === plain(name)
}

/** Changesets that are new or changed since the earlier revision, did nothing in the upgrade, and speak of the object. */
function passedOverFor(object: CatalogObject, maker: Changeset | null, index: Index): Suspect[] {
  const whole = wholeOf(object)
  const column = partName(object)
  return index.current.changesets.flatMap((changeset) => {
    const what = index.happened.get(identity(changeset))
    const did = what && what.outcome !== 'executed' && what.outcome !== 'reran'
    const text = index.textOf(changeset)
    if (!did || changeset === maker || !mentions(text, whole.name)) return []
    if (column !== null && !mentions(text, column)) return []
    return [{ ...placeOf(changeset), why: fateOf(changeset, index) }]
  })
}

/** The column, constraint or other named part that it is, or is of. */
function partName(object: CatalogObject): string | null {
  for (let at = object; at.parent && at.parent.kind !== 'schema'; at = at.parent)
    if (at.name !== '' && at.parent === wholeOf(object)) return at.kind === 'owner' ? null : at.name
  return null
}

function droppedWhy(dropping: Changeset, maker: Changeset | null, index: Index): string {
  const again = maker === null ? '' : `; ${identity(maker)}, which makes it, ${notAgain(maker, index)}`
  const how = /\bcascade\b/i.test(index.textOf(dropping))
    ? 'dropped it in the upgrade (CASCADE)'
    : 'dropped it in the upgrade'
  return `${how}${again}`
}

/** Of a changeset in the upgrade, as the end of a sentence. */
function notAgain(changeset: Changeset, index: Index): string {
  return index.happened.has(identity(changeset)) ? 'had run before that' : fateOf(changeset, index)
}

/** What became of a changeset in the upgrade, and why. */
export function fateOf(
  changeset: Changeset,
  { happened, earlier, textOf }: Pick<Index, 'happened' | 'earlier' | 'textOf'>,
): string {
  const what = happened.get(identity(changeset))
  if (what) {
    const reason = what.reason === null ? '' : `: ${what.reason}`
    switch (what.outcome) {
      case 'marked ran':
        return `was marked as run in the upgrade, and did nothing${reason}`
      case 'skipped':
        return `was passed over in the upgrade${reason}`
      case 'failed':
        return 'failed in the upgrade (failOnError:false)'
      default:
        if (/\bif\s+not\s+exists\b/i.test(textOf(changeset)))
          return 'ran in the upgrade too, where its IF NOT EXISTS passed over what was there'
        return isChanged(earlier.get(changesetKey(changeset)), changeset)
          ? 'ran in the upgrade too, and does not take back what its earlier text had made'
          : 'ran in the upgrade too, and came to something else there'
    }
  }
  const was = earlier.get(changesetKey(changeset))
  if (!was) return 'is not among what an upgrade runs (contexts, labels, ignore)'
  if (isEdited(was, changeset) && changeset.runOnChange) return 'was not reached by the upgrade'
  if (isEdited(was, changeset))
    return 'had run before with another text, and was edited since: what has run does not run again'
  if (attributesOf(was) !== attributesOf(changeset))
    return 'had run before with other attributes, which are no part of its checksum: it did not run again'
  if (changeset.runOnChange)
    return 'had run before, and did not run again: it is runOnChange, and its text is unchanged'
  return 'had run before, and runs once'
}

const isChanged = (was: Changeset | undefined, is: Changeset): boolean => was !== undefined && isEdited(was, is)

export const isEdited = (was: Changeset, is: Changeset): boolean =>
  checksum(was, CURRENT_VERSION) !== checksum(is, CURRENT_VERSION)

const attributesOf = ({ changes }: Changeset): string => JSON.stringify(changes.map(({ fields }) => fields))

function leftBehind(changeset: Changeset, { current, earlier }: Index): string {
  const [key, was] = [changesetKey(changeset), earlier.get(changesetKey(changeset))]
  const is = current.changesets.find((one) => changesetKey(one) === key)
  if (!is) return 'made it so before, is in no file any more, and nothing in the upgrade undoes it'
  return was && isEdited(was, is)
    ? 'made it so with its earlier text, and neither its new one nor anything else in the upgrade undoes that'
    : 'made it so in the upgraded database, and nothing in the upgrade undoes that'
}

export const suspectText = (one: Suspect): string => `${one.identity} (${placeText(one)}) ${one.why}`
