// What the code is, in one word: caches of what the code has read must not outlive a change of the code.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('src', import.meta.url))
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const hash = createHash('sha256')
for (const path of paths.sort()) hash.update(`${path}\n`).update(readFileSync(join(folder, path)))

/** For esbuild and vitest, which put it where the source says SOURCE_HASH. */
export const define = { SOURCE_HASH: JSON.stringify(hash.digest('hex').slice(0, 16)) }
