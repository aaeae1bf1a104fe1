// The shadow that SQL files need: with the database's name and the extensions that they speak of.

import { openShadow } from '../shadow/open-shadow.ts'
import type { Shadow, ShadowOptions } from '../shadow/shadow.ts'
import { prescan } from './prescan.ts'
import type { SqlFile } from './sql-input.ts'

export interface ShadowWishes {
  readonly major?: number | undefined
  readonly server?: string | undefined
  readonly user?: string | undefined
}

/** @param files all that will be run. Throws a ShadowError, or a ConnectionError where a given server cannot be reached. */
export function openShadowFor(files: readonly SqlFile[], { major, server, user }: ShadowWishes): Promise<Shadow> {
  const { database, extensions } = prescan(files)
  const options: ShadowOptions = {
    extensions,
    ...(major === undefined ? {} : { major }),
    ...(server === undefined ? {} : { server }),
    ...(user === undefined ? {} : { user }),
    ...(database === null ? {} : { database }),
  }
  return openShadow(options)
}
