// The password for one endpoint: given, or from the password file; asked for only when the server asks.

import { isDefaultSocketDirectory, type Endpoint } from './endpoints.ts'
import { readPasswordFile } from './password-file.ts'
import type { ResolvedSettings } from './settings.ts'

export interface Password {
  /** Called when the server asks for one. */
  readonly ask: () => string
  readonly asked: () => boolean
  readonly source: 'given' | 'password file' | 'none'
  /** Why the password file was passed over; for people. */
  readonly ignored: string | null
}

export function passwordOf(settings: ResolvedSettings, endpoint: Endpoint): Password {
  const fileHost = endpoint.socket && isDefaultSocketDirectory(endpoint.host) ? 'localhost' : endpoint.host
  const found = settings.password
    ? { password: settings.password, ignored: null }
    : readPasswordFile(settings.passfile ?? '', fileHost, endpoint.port, settings.dbname, settings.user)
  let asked = false
  return {
    asked: () => asked,
    ignored: found.ignored,
    source: settings.password ? 'given' : found.password === null ? 'none' : 'password file',
    ask() {
      asked = true
      if (found.password) return found.password
      throw new Error('no password supplied')
    },
  }
}
