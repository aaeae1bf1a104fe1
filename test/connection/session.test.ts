// Sessions on a real server, with TLS and passwords.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, withConnection, type ConnectionSettings } from '../../src/connection/connect.ts'
import type { Connection } from '../../src/connection/connection.ts'
import {
  AuthenticationError,
  ConnectionError,
  ConnectionSettingsError,
  EncryptionError,
  MissingDatabaseError,
  ServerError,
  UnreachableServerError,
  UnsupportedServerError,
} from '../../src/connection/errors.ts'
import { chooseBinaries } from '../../src/shadow/binaries.ts'
import { giveTo } from '../../src/shadow/cache.ts'
import { startCluster, type Cluster } from '../../src/shadow/cluster.ts'
import { chooseLauncher } from '../../src/shadow/launcher.ts'
import { SHADOW_USER } from '../../src/shadow/template.ts'
import { openFolder } from '../child-program.ts'
import { freePort, testMajors } from '../postgres.ts'

const MAJOR = testMajors()[0] ?? 18
const folder = openFolder()
const HBA = `
local   all all                     trust
hostssl all by_certificate 127.0.0.1/32 cert
hostssl all only_tls    127.0.0.1/32 scram-sha-256
hostnossl all only_plain 127.0.0.1/32 scram-sha-256
host    all only_tls,only_plain,by_certificate 127.0.0.1/32 reject
host    all locked      127.0.0.1/32 reject
host    all md5_user    127.0.0.1/32 md5
host    all clear_user  127.0.0.1/32 password
host    all all         127.0.0.1/32 scram-sha-256
`

let cluster: Cluster
let port = ''
let plain: Cluster
let plainPort = ''

