// The way down: what turns the state after a revision into the one before it, with its renames undone.

import type { Catalog } from '../../catalog/catalog.ts'
import { compareStates, type CompareOptions } from '../../compare/compare.ts'
import type { Settled } from '../../compare/comparison.ts'
import type { State } from '../../compare/states.ts'
import { dotted, type Rename, type RenameRequest } from '../../diff/renames.ts'

/** A state that was read in a shadow, or kept of one. */
export const stateOf = (catalog: Catalog, description: string, renames: readonly RenameRequest[] = []): State => ({
  catalog,
  description,
  notes: [],
  renames,
  unreplaced: null,
  serverMajor: null,
})

/** @throws ImpossibleChangeError where no statement leads back */
export async function wayBack(
  after: Catalog,
  before: Catalog,
  renames: readonly Rename[],
  options: CompareOptions,
): Promise<Settled> {
  const { rename: _, chooseRenames: __, ...rest } = options
  const copies = options.shadow === undefined || options.shadow === 'embedded' ? {} : { server: options.shadow }
  const states = { from: stateOf(after, 'after'), to: stateOf(before, 'before', reversed(renames)), copies }
  const { settled } = await compareStates(states, {
    ...rest,
    unsafe: true,
    strict: false,
    prove: false,
    online: 'never',
  })
  return settled
}

/** In words of the state after all of them, and of the one before. */
export const reversed = (renames: readonly Rename[]): readonly RenameRequest[] =>
  renames.map(({ from, to, part }, index) => {
    const earlier = renames.slice(0, index).filter((done) => done.part === null)
    const original = earlier.reduceRight((name, done) => {
      const prefix = `${dotted(done.to)}.`
      return name.startsWith(prefix) ? `${dotted(done.from)}.${name.slice(prefix.length)}` : name
    }, dotted(from))
    const names = part
      ? { kind: 'enum label', from: `${dotted(to)}.${part.to}`, to: `${original}.${part.from}` }
      : { kind: from.kind, from: dotted(to), to: original }
    return { ...names, said: 'the way down', mayBeDone: true }
  })
