// The two notations of libpq's connection strings, read as libpq reads them (fe-connect.c), into pairs of keyword and value.
// Knows no keyword's meaning. Its errors never repeat the string, which may hold a password.

import { ConnectionSettingsError } from './errors.ts'

type Pair = readonly [keyword: string, value: string]

export const isConnectionUri = (text: string): boolean => /^postgres(ql)?:\/\//.test(text)

/** `host=x dbname='a b'`: blanks around `=` are allowed, a backslash escapes, quotes are needed around blanks and the empty value. */
export function parseKeywordValues(text: string): Pair[] {
  const pairs: Pair[] = []
  const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\[^])*)'|((?:[^\s\\']|\\[^])(?:[^\s\\]|\\[^])*)?)(?=\s|$)/y
  const end = text.trimEnd().length
  for (let at = 0; at < end; at = pair.lastIndex) {
    pair.lastIndex = at
    const match = pair.exec(text)
    const [, keyword, quoted, plain = ''] = match ?? []
    if (keyword === undefined) throw brokenKeywordValues(text.slice(at))
    pairs.push([keyword, (quoted ?? plain).replace(/\\([^])/g, '$1')])
  }
  return pairs
}

function brokenKeywordValues(rest: string): ConnectionSettingsError {
  const keyword = /^\s*([^\s=]+)/.exec(rest)?.[1] ?? ''
  return new ConnectionSettingsError(
    /^\s*[^\s=]+\s*=/.test(rest)
      ? `The value of "${keyword}" in the connection string does not end: a quote is missing.`
      : `A "=" is missing in the connection string after its last complete parameter.`,
  )
}

/** `postgresql://[user[:password]@][host[:port],…][/dbname][?keyword=value&…]`; any part may be percent-encoded or left out. */
export function parseConnectionUri(text: string): Pair[] {
  const pairs: Pair[] = []
  let rest = text.replace(/^postgres(ql)?:\/\//, '')
  const credentials = /^([^@/]*)@/.exec(rest)
  if (credentials) {
    rest = rest.slice(credentials[0].length)
    const [, user = '', password] = /^([^:]*)(?::([^]*))?$/.exec(credentials[1] ?? '') ?? []
    if (user) pairs.push(['user', decode(user)])
    if (password) pairs.push(['password', decode(password)])
  }
  const [, hosts = '', dbname, query] = /^([^/?]*)(?:\/([^?]*))?(?:\?([^]*))?$/.exec(rest) ?? []
  pairs.push(...parseHosts(hosts))
  if (dbname) pairs.push(['dbname', decode(dbname)])
  if (query) pairs.push(...parseParameters(query))
  return pairs
}

function parseHosts(text: string): Pair[] {
  if (text === '') return []
  const hosts: string[] = []
  const ports: string[] = []
  for (const item of text.split(',')) {
    const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(item)
    if (!match) {
      throw new ConnectionSettingsError(
        'A host in the connection URL cannot be read. Write host:port, put an IPv6 address in [brackets], ' +
          'and encode "@", ":" and "/" in a user name or password as %40, %3A and %2F.',
      )
    }
    hosts.push(decode(match[1] ?? match[2] ?? ''))
    ports.push(decode(match[3] ?? ''))
  }
  const pairs: Pair[] = []
  if (hosts.some((host) => host !== '')) pairs.push(['host', hosts.join(',')])
  if (ports.some((port) => port !== '')) pairs.push(['port', ports.join(',')])
  return pairs
}

function parseParameters(query: string): Pair[] {
  return query.split('&').map((parameter): Pair => {
    const [, keyword, value] = /^([^=]+)=([^=]*)$/.exec(parameter) ?? []
    if (keyword === undefined || value === undefined) {
      throw new ConnectionSettingsError('A parameter after "?" in the connection URL is not of the form keyword=value.')
    }
    // JDBC's spelling, which libpq takes too.
    if (keyword === 'ssl' && value === 'true') return ['sslmode', 'require']
    return [decode(keyword), decode(value)]
  })
}

/** As libpq: `+` is itself, and a zero byte cannot be. */
function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text)
    if (!decoded.includes('\0')) return decoded
  } catch {
    // Falls through to the one message: which part it was might tell a password.
  }
  throw new ConnectionSettingsError(
    'A "%" in the connection URL does not begin a valid percent-encoded character. Write a plain "%" as %25.',
  )
}
