// What changelogs make, each in a shadow of its own: a fresh database, and an upgraded one. Does not compare.

import type { Catalog } from '../../catalog/catalog.ts'
import type { Changelog } from '../changelog.ts'
import { ChangelogError } from '../errors.ts'
import {
  ShadowChangelog,
  type ShadowChangelogOptions,
  type ShadowRunReport,
  type ShadowState,
} from './shadow-changelog.ts'

export interface Built {
  readonly fresh: ShadowState
  readonly upgraded: ShadowState
  readonly upgrade: ShadowRunReport
}

/** Side by side where each has a server of its own: roles are a whole server's. */
export async function bothBuilt(
  before: Changelog,
  current: Changelog,
  revision: string,
  options: ShadowChangelogOptions,
): Promise<Built> {
  const makeFresh = (): Promise<ShadowState> => freshState(current, options, 'the files')
  const makeUpgraded = () => upgradedState(before, current, options, `the files of git revision ${revision}`)
  if (options.server !== undefined) {
    const fresh = await makeFresh()
    return { fresh, ...(await makeUpgraded()) }
  }
  const [fresh, upgraded] = await Promise.allSettled([makeFresh(), makeUpgraded()])
  if (fresh.status === 'rejected') throw fresh.reason
  if (upgraded.status === 'rejected') throw upgraded.reason
  return { fresh: fresh.value, ...upgraded.value }
}

export async function freshState(
  changelog: Changelog,
  options: ShadowChangelogOptions,
  what: string,
  origin: Catalog['origin'] = 'database',
): Promise<ShadowState> {
  const shadow = await ShadowChangelog.open([changelog], options)
  try {
    fromScratch(await shadow.run(changelog), what)
    return await shadow.read(origin)
  } finally {
    await shadow.close()
  }
}

async function upgradedState(
  before: Changelog,
  current: Changelog,
  options: ShadowChangelogOptions,
  what: string,
): Promise<Omit<Built, 'fresh'>> {
  const shadow = await ShadowChangelog.open([before, current], options)
  try {
    fromScratch(await shadow.run(before), what, '--from names a revision whose files do.')
    const upgrade = await shadow.run(current)
    return { upgrade, upgraded: await shadow.read() }
  } finally {
    await shadow.close()
  }
}

function fromScratch({ failure }: ShadowRunReport, what: string, advice = ''): void {
  if (!failure) return
  const text = `${what} do not run from scratch:\n${failure.message}${advice === '' ? '' : `\n${advice}`}`
  throw new ChangelogError(text, null, { cause: failure })
}