/** Makes the certificates. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const group = describe.skipIf(!hasOpenssl)

test.skipIf(!hasOpenssl)('openssl is at hand', () => expect(hasOpenssl).toBe(true))

/** An authority, a certificate for localhost, one for another host, and one for a client. */
function makeCertificates(): void {
  const openssl = (...words: string[]): Buffer => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=Authority')
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'other.key',
    '-out',
    'other.crt',
    '-days',
    '2',
    '-subj',
    '/CN=Other authority',
  )
  for (const [name, subject, alternatives] of [
    ['server', '/CN=db', 'DNS:localhost'],
    ['client', '/CN=by_certificate', 'DNS:client'],
  ] as const) {
    writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${alternatives}`)
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject)
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-out',
      `${name}.crt`,
      '-extfile',
      `${name}.ext`,
    )
  }
  execFileSync('sh', ['-c', 'chmod 600 *.key'], { cwd: folder })
  // PostgreSQL takes a key that is its own user's.
  giveTo(chooseLauncher(), inFolder('server.key'))
}

const inFolder = (name: string): string => join(folder, name)
const here = (settings: ConnectionSettings): ConnectionSettings => ({
  host: '127.0.0.1',
  port,
  dbname: 'trueup',
  passfile: '/nowhere',
  ...settings,
})
const localhost = (settings: ConnectionSettings): ConnectionSettings =>
  here({ host: 'localhost', hostaddr: '127.0.0.1', user: 'someone', password: 'right', ...settings })

const isEncrypted = (target: ConnectionSettings): Promise<boolean> =>
  withConnection(target, async (connection) => {
    const [row] = await connection.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
    return row?.ssl ?? false
  })

const failure = (target: string | ConnectionSettings): Promise<Error> =>
  connect(target).then(
    () => new Error('connected'),
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  )

beforeAll(async () => {
  if (!hasOpenssl) return
  makeCertificates()
  writeFileSync(inFolder('hba.conf'), HBA)
  const binaries = chooseBinaries(MAJOR)
  if (!binaries) throw new Error('no binaries')
  port = await freePort()
  plainPort = await freePort()
  const listen = { listen_addresses: '127.0.0.1', hba_file: inFolder('hba.conf') }
  cluster = await startCluster(binaries, {
    ...listen,
    port,
    ssl: 'on',
    ssl_ca_file: inFolder('ca.crt'),
    ssl_cert_file: inFolder('server.crt'),
    ssl_key_file: inFolder('server.key'),
  })
  plain = await startCluster(binaries, { ...listen, port: plainPort })
  for (const [one, itsPort] of [
    [cluster, port],
    [plain, plainPort],
  ] as const) {
    await withConnection(
      { host: one.socketDirectory, port: itsPort, user: SHADOW_USER, dbname: 'trueup' },
      async (connection) => {
        for (const user of ['someone', 'only_tls', 'only_plain', 'by_certificate', 'locked', 'clear_user']) {
          await connection.execute(`CREATE ROLE ${user} LOGIN PASSWORD 'right'`)
        }
        await connection.execute("SET password_encryption = 'md5'; CREATE ROLE md5_user LOGIN PASSWORD 'right'")
        for (const sql of ['CREATE DATABASE closed', 'REVOKE CONNECT ON DATABASE closed FROM PUBLIC'])
          await connection.execute(sql)
      },
    )
  }
})

afterAll(async () => {
  await cluster?.stop()
  await plain?.stop()
})

group('sslmode', () => {
  test.each([
    ['disable', false],
    ['allow', false],
    ['prefer', true],
    ['require', true],
  ])('%s on a server that offers TLS', async (sslmode, encrypted) => {
    expect(await isEncrypted(localhost({ sslmode }))).toBe(encrypted)
  })

  test('prefer is the default, and falls back to plain where there is no TLS', async () => {
    expect(await isEncrypted(localhost({}))).toBe(true)
    expect(await isEncrypted(localhost({ port: plainPort }))).toBe(false)
    expect(await isEncrypted(localhost({ port: plainPort, sslmode: 'prefer' }))).toBe(false)
  })

  test('allow takes TLS, and prefer takes plain, where pg_hba.conf wants it', async () => {
    expect(await isEncrypted(localhost({ sslmode: 'allow', user: 'only_tls' }))).toBe(true)
    expect(await isEncrypted(localhost({ sslmode: 'prefer', user: 'only_plain' }))).toBe(false)
    expect(await failure(localhost({ sslmode: 'disable', user: 'only_tls' }))).toBeInstanceOf(AuthenticationError)
    expect(await failure(localhost({ sslmode: 'require', user: 'only_plain' }))).toBeInstanceOf(AuthenticationError)
  })

  test('require wants TLS and says so', async () => {
    const error = await failure(localhost({ port: plainPort, sslmode: 'require' }))
    expect(error).toBeInstanceOf(EncryptionError)
    expect(error.message).toMatch(/does not offer encryption, and sslmode=require asks for it/)
  })

  test('verify-ca and verify-full check the authority; only verify-full checks the name', async () => {
    const ca = { sslrootcert: inFolder('ca.crt') }
    expect(await isEncrypted(localhost({ sslmode: 'verify-ca', ...ca }))).toBe(true)
    expect(await isEncrypted(localhost({ sslmode: 'verify-full', ...ca }))).toBe(true)
    expect(await isEncrypted(localhost({ hostaddr: '', sslmode: 'verify-full', ...ca }))).toBe(true)
    expect(await isEncrypted(localhost({ host: 'elsewhere', sslmode: 'verify-ca', ...ca }))).toBe(true)
    const wrongName = await failure(localhost({ host: 'elsewhere', sslmode: 'verify-full', ...ca }))
    expect(wrongName.message).toMatch(/certificate is not for the host "elsewhere"/)
    const wrongAuthority = await failure(localhost({ sslmode: 'verify-ca', sslrootcert: inFolder('other.crt') }))
    expect(wrongAuthority).toBeInstanceOf(EncryptionError)
    expect(wrongAuthority.message).toMatch(/not signed by an authority that sslrootcert names/)
  })

  test('require checks the authority where there is a root certificate, as libpq does', async () => {
    expect(await isEncrypted(localhost({ sslmode: 'require', sslrootcert: inFolder('ca.crt') }))).toBe(true)
    expect(await failure(localhost({ sslmode: 'require', sslrootcert: inFolder('other.crt') }))).toBeInstanceOf(
      EncryptionError,
    )
    expect(await isEncrypted(localhost({ sslmode: 'require', sslrootcert: inFolder('missing.crt') }))).toBe(true)
  })

  test('verify-* needs a root certificate file', async () => {
    const error = await failure(localhost({ sslmode: 'verify-full', sslrootcert: inFolder('missing.crt') }))
    expect(error).toBeInstanceOf(ConnectionSettingsError)
    expect(error.message).toMatch(/missing\.crt" does not exist, and sslmode=verify-full needs one/)
    expect((await failure(localhost({ sslmode: 'require', sslrootcert: 'system' }))).message).toMatch(
      /system needs sslmode=verify-full/,
    )
    expect(await failure(localhost({ sslrootcert: 'system' }))).toBeInstanceOf(EncryptionError)
  })

  test('a client certificate logs in; its key must be private', async () => {
    const certificate = { user: 'by_certificate', sslmode: 'require', sslcert: inFolder('client.crt') }
    expect(await isEncrypted(localhost({ ...certificate, sslkey: inFolder('client.key') }))).toBe(true)
    execFileSync('sh', ['-c', 'cp client.key open.key && chmod 644 open.key'], { cwd: folder })
    expect((await failure(localhost({ ...certificate, sslkey: inFolder('open.key') }))).message).toMatch(
      /Run: chmod 600 .*open\.key/,
    )
    expect(await failure(localhost({ ...certificate, sslcertmode: 'disable' }))).toBeInstanceOf(AuthenticationError)
  })

  test.runIf(MAJOR >= 17)('TLS can begin at once', async () => {
    expect(await isEncrypted(localhost({ sslmode: 'require', sslnegotiation: 'direct' }))).toBe(true)
  })
})

group('passwords', () => {
  test.each(['someone', 'md5_user', 'clear_user'])(
    '%s logs in with the right password, given, by PGPASSWORD or by the password file',
    async (user) => {
      const passfile = inFolder(`pass-${user}`)
      writeFileSync(passfile, `127.0.0.1:${port}:trueup:${user}:right\n`, { mode: 0o600 })
      await withConnection(here({ user, password: 'right' }), async (connection) =>
        expect(connection.server.user).toBe(user),
      )
      await withConnection(here({ user, passfile }), async (connection) => expect(connection.server.user).toBe(user))
      process.env['PGPASSWORD'] = 'right'
      try {
        await withConnection(here({ user }), async (connection) => expect(connection.server.user).toBe(user))
      } finally {
        delete process.env['PGPASSWORD']
      }
    },
  )

  test('a wrong one says which server and user, and never the password', async () => {
    const error = await failure(here({ user: 'someone', password: 'wr0ng' }))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toContain(
      `postgresql://someone@127.0.0.1:${port}/trueup refuses the login: password authentication failed`,
    )
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wr0ng')
    const passfile = inFolder('wrong')
    writeFileSync(passfile, '*:*:*:*:wr0ng\n', { mode: 0o600 })
    expect((await failure(here({ user: 'someone', passfile }))).message).toContain(
      `came from the password file "${passfile}"`,
    )
  })

  test('a missing one says where to give it, or why the file was ignored', async () => {
    const error = await failure(here({ user: 'someone' }))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toMatch(/asks for a password, and none was given\. Give one in .*PGPASSWORD/)
    const passfile = inFolder('readable')
    writeFileSync(passfile, '*:*:*:*:right\n', { mode: 0o644 })
    expect((await failure(here({ user: 'someone', passfile }))).message).toContain(`Run: chmod 600 ${passfile}`)
  })

  test('a user whom pg_hba.conf refuses, and one who may not connect', async () => {
    const refused = await failure(here({ user: 'locked', password: 'right' }))
    expect(refused).toBeInstanceOf(AuthenticationError)
    expect(refused.message).toMatch(/pg_hba\.conf rejects connection/)
    const closed = await failure(here({ user: 'someone', password: 'right', dbname: 'closed' }))
    expect(closed.message).toMatch(/permission denied for database "closed".*GRANT CONNECT/)
  })
})

