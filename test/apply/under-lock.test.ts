// A run that ends within an open transaction, even a failed one, gives back its lock, its settings and its second session.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRunLockHeld, RunLock } from '../../src/apply/lock.ts'
import { heldBy, underLock } from '../../src/apply/under-lock.ts'
import { connect } from '../../src/connection/connect.ts'
import { startServer, testMajors, type TestServer } from '../postgres.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(testMajors()[0] ?? 18)
})
afterAll(() => server.stop())

test('what it ends with is told, and nothing of it is left', async () => {
  const { url } = await server.createDatabase()
  const connection = await connect(url)
  const told: string[] = []
  const released: unknown[] = []
  const acquire = async () => {
    const held = heldBy(await RunLock.acquire(connection, { timeoutMs: 0, onWait: () => undefined }))
    return { ...held, release: (error: unknown) => (released.push(error), held.release(error)) }
  }
  const surroundings = {
    applicationName: 'trueup test',
    options: {},
    tell: (event: { readonly type: string }) => void told.push(event.type),
    acquire,
  }
  try {
    const failing = underLock(connection, surroundings, async () => {
      expect(await isRunLockHeld(connection)).toBe(true)
      await connection.execute('BEGIN')
      await connection.execute('SELECT nothing')
    })
    await expect(failing).rejects.toThrow('column "nothing" does not exist')
    expect(released).toEqual([expect.objectContaining({ code: '42703' })])
    expect(await isRunLockHeld(connection)).toBe(false)
    expect(await connection.query('SHOW application_name')).not.toEqual([{ application_name: 'trueup test' }])
    expect(await underLock(connection, surroundings, async ({ work }) => work.retries)).toBe(5)
    expect(released).toEqual([expect.anything(), undefined])
    expect(told).toEqual([])
  } finally {
    await connection.close()
  }
})
