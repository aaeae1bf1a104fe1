// .pgpass: passwords by host, port, database and user. See https://www.postgresql.org/docs/current/libpq-pgpass.html.
// Returns a password only to who asks for exactly that endpoint; never shows one.

import { readFileSync, statSync } from 'node:fs'

export interface PasswordLookup {
  readonly password: string | null
  /** Why the file was passed over although it exists; for people. */
  readonly ignored: string | null
}

const NOTHING: PasswordLookup = { password: null, ignored: null }

/** `host` is a name, an address, or the directory of a Unix socket; libpq calls the default directory `localhost`. */
export function readPasswordFile(
  path: string,
  host: string,
  port: number,
  database: string,
  user: string,
): PasswordLookup {
  let text: string
  try {
    const file = statSync(path)
    if (!file.isFile())
      return { password: null, ignored: `The password file "${path}" was ignored: it is not a plain file.` }
    if (process.platform !== 'win32' && (file.mode & 0o077) !== 0) {
      return {
        password: null,
        ignored: `The password file "${path}" was ignored: others than its owner have access to it. Run: chmod 600 ${path}`,
      }
    }
    text = readFileSync(path, 'utf8')
  } catch {
    return NOTHING
  }
  const wanted = [host, String(port), database, user]
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue
    const [password, ...fields] = LINE.exec(line)?.slice(1).toReversed() ?? []
    if (password === undefined) continue
    const matches = fields.toReversed().every((field, index) => field === '*' || unescape(field) === wanted[index])
    if (matches) return { password: unescape(password), ignored: null }
  }
  return NOTHING
}

const FIELD = String.raw`((?:[^:\\]|\\.)*)`
/** host:port:database:user:password; a backslash escapes a colon and itself. */
const LINE = new RegExp(`^${Array(5).fill(FIELD).join(':')}`)

const unescape = (field: string): string => field.replace(/\\(.)/g, '$1')