group('servers that are not there', () => {
  test.each<[string, string, RegExp]>([
    ['a closed port', 'host=127.0.0.1 port=1 user=u', /No server listens at 127\.0\.0\.1, port 1/],
    [
      'a socket without a server',
      'host=/nowhere user=u',
      /No server answers at the socket \/nowhere\/\.s\.PGSQL\.5432/,
    ],
    ['an unknown host', 'host=no-such-host.invalid user=u', /"no-such-host\.invalid" cannot be resolved/],
    [
      'a host that is silent',
      'host=192.0.2.1 user=u connect_timeout=1',
      /192\.0\.2\.1, port 5432|The connection to .*192\.0\.2\.1/,
    ],
  ])('%s', async (_, target, message) => {
    const error = await failure(target)
    expect(error).toBeInstanceOf(UnreachableServerError)
    expect(error.message).toMatch(message)
  })

  test('a port where something else answers', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const error = await failure(
      `host=127.0.0.1 port=${typeof address === 'object' ? address?.port : 0} user=u sslmode=disable`,
    )
    other.close()
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error.message).toMatch(/Check that a PostgreSQL server answers there/)
  })

  test('a missing database', async () => {
    const error = await failure(here({ user: 'someone', password: 'right', dbname: 'nope' }))
    expect(error).toBeInstanceOf(MissingDatabaseError)
    expect(error.message).toMatch(/There is no database "nope" on the server/)
  })
})

