// sslmode and its companions, with libpq's meaning (https://www.postgresql.org/docs/current/libpq-ssl.html): which handshakes to try,
// and what each checks. Knows nothing of the session that follows.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions, SecureVersion } from 'node:tls'
import type { Endpoint } from './endpoints.ts'
import { ConnectionSettingsError } from './errors.ts'
import type { ConnectionSettings } from './settings.ts'

/** What to try, in order; `false` is a plain connection. The second is for when the first is refused. */
export function handshakesOf(settings: ConnectionSettings, endpoint: Endpoint): readonly (ConnectionOptions | false)[] {
  if (endpoint.socket) return [false]
  const mode = settings.sslmode || (settings.sslrootcert === 'system' ? 'verify-full' : 'prefer')
  if (settings.sslnegotiation === 'direct' && ['disable', 'allow', 'prefer'].includes(mode)) {
    throw new ConnectionSettingsError(`sslnegotiation=direct needs sslmode=require or stronger, not ${mode}.`)
  }
  if (mode === 'disable') return [false]
  const encrypted = tlsOptions(settings, endpoint, mode)
  if (mode === 'allow') return [false, encrypted]
  return mode === 'prefer' ? [encrypted, false] : [encrypted]
}

function tlsOptions(settings: ConnectionSettings, endpoint: Endpoint, mode: string): ConnectionOptions {
  const authorities = certificateAuthorities(settings, mode)
  return {
    ...authorities,
    ...clientCertificate(settings),
    ...revocationList(settings),
    minVersion: tlsVersion(settings.ssl_min_protocol_version) ?? 'TLSv1.2',
    ...optional('maxVersion', tlsVersion(settings.ssl_max_protocol_version)),
    // The driver connects to an address; the certificate is for the name.
    host: endpoint.host,
    ...(isIP(endpoint.host) === 0 && settings.sslsni !== '0' ? { servername: endpoint.host } : {}),
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  }
}

/** libpq verifies the chain whenever a root certificate file exists, so that `require` with one means `verify-ca`. */
function certificateAuthorities(settings: ConnectionSettings, mode: string): ConnectionOptions {
  if (settings.sslrootcert === 'system') {
    if (mode !== 'verify-full')
      throw new ConnectionSettingsError(`sslrootcert=system needs sslmode=verify-full, not ${mode}.`)
    const file = process.env['SSL_CERT_FILE']
    return file && existsSync(file)
      ? { rejectUnauthorized: true, ca: readFileSync(file) }
      : { rejectUnauthorized: true }
  }
  const path = settings.sslrootcert || join(homedir(), '.postgresql', 'root.crt')
  if (existsSync(path)) return { rejectUnauthorized: true, ca: readFileSync(path) }
  if (mode.startsWith('verify-')) {
    throw new ConnectionSettingsError(
      `The root certificate file "${path}" does not exist, and sslmode=${mode} needs one. ` +
        "Name it with sslrootcert=…, use the operating system's with sslrootcert=system, or weaken sslmode to require.",
    )
  }
  return { rejectUnauthorized: false }
}

function clientCertificate(settings: ConnectionSettings): ConnectionOptions {
  if (settings.sslcertmode === 'disable') return {}
  const certificate = settings.sslcert || join(homedir(), '.postgresql', 'postgresql.crt')
  if (!existsSync(certificate)) {
    if (settings.sslcertmode !== 'require') return {}
    throw new ConnectionSettingsError(`The client certificate "${certificate}" does not exist. Name it with sslcert=…`)
  }
  const key = settings.sslkey || join(homedir(), '.postgresql', 'postgresql.key')
  if (!existsSync(key))
    throw new ConnectionSettingsError(
      `The certificate "${certificate}" has no private key file "${key}". Name it with sslkey=…`,
    )
  checkKeyAccess(key)
  return { cert: readFileSync(certificate), key: readFileSync(key), ...optional('passphrase', settings.sslpassword) }
}

/** 0600 of one's own, or 0640 of root's. */
function checkKeyAccess(path: string): void {
  const { mode, uid } = statSync(path)
  if (process.platform === 'win32' || (mode & (uid === 0 ? 0o027 : 0o077)) === 0) return
  throw new ConnectionSettingsError(
    `Others than its owner have access to the private key "${path}". Run: chmod 600 ${path}`,
  )
}

function revocationList(settings: ConnectionSettings): ConnectionOptions {
  if (settings.sslcrldir)
    throw new ConnectionSettingsError(
      'sslcrldir is not supported by Trueup. Put the lists into one file and name it with sslcrl=…',
    )
  const path = settings.sslcrl || join(homedir(), '.postgresql', 'root.crl')
  if (existsSync(path)) return { crl: readFileSync(path) }
  if (settings.sslcrl) throw new ConnectionSettingsError(`The certificate revocation list "${path}" does not exist.`)
  return {}
}

const TLS_VERSIONS: Readonly<Record<string, SecureVersion>> = {
  tlsv1: 'TLSv1',
  'tlsv1.1': 'TLSv1.1',
  'tlsv1.2': 'TLSv1.2',
  'tlsv1.3': 'TLSv1.3',
}

function tlsVersion(text: string | undefined): SecureVersion | undefined {
  if (!text) return undefined
  const version = TLS_VERSIONS[text.toLowerCase()]
  if (!version) throw new ConnectionSettingsError(`"${text}" is no version of TLS. Write TLSv1.2 or TLSv1.3.`)
  return version
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } => {
  const options: { [key in K]?: V } = {}
  if (value !== undefined) options[key] = value
  return options
}

/** A failure of the handshake, or the lack of one. */
export function isAboutEncryption(error: Error): boolean {
  const code: unknown = Reflect.get(error, 'code')
  return (
    / SSL connection/.test(error.message) ||
    (typeof code === 'string' &&
      /^(ERR_(SSL|TLS)_|EPROTO$|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA)/.test(code))
  )
}
