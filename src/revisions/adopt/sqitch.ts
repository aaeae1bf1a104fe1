// sqitch: changes in the order of sqitch.plan, deploy/ and revert/ as scripts of psql; the schema sqitch has what is deployed.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RevisionError } from '../errors.ts'
import { shownPath } from '../files/text.ts'
import { ident, literal } from '../../catalog/identifier.ts'
import { asId, chain, readForeign, refuseTwice, type Link } from './linear.ts'
import { parsePlan, type PlannedChange, type SqitchPlan } from './sqitch-plan.ts'
import type { ForeignScript, Given, Project, Tool } from './tool.ts'

export const sqitch: Tool = {
  name: 'sqitch',
  title: 'sqitch',
  history: {
    table: 'changes',
    columns: ['change_id', 'change', 'project', 'committed_at', 'planned_at'],
    distinctive: false,
    own: ({ schema }) => [`schema:${schema}`],
  },
  folderIs: 'the folder with sqitch.plan',
  isItsFolder: (folder) => layoutOf(folder) !== null,
  read,
}

interface Layout {
  /** Relative to the folder. */
  readonly plan: string
  readonly top: string
}

/** sqitch.conf may put the plan and the scripts elsewhere. */
function layoutOf(folder: string): Layout | null {
  const conf = existsSync(join(folder, 'sqitch.conf')) ? readForeign(folder, 'sqitch.conf').text : ''
  const setting = (key: string): string | undefined =>
    new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*"?([^"\\n]+?)"?[ \\t]*$`, 'm').exec(conf)?.[1]
  const top = setting('top_dir') ?? '.'
  const plan = setting('plan_file') ?? join(top, 'sqitch.plan')
  return existsSync(join(folder, plan)) ? { plan, top } : null
}

async function read(given: Given): Promise<Project> {
  const { folder, database } = given
  const layout = layoutOf(folder)
  if (!layout) throw new RevisionError(`There is no sqitch.plan in ${shownPath(folder)}.`)
  const plan = parsePlan(readForeign(folder, layout.plan))
  const links = plan.changes.map((change, i) => link(given, layout, plan, change, i))
  if (links.length === 0) throw new RevisionError(`${shownPath(join(folder, layout.plan))} plans no change.`)
  refuseTwice(links)
  const history = database?.history ?? null
  const deployed = history ? await deployedChanges(database!, history.schema, plan) : []
  refuseOtherOrder(deployed, plan)
  const applied = new Set(links.slice(0, deployed.length).map(({ id }) => id))
  return {
    migrations: chain(links, ({ id }) => applied.has(id)),
    repeatables: [],
    notes: plan.hasTags
      ? ['sqitch’s tags and verify scripts are not taken over: the plan stays in version control']
      : [],
  }
}

/** In the order of deployment, which is the plan's. */
async function deployedChanges(
  { connection }: NonNullable<Given['database']>,
  schema: string,
  plan: SqitchPlan,
): Promise<readonly string[]> {
  const rows = await connection.query<{ change: string }>(`
    SELECT change FROM ${ident(schema)}.changes WHERE project = ${literal(plan.project)} ORDER BY committed_at, planned_at`)
  return rows.map(({ change }) => change)
}

function refuseOtherOrder(deployed: readonly string[], plan: SqitchPlan): void {
  const at = deployed.findIndex((change, i) => plan.changes[i]?.name !== change)
  if (at < 0) return
  const planned = plan.changes[at]?.name
  throw new RevisionError(
    `The database has deployed ${deployed[at]} where the plan has ${planned ?? 'nothing more'}. Check the plan out as it was deployed, or see what \`sqitch status\` says, and bring both together first.`,
  )
}

function link(
  { folder, replacements }: Given,
  layout: Layout,
  plan: SqitchPlan,
  change: PlannedChange,
  index: number,
): Link {
  const stem = scriptOf(join(folder, layout.top), plan, change, index)
  const script = (kind: string): ForeignScript | null => {
    const path = join(layout.top, kind, `${stem}.sql`)
    if (!existsSync(join(folder, path))) return null
    const { shown, text } = readForeign(folder, path)
    let sql = text
    for (const [placeholder, value] of replacements) sql = sql.replaceAll(placeholder, value)
    return { file: shown, line: 1, sql, runs: 'none' }
  }
  const up = script('deploy')
  if (!up)
    throw new RevisionError(
      `${change.name} has no script ${shownPath(join(folder, layout.top, 'deploy', `${stem}.sql`))}.`,
    )
  const isReworked = plan.changes.filter(({ name }) => name === change.name).length > 1
  const id = asId(isReworked ? `${change.name}_${change.tag ?? 'now'}` : change.name)
  const number = String(index + 1).padStart(String(plan.changes.length).length, '0')
  return { id, message: change.note || change.name, name: `${number}_${id}.sql`, up, down: script('revert') }
}

/** A change that is reworked later has its old script under the name of a tag between the two. */
function scriptOf(top: string, plan: SqitchPlan, change: PlannedChange, index: number): string {
  const later = plan.changes.findIndex(({ name }, i) => i > index && name === change.name)
  if (later < 0) return change.name
  const between = plan.changes.slice(index, later).flatMap(({ tags }) => tags)
  const tag = between.find((one) => existsSync(join(top, 'deploy', `${change.name}@${one}.sql`)))
  if (tag === undefined)
    throw new RevisionError(
      `${change.name} was reworked, and its script of before, deploy/${change.name}@<tag>.sql, is not there.`,
    )
  return `${change.name}@${tag}`
}