group('several hosts', () => {
  test('the next one is tried where one does not answer, and all are named where none does', async () => {
    await withConnection(
      here({ host: '127.0.0.1,127.0.0.1', port: `1,${port}`, user: 'someone', password: 'right' }),
      async (connection) => expect(connection.server.description).toContain(`:${port}/`),
    )
    expect((await failure('host=127.0.0.1,/nowhere port=1 user=u')).message).toMatch(
      /None of the servers[^]*port 1[^]*\/nowhere/,
    )
  })

  test('who is refused by one is not tried at the next', async () => {
    const error = await failure(
      here({ host: '127.0.0.1,127.0.0.1', port: `${port},${plainPort}`, user: 'someone', password: 'wrong' }),
    )
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error.message).toContain(`:${port}/`)
  })

  test('target_session_attrs', async () => {
    const readOnly = { options: '-c default_transaction_read_only=on', user: 'someone', password: 'right' }
    const error = await failure(here({ ...readOnly, target_session_attrs: 'read-write' }))
    expect(error).toBeInstanceOf(UnsupportedServerError)
    expect(error.message).toMatch(/is not what target_session_attrs=read-write asks for/)
    for (const wanted of ['any', 'read-only', 'primary', 'prefer-standby']) {
      await withConnection(here({ ...readOnly, target_session_attrs: wanted }), async () => {})
    }
    expect(await failure(here({ ...readOnly, target_session_attrs: 'standby' }))).toBeInstanceOf(UnsupportedServerError)
  })
})

group('sockets, services and variables', () => {
  test('a socket’s directory as host, or percent-encoded in a URL', async () => {
    const directory = cluster.socketDirectory
    for (const target of [
      `host=${directory} port=${port} user=someone dbname=trueup sslmode=require`,
      `postgresql://someone@${encodeURIComponent(directory)}:${port}/trueup`,
    ]) {
      await withConnection(target, async ({ server }) => {
        expect(server).toMatchObject({
          major: MAJOR,
          engine: 'postgresql',
          database: 'trueup',
          user: 'someone',
          superuser: false,
        })
        expect(server.description).toBe(`postgresql://someone@/trueup?host=${directory}&port=${port}`)
      })
    }
  })

  test('a service file and PG* variables', async () => {
    const services = inFolder('services.conf')
    writeFileSync(services, `[here]\nhost=${cluster.socketDirectory}\nport=${port}\nuser=someone\n`)
    const before = { ...process.env }
    Object.assign(process.env, {
      PGSERVICEFILE: services,
      PGDATABASE: 'trueup',
      PGAPPNAME: 'mine',
      PGOPTIONS: '-c work_mem=1234kB',
    })
    try {
      await withConnection('service=here', async (connection) => {
        const rows = await connection.query(
          "SELECT current_setting('application_name') AS name, current_setting('work_mem') AS memory",
        )
        expect(rows).toEqual([{ name: 'mine', memory: '1234kB' }])
      })
    } finally {
      for (const name of ['PGSERVICEFILE', 'PGDATABASE', 'PGAPPNAME', 'PGOPTIONS']) delete process.env[name]
      Object.assign(process.env, before)
    }
  })
})

