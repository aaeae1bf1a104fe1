// Why an upgraded database differs from a fresh one: for each difference the changeset that makes it so, and why that one, or
// another that was to see to it, did not run in the upgrade. Reads what was seen; runs nothing.

import { wholeOf, type CatalogObject, type Key } from '../../catalog/object.ts'
import { describeChange } from '../../diff/describe.ts'
import type { Change } from '../../diff/diff.ts'
import { placeText } from '../../source/source-error.ts'
import { identity, type Changeset } from '../changelog.ts'
import type { ShadowState } from '../shadow/shadow-changelog.ts'
import type { Dropped } from '../shadow/watch.ts'
import { changesetKey } from '../tracking/ran.ts'
import { changesetAt, didRun, isEdited, mentions, placeOf, type ChangesetPlace, type Evidence } from './evidence.ts'
import { fateOf } from './fate.ts'
import { objectOf, wholesOf } from './wholes.ts'

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

export function differencesOf(changes: readonly Change[], evidence: Evidence): Difference[] {
  return wholesOf(changes).map(({ change, parts }) => ({ ...explained(change, evidence), parts }))
}

function explained(change: Change, evidence: Evidence): Omit<Difference, 'parts'> {
  const object = objectOf(change)
  const inFresh = change.verb === 'drop' ? null : writerOf(change.desired, evidence.fresh, evidence, change.verb)
  const inUpgraded =
    change.verb === 'create' ? null : writerOf(change.current, evidence.upgraded, evidence, change.verb)
  const dropping = change.verb === 'alter' ? null : dropperOf(object, change.verb, evidence)
  const passedOver = passedOverFor(object, inFresh, evidence)
  const culprits: (Suspect | null)[] = [
    ...(change.verb === 'create'
      ? [dropping && { ...placeOf(dropping), why: droppedWhy(dropping, inFresh, evidence) }]
      : []),
    ...(change.verb === 'drop' && dropping
      ? [{ ...placeOf(dropping), why: `it drops it in a fresh database; ${fateOf(dropping, evidence)}` }]
      : []),
    passedOver[0] ?? null,
    otherwiseInUpgrade(change, inFresh, inUpgraded, evidence),
    inFresh && { ...placeOf(inFresh), why: whyNot(inFresh, object, evidence) },
    inUpgraded && { ...placeOf(inUpgraded), why: leftBehind(inUpgraded, evidence) },
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
  evidence: Evidence,
): Suspect | null {
  if (change.verb === 'drop') return null
  const { parent } = change.desired
  const whole = parent && parent.kind !== 'schema' ? evidence.upgraded.catalog.objects.get(parent.key) : undefined
  const writer = inUpgraded ?? (whole ? writerOf(whole, evidence.upgraded, evidence, 'alter') : null)
  if (!writer || writer === inFresh || !didRun(writer, evidence)) return null
  const what = change.verb === 'alter' ? 'makes it otherwise' : `makes or alters ${whole?.key ?? 'it'} without it`
  const instead =
    inFresh === null ? '' : `; in a fresh database ${identity(inFresh)} does, which ${fateOf(inFresh, evidence)}`
  return { ...placeOf(writer), why: `${what} in the upgrade${instead}` }
}

/**
 * Of privileges a row of the catalog holds all: the last changeset whose GRANT or REVOKE names the object is nearer. And a row is
 * written by a GRANT too, which neither makes nor alters what it grants.
 */
function writerOf(
  object: CatalogObject,
  state: ShadowState,
  evidence: Evidence,
  verb: Change['verb'],
): Changeset | null {
  const at = (xid: number | null): Changeset | null => (xid === null ? null : changesetAt(xid, state, evidence))
  const written = at(state.writers.of(object))
  if (/privilege/.test(object.kind))
    return grantOf(object, state, evidence) ?? defaultsOf(object, state, evidence) ?? written
  const defined = at(state.writers.defined(object))
  if (verb !== 'alter') return defined ?? written
  if (written && /\b(?:create|alter)/i.test(evidence.codeOf(written))) return written
  return defined ?? at(state.writers.defined(wholeOf(object))) ?? written
}

function grantOf(object: CatalogObject, { runs }: ShadowState, evidence: Evidence): Changeset | null {
  const names = [wholeOf(object).name, object.name].filter((name) => name !== '')
  const granting = runs
    .map(({ key }) => evidence.changesets.get(key))
    .filter((one) => one !== undefined)
    .filter((one) => /\b(?:grant|revoke)\b/i.test(evidence.codeOf(one)))
  return granting.findLast((one) => names.every((name) => mentions(evidence.codeOf(one), name))) ?? null
}

const DEFAULTS = /\balter\s+default\s+privileges\b/i

/** Where nothing grants it by name: the last changeset that grants the role something on all objects, or on those to come. */
function defaultsOf({ name }: CatalogObject, { runs }: ShadowState, evidence: Evidence): Changeset | null {
  const reaches = (text: string): boolean =>
    /\bgrant\b/i.test(text) && (DEFAULTS.test(text) || /\bon\s+all\b/i.test(text)) && mentions(text, name)
  return (
    runs.flatMap(({ key }) => evidence.changesets.get(key) ?? []).findLast((one) => reaches(evidence.codeOf(one))) ??
    null
  )
}

/** Why a changeset that makes it in a fresh database does not here. */
function whyNot(changeset: Changeset, { kind }: CatalogObject, evidence: Evidence): string {
  return /privilege/.test(kind) &&
    DEFAULTS.test(evidence.codeOf(changeset)) &&
    evidence.happened.has(identity(changeset))
    ? 'ran in the upgrade too, where default privileges do not reach what had been made before'
    : fateOf(changeset, evidence)
}

/** A missing object is dropped in the upgrade; one that is too much, in a fresh database. */
function dropperOf(object: CatalogObject, verb: 'create' | 'drop', evidence: Evidence): Changeset | null {
  const state = verb === 'create' ? evidence.upgraded : evidence.fresh
  for (let at: CatalogObject | null = object; at && at.kind !== 'schema'; at = at.parent) {
    const { kind, identity: name } = at
    const found = state.watched.dropped.findLast((dropped) => isSame(dropped, kind, name))
    const changeset = found && changesetAt(found.xid, state, evidence)
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
function passedOverFor(object: CatalogObject, maker: Changeset | null, evidence: Evidence): Suspect[] {
  const whole = wholeOf(object)
  const column = partName(object)
  return evidence.current.changesets.flatMap((changeset) => {
    const what = evidence.happened.get(identity(changeset))
    const did = what && what.outcome !== 'executed' && what.outcome !== 'reran'
    const text = evidence.codeOf(changeset)
    if (!did || changeset === maker || !mentions(text, whole.name)) return []
    if (column !== null && !mentions(text, column)) return []
    return [{ ...placeOf(changeset), why: fateOf(changeset, evidence) }]
  })
}

/** The column, constraint or other named part that it is, or is of. */
function partName(object: CatalogObject): string | null {
  for (let at = object; at.parent && at.parent.kind !== 'schema'; at = at.parent)
    if (at.name !== '' && at.parent === wholeOf(object)) return at.kind === 'owner' ? null : at.name
  return null
}

function droppedWhy(dropping: Changeset, maker: Changeset | null, evidence: Evidence): string {
  const again = maker === null ? '' : `; ${identity(maker)}, which makes it, ${notAgain(maker, evidence)}`
  const how = /\bcascade\b/i.test(evidence.codeOf(dropping))
    ? 'dropped it in the upgrade (CASCADE)'
    : 'dropped it in the upgrade'
  return `${how}${again}`
}

/** Of a changeset in the upgrade, as the end of a sentence. */
function notAgain(changeset: Changeset, evidence: Evidence): string {
  return evidence.happened.has(identity(changeset)) ? 'had run before that' : fateOf(changeset, evidence)
}

function leftBehind(changeset: Changeset, { current, earlier }: Evidence): string {
  const [key, was] = [changesetKey(changeset), earlier.get(changesetKey(changeset))]
  const is = current.changesets.find((one) => changesetKey(one) === key)
  if (!is) return 'made it so before, is in no file any more, and nothing in the upgrade undoes it'
  return was && isEdited(was, is)
    ? 'made it so with its earlier text, and neither its new one nor anything else in the upgrade undoes that'
    : 'made it so in the upgraded database, and nothing in the upgrade undoes that'
}

export const suspectText = (one: Suspect): string => `${one.identity} (${placeText(one)}) ${one.why}`
