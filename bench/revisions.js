// node build.js && node bench/revisions.js [how many]: what a long history of revisions costs: read, replayed in a shadow from
// nothing and from the cache, verified up, down and up again. Seconds of one run each, after one that fills the file cache.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { readRevisions, replay, verify } from '../dist/index.js'
import { filesOf, historyOf } from './history.js'

const COUNT = Number(process.argv[2] ?? 300)
const scratch = mkdtempSync(join(tmpdir(), 'trueup-bench-'))
const folder = join(scratch, 'migrations')
mkdirSync(folder)
for (const { name, text } of filesOf(historyOf(COUNT))) writeFileSync(join(folder, name), text)

async function timed(label, act) {
  const start = performance.now()
  const result = await act()
  console.log(`${label.padEnd(44)}${((performance.now() - start) / 1000).toFixed(2).padStart(10)}`)
  return result
}

const cacheDir = join(scratch, 'cache')
const { revisions } = await timed(`${COUNT} revisions: files read`, () => readRevisions(folder))
await replay(revisions.slice(0, 1), { cacheDir: null })
const catalog = await timed('replayed from nothing', () => replay(revisions, { cacheDir }))
await timed('replayed from the cache', () => replay(revisions, { cacheDir }))
const { isRight } = await timed('verified, each up, down and up again', () => verify(folder, { cacheDir }))
await timed('verified again, nothing has changed', () => verify(folder, { cacheDir }))
await verify(folder, { cacheDir, update: true })
const headed = await timed('verified against fingerprints in all headers', () => verify(folder, { cacheDir: null }))
console.log(`${catalog.objects.size} objects; ${isRight && headed.isRight ? 'all are right' : 'some are wrong'}`)
rmSync(scratch, { recursive: true })
if (!isRight || !headed.isRight) process.exitCode = 1