group('a session', () => {
  const socket = (): ConnectionSettings => ({
    host: cluster.socketDirectory,
    port,
    user: SHADOW_USER,
    dbname: 'trueup',
  })

  test('values arrive as they are promised', () =>
    withConnection(socket(), async (connection) => {
      const [row] = await connection.query(`
        SELECT 9007199254740991::int8 AS int8, 'pg_class'::regclass::oid AS oid, 1::int2 AS int2, 1.5::float8 AS float8, true AS bool,
               '{"a": [1, null]}'::json AS json, '[2]'::jsonb AS jsonb, ARRAY['a', 'B c', '"\\', NULL, '']::text[] AS texts,
               ARRAY['n,1', '{x}']::name[] AS names, ARRAY[1, NULL]::int8[] AS numbers, '{{1,2},{3,4}}'::int4[] AS nested,
               '[0:1]={5,6}'::int4[] AS bounds, '{}'::text[] AS empty, ARRAY['{"k":1}']::json[] AS jsons, '1 2'::int2vector AS vector,
               NULL::text AS nothing, '2020-01-02'::date AS date, 1.10::numeric AS numeric, '\\x01'::bytea AS bytea, 'r'::"char" AS letter,
               current_setting('application_name') AS application`)
      expect(row).toEqual({
        int8: 9007199254740991,
        oid: 1259,
        int2: 1,
        float8: 1.5,
        bool: true,
        json: { a: [1, null] },
        jsonb: [2],
        texts: ['a', 'B c', '"\\', null, ''],
        names: ['n,1', '{x}'],
        numbers: [1, null],
        nested: [
          [1, 2],
          [3, 4],
        ],
        bounds: [5, 6],
        empty: [],
        jsons: [{ k: 1 }],
        vector: [1, 2],
        nothing: null,
        date: '2020-01-02',
        numeric: '1.10',
        bytea: '\\x01',
        letter: 'r',
        application: 'trueup',
      })
    }))

  test('an error carries PostgreSQL’s own fields', () =>
    withConnection(socket(), async (connection) => {
      const error = await connection.query('SELECT nosuch FROM pg_class').catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(ServerError)
      expect(error).toMatchObject({
        code: '42703',
        severity: 'ERROR',
        position: 8,
        message: 'column "nosuch" does not exist',
      })
      await connection.execute('CREATE TABLE c (i int CONSTRAINT positive CHECK (i > 0))')
      await expect(connection.execute('INSERT INTO c VALUES (-1)')).rejects.toMatchObject({
        code: '23514',
        table: 'c',
        constraint: 'positive',
        detail: 'Failing row contains (-1).',
      })
      await connection.execute('DROP TABLE c')
    }))

  test('statements sent at once run one after another, and one that fails does not harm the others', () =>
    withConnection(socket(), async (connection) => {
      const results = await Promise.allSettled([
        connection.execute('CREATE TEMP TABLE p (i int)'),
        connection.execute('INSERT INTO p VALUES (1); INSERT INTO p VALUES (2)'),
        connection.query('SELECT 1/0'),
        connection.copyFrom('COPY p FROM STDIN', '3\n4\n'),
        connection.query('SELECT sum(i) AS sum FROM p'),
      ])
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ])
      expect(results.at(-1)).toMatchObject({ value: [{ sum: 10 }] })
    }))

  test('COPY takes more than one message, refuses bad data, and the session goes on', () =>
    withConnection(socket(), async (connection) => {
      await connection.execute('CREATE TEMP TABLE copied (i int, t text)')
      await connection.copyFrom(
        'COPY copied FROM STDIN',
        Array.from({ length: 20_000 }, (_, i) => `${i}\tä${i}\n`).join(''),
      )
      await connection.copyFrom('COPY copied (t, i) FROM STDIN WITH (FORMAT csv)', '"x, y",-1\n')
      expect(await connection.query('SELECT count(*), min(i), max(length(t)) FROM copied')).toEqual([
        { count: 20_001, min: -1, max: 6 },
      ])
      await expect(connection.copyFrom('COPY copied FROM STDIN', 'no number\tx\n')).rejects.toMatchObject({
        code: '22P02',
      })
      await expect(connection.copyFrom('COPY nosuch FROM STDIN', 'x\n')).rejects.toMatchObject({ code: '42P01' })
      expect(await connection.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    }))

  test('notices are told until one stops listening', () =>
    withConnection(socket(), async (connection) => {
      const heard: string[] = []
      const stop = connection.onNotice(({ severity, message, code }) => heard.push(`${severity} ${code} ${message}`))
      await connection.execute("DO $$ BEGIN RAISE WARNING 'one'; END $$")
      stop()
      await connection.execute("DO $$ BEGIN RAISE WARNING 'two'; END $$")
      expect(heard).toEqual(['WARNING 01000 one'])
    }))

  test('a session that the server ends gives a clear error, and does not end the process', () =>
    withConnection(socket(), async (connection) => {
      await expect(connection.query('SELECT pg_terminate_backend(pg_backend_pid())')).rejects.toThrow(ConnectionError)
      await expect(connection.query('SELECT 1')).rejects.toThrow(/The connection to .* broke/)
    }))

  test('a clone is another session on the same database', () =>
    withConnection(socket(), async (connection) => {
      const clone = await connection.clone()
      const pid = async (of: Connection | null): Promise<unknown> =>
        (await of?.query('SELECT pg_backend_pid() AS pid'))?.[0]
      expect(await pid(clone)).not.toEqual(await pid(connection))
      expect(clone?.server).toEqual(connection.server)
      await clone?.close()
    }))

  test('closing gives up a statement that runs, and may be repeated', async () => {
    const connection = await connect(socket())
    const running = connection.query('SELECT pg_sleep(30)').catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await connection.close()
    await connection.close()
    expect(await running).toBeInstanceOf(ConnectionError)
    await expect(connection.query('SELECT 1')).rejects.toThrow('closed already')
  })
})

test.skipIf(existsSync('/var/run/postgresql/.s.PGSQL.5432'))(
  'without a host, the default sockets are tried',
  async () => {
    mkdirSync(inFolder('home'), { recursive: true })
    expect((await failure('user=u port=5999')).message).toMatch(
      /No server answers at the socket \/var\/run\/postgresql\/\.s\.PGSQL\.5999/,
    )
  },
)
