// Two states → a plan: the path that diff, check, plan and apply share. The one place that puts the stages together:
// opens the sources, brings them into like form, settles renames, selects, plans, and proves.

import type { Catalog } from '../catalog/catalog.ts'
import type { Key } from '../catalog/object.ts'
import { fingerprint } from '../catalog/fingerprint.ts'
import type { Rename } from '../config/settings.ts'
import { proposeRenames, type ProposedRename, type RenameRequest } from '../diff/renames.ts'
import { answeredFor, select, selectBoth, type Selection } from '../diff/select.ts'
import { withUnsaid } from '../diff/unsaid.ts'
import { kinds } from '../kinds/all.ts'
import { makePlan } from '../plan/make-plan.ts'
import type { Plan, Proof } from '../plan/plan.ts'
import type { CopyOptions } from '../prove/copy.ts'
import { inLikeForm } from '../prove/like-form.ts'
import { prove } from '../prove/prove.ts'
import { renamed } from '../prove/renamed.ts'
import { FailedProofError, StrictError, UnsafePlanError } from './errors.ts'
import { lossesOf } from './notes.ts'
import { selectionOf, type SelectionOptions } from './selection.ts'
import { openStates, type SourceOptions } from './states.ts'

export interface CompareOptions extends SourceOptions, SelectionOptions {
  /** Allow a plan that loses data. Default false: UnsafePlanError. */
  readonly unsafe?: boolean | undefined
  /** StrictError where something is not covered, or a proof was asked for and could not be had. */
  readonly strict?: boolean | undefined
  /** Apply the plan to a copy of the current state in a shadow; FailedProofError where that shows that it is wrong. */
  readonly prove?: boolean | undefined
  readonly rename?: readonly Rename[] | undefined
  /** Asked where likely renames are found; what it returns is taken as given. Default: none are, and the plan notes them. */
  readonly chooseRenames?: ((proposals: readonly ProposedRename[]) => Promise<readonly ProposedRename[]>) | undefined
}

export interface Comparison {
  readonly plan: Plan
  /** What the plan answers for, before any rename. */
  readonly current: Catalog
  /** What the plan answers for, with what it leaves unsaid. */
  readonly goal: Catalog
  /** What the plan makes without saying whose it is: it belongs to whoever applies the plan. */
  readonly unsaid: readonly Key[]
}

export async function compare(from: string, to: string, options: CompareOptions = {}): Promise<Comparison> {
  const states = await openStates(from, to, options)
  const selection = selectionOf(options)
  const [whole, wanted] = await inLikeForm(states.from.catalog, states.to.catalog, states.copies)
  const requests = [...states.to.renames, ...(options.rename ?? []).map(requestOf)]
  const settled = await settle(whole, wanted, {
    requests,
    selection,
    copies: states.copies,
    choose: options.chooseRenames,
  })

  const unsaid = unsaidOf(settled.current, settled.goal)
  const current = compared(select(whole, selection), selection, unsaid)
  const goal = compared(settled.goal, selection, unsaid)
  const notes = [...states.from.notes, ...states.to.notes, ...settled.open.map(noteOf)]
  const made = makePlan(settled.current, settled.goal, { notes, renames: settled.statements })
  const unproven: Plan = {
    ...made,
    from: fingerprint(current, kinds),
    to: fingerprint(goal, kinds),
    proof: { status: 'not proven', reason: options.prove === false ? 'no proof was asked for' : null, rowsKept: 0 },
  }
  refuse(unproven, options)
  if (!options.prove) return { plan: unproven, current, goal, unsaid }

  const targetMajor = states.from.serverMajor ?? states.from.catalog.major
  const select_ = (catalog: Catalog) => select(catalog, selection)
  const proof = await prove(
    { plan: unproven, current: whole, goal: settled.goal, select: select_, targetMajor },
    states.copies,
  )
  const plan = { ...unproven, proof }
  refuseUnproven(plan, proof, options.strict ?? false)
  return { plan, current, goal, unsaid }
}

const PARTS = new Set(kinds.filter((kind) => kind.partOfParent).map((kind) => kind.type))
const UNSAID = new Set(kinds.filter((kind) => kind.unsaid).map((kind) => kind.type))

/** What a plan answers for, of a selected state; `unsaid`: what it makes without saying whose it is. */
export const compared = (selected: Catalog, selection: Selection, unsaid: readonly Key[]): Catalog =>
  answeredFor(selected, selection, { kinds: UNSAID, on: new Set(unsaid) })

/** What is new, and belongs to whoever applies the plan. */
function unsaidOf(current: Catalog, goal: Catalog): Key[] {
  const said = new Set(
    [...goal.objects.values()].flatMap((o) => (UNSAID.has(o.kind) && o.parent ? [o.parent.key] : [])),
  )
  return [...goal.objects.values()].flatMap(({ key, kind }) =>
    PARTS.has(kind) || current.objects.has(key) || said.has(key) ? [] : [key],
  )
}

interface Settling {
  readonly requests: readonly RenameRequest[]
  readonly selection: Selection
  readonly copies: CopyOptions
  readonly choose: CompareOptions['chooseRenames']
}

/** Both states as they are compared, once the renames are done; and the likely ones that nobody has confirmed. */
async function settle(whole: Catalog, wanted: Catalog, { requests, selection, copies, choose }: Settling) {
  const after = await renamed(whole, wanted, requests, copies)
  const [current, desired] = selectBoth(after.catalog, wanted, selection)
  const proposals = proposeRenames(current, desired, kinds)
  const chosen = proposals.length > 0 && choose ? await choose(proposals) : []
  if (chosen.length > 0) {
    const confirmed = chosen.map(({ flag }) => requestOf(pairOf(flag)))
    return settle(whole, wanted, { requests: [...requests, ...confirmed], selection, copies, choose: undefined })
  }
  const open = choose ? [] : proposals
  return { current, goal: withUnsaid(current, desired, kinds), statements: after.statements, open }
}

const requestOf = ({ from, to }: Rename): RenameRequest => ({ kind: null, from, to, said: `--rename ${from}=${to}` })

/** A quoted name may hold an equals sign. */
function pairOf(flag: string): Rename {
  const at = flag.indexOf('=')
  return { from: flag.slice(0, at), to: flag.slice(at + 1) }
}

const noteOf = ({ from, to, flag, reason }: ProposedRename): string =>
  `${from} may have become ${to} (${reason}). If so, keep it: --rename '${flag}'`

function refuse(plan: Plan, { unsafe, strict }: CompareOptions): void {
  if (strict && plan.uncovered.length > 0) {
    const list = plan.uncovered.map(({ object, reason }) => `  ${object}: ${reason}`).join('\n')
    throw new StrictError(`Refused, since --strict was given and not everything is covered:\n${list}`)
  }
  const losses = lossesOf(plan)
  if (losses === '' || unsafe) return
  const hints = plan.notes.filter((note) => note.includes('--rename')).map((note) => `\n${note}`)
  throw new UnsafePlanError(
    plan,
    `Refused, since it would lose data:\n${losses}${hints.join('')}\nIf that is meant, allow it with --unsafe.`,
  )
}

function refuseUnproven(plan: Plan, proof: Proof, strict: boolean): void {
  if (proof.status === 'failed')
    throw new FailedProofError(
      plan,
      `The plan failed its proof, so it is not given: ${proof.reason}\nThis is a bug in Trueup. --no-prove gives the plan all the same.`,
    )
  if (strict && proof.status === 'not proven')
    throw new StrictError(`Refused, since --strict was given and the plan is not proven: ${proof.reason}`)
}
