// Two states → a plan: the path that all ways of working share. The one place that puts the stages together:
// opens the sources, brings them into like form, settles renames, selects, plans, and proves.

import type { Catalog } from '../catalog/catalog.ts'
import type { Rename } from '../config/settings.ts'
import { notFollowed, proposeRenames, type ProposedRename, type RenameRequest } from '../diff/renames.ts'
import { select, selectBoth, type Selection } from '../diff/select.ts'
import { withUnsaid } from '../diff/unsaid.ts'
import { kinds } from '../kinds/all.ts'
import { makePlan, type Online } from '../plan/make-plan.ts'
import { statementsOf } from '../output/changes.ts'
import type { Plan } from '../plan/plan.ts'
import type { CopyOptions } from '../prove/copy.ts'
import { inLikeForm } from '../prove/like-form.ts'
import { onServer } from '../prove/older-server.ts'
import { prove, type Proving } from '../prove/prove.ts'
import { renamed } from '../prove/renamed.ts'
import { answered, unsaidOf, withFingerprints } from './answered.ts'
import type { Comparison, Settled } from './comparison.ts'
import { FailedProofError, StrictError, UnsafePlanError } from './errors.ts'
import { lossesOf } from './losses.ts'
import { selectionOf, unmatched, type SelectionOptions } from './selection.ts'
import { openStates, unreplacedNotes, type SourceOptions, type States } from './states.ts'
import { withoutDifference } from './without-difference.ts'

export interface CompareOptions extends SourceOptions, SelectionOptions {
  /** Allow a plan that loses data. Default false: UnsafePlanError. */
  readonly unsafe?: boolean | undefined
  /** StrictError where something is not covered, or a proof was asked for and could not be had. */
  readonly strict?: boolean | undefined
  /** Apply the plan to a copy of the current state in a shadow; FailedProofError where that shows that it is wrong. */
  readonly prove?: boolean | undefined
  readonly rename?: readonly Rename[] | undefined
  /** Neither catalogs nor fingerprints will be asked for: where nothing differs they are not there, and it takes half the time to see. */
  readonly statementsOnly?: boolean | undefined
  /** Spare tables in use scans and index builds under strong locks, at the price of several transactions. Default `auto`. */
  readonly online?: Online | undefined
  /** Told what begins, since it may take a while; null: all is done. */
  readonly onStage?: ((stage: string | null) => void) | undefined
  /** Asked where likely renames are found; what it returns is taken as given. Default: none are, and the plan notes them. */
  readonly chooseRenames?: ((proposals: readonly ProposedRename[]) => Promise<readonly ProposedRename[]>) | undefined
}

export async function compare(from: string, to: string, options: CompareOptions = {}): Promise<Comparison> {
  try {
    return await planAndProve(from, to, options)
  } finally {
    options.onStage?.(null)
  }
}

async function planAndProve(from: string, to: string, options: CompareOptions): Promise<Comparison> {
  options.onStage?.('reading both states')
  const sketch = options.statementsOnly === true && asksNoMore(options)
  return compareStates(await openStates(from, to, { ...options, sketch }), options)
}

/** The same for states that are at hand already. */
export async function compareStates(states: States, options: CompareOptions = {}): Promise<Comparison> {
  const selection = selectionOf(options)
  const reason = options.prove === false ? 'no proof was asked for' : null
  if (states.same && asksNoMore(options)) {
    const comparison = withoutDifference(states, states.same.uncovered, { selection, reason })
    refuse(comparison.plan, options)
    return comparison
  }
  const targetMajor = states.from.serverMajor ?? states.from.catalog.major
  const alike = await inLikeForm(states.from.catalog, states.to.catalog, states.copies)
  const [whole, wanted] = [onServer(alike[0], targetMajor), onServer(alike[1], targetMajor)]
  const requests = [...states.to.renames, ...(options.rename ?? []).map(requestOf)]
  const { online = 'auto' } = options
  const settling = { requests, selection, copies: states.copies, choose: options.chooseRenames, online }
  const settled = await settle(whole, wanted, settling)
  const asked = [...unmatched(options, [whole, wanted]), ...unreplacedNotes([states.from, states.to])]
  const notes = [
    ...asked,
    ...states.from.notes,
    ...states.to.notes,
    ...settled.notFollowed,
    ...settled.open.map(noteOf),
  ]
  const unproven = { ...settled.plan, notes, proof: { status: 'not proven', reason, rowsKept: 0 } } as const
  refuse(unproven, options)

  const proving: Proving = {
    plan: unproven,
    current: whole,
    goal: settled.goal,
    select: (catalog) => select(catalog, selection),
    targetMajor,
  }
  if (options.prove) options.onStage?.('proving the plan on a copy')
  const proof = options.prove ? await prove(proving, states.copies) : unproven.proof
  refuseUnproven({ ...unproven, proof }, options)

  const unsaid = unsaidOf(settled.current, settled.goal, selection)
  const current = answered(select(whole, selection), selection, unsaid)
  const goal = answered(settled.goal, selection, unsaid)
  const plan = withFingerprints(
    { ...unproven, proof },
    () => current,
    () => goal,
  )
  return { plan, current, goal, unsaid, settled }
}

/** Neither a proof, nor a note on a name that is nowhere. */
const asksNoMore = ({ prove, schema = [], include = [], rename = [] }: CompareOptions): boolean =>
  !prove && schema.length === 0 && include.length === 0 && rename.length === 0

interface Settling {
  readonly requests: readonly RenameRequest[]
  readonly selection: Selection
  readonly copies: CopyOptions
  readonly choose: CompareOptions['chooseRenames']
  readonly online: Online
}

async function settle(whole: Catalog, wanted: Catalog, settling: Settling): Promise<Settled> {
  const { requests, selection, copies, choose } = settling
  const after = await renamed(whole, wanted, requests, copies)
  const [current, desired] = selectBoth(after.catalog, wanted, selection)
  const goal = withUnsaid(current, desired, kinds)
  const plan = makePlan(current, goal, { renames: after.statements, from: '', to: '', online: settling.online })
  const verbs = new Set(statementsOf(plan).map(({ verb }) => verb))
  const proposals = verbs.has('drop') && verbs.has('create') ? proposeRenames(current, desired, kinds) : []
  const stale = requests.flatMap((request) => notFollowed(request, current, desired) ?? [])
  const settled = {
    current,
    goal,
    plan,
    renames: after.renames,
    renaming: after.statements,
    notFollowed: stale,
  }
  if (proposals.length === 0 || !choose) return { ...settled, open: proposals }
  const chosen = await choose(proposals)
  if (chosen.length === 0) return { ...settled, open: [] }
  const confirmed = chosen.map(({ from, flag }) => ({
    ...requestOf(pairOf(flag)),
    kind: current.objects.get(from)?.kind ?? null,
  }))
  return settle(whole, wanted, { ...settling, requests: [...requests, ...confirmed], choose: async () => [] })
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
    `Refused, since it would lose data:\n${losses}\nIf that is meant, allow it with --unsafe.${hints.join('')}`,
  )
}

function refuseUnproven(plan: Plan, { prove: asked, strict }: CompareOptions): void {
  const { proof } = plan
  if (proof.status === 'failed')
    throw new FailedProofError(
      plan,
      `The plan failed its proof, so it is not given: ${proof.reason}\n${
        proof.definitionFails
          ? 'The definition itself cannot be had on this server.'
          : 'This is a bug in Trueup. --no-prove gives the plan all the same.'
      }`,
    )
  if (strict && asked && proof.status === 'not proven')
    throw new StrictError(`Refused, since --strict was given and the plan is not proven: ${proof.reason}`)
}
