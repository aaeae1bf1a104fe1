// As whom the binaries run: PostgreSQL refuses to be started by root.
// Knows nothing of what is started.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Launcher {
  /** Words to put before a command. */
  readonly prefix: readonly string[]
  /** The user that a process is started as, where it is not our own. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

let chosen: Launcher | undefined

export const chooseLauncher = (): Launcher => (chosen ??= findLauncher())

/** A user namespace in which root is nobody: files stay root's, no account is needed, and private folders stay readable. */
const NAMESPACE = ['unshare', '-U', '--map-user=65534', '--map-group=65534', '--']

function findLauncher(): Launcher {
  if (process.getuid?.() !== 0) return { prefix: [], owner: null }
  const [unshare = '', ...words] = NAMESPACE
  if (spawnSync(unshare, [...words, 'true'], { stdio: 'ignore' }).status === 0)
    return { prefix: NAMESPACE, owner: null }
  return { prefix: [], owner: nobody() }
}

/** initdb wants an account that exists. */
function nobody(): { uid: number; gid: number } {
  const accounts = process.platform === 'linux' ? readFileSync('/etc/passwd', 'utf8') : ''
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? []
  return { uid: Number(uid ?? 4_294_967_294), gid: Number(gid ?? 4_294_967_294) }
}
