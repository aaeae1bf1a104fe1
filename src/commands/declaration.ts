// What a command's declaration says, and a group's. Types alone.

import type { Layer } from '../config/settings.ts'
import type { Call } from './call.ts'
import type { OtherName } from './changelog/liquibase-commands.ts'
import type { Flag } from './flag.ts'
import type { FlagName } from './flags.ts'

export interface Declaration {
  readonly name: string
  /** For commander: all may be left out, since the configuration file may name them. */
  readonly arguments: string
  /** For people. */
  readonly usage: string
  readonly summary: string
  readonly description: string
  readonly flags: readonly FlagName[]
  readonly load: () => Promise<{ readonly run: (call: Call) => Promise<number> }>
}

/** Commands with a word in common: `trueup changelog update`. */
export interface DeclarationGroup {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly help: string
  readonly commands: readonly Declaration[]
  /** Spellings that every one of its commands takes, before or after its name, and that --help leaves out. */
  readonly spellings: readonly Flag[]
  /** Other names of its commands, which --help leaves out. */
  readonly otherNames: readonly OtherName[]
  /** What those who come from another tool may look for, with what to do instead. */
  readonly absent: ReadonlyMap<string, string>
  /** What its commands are told in other ways than by flags of ours. */
  readonly said: () => Promise<{
    said(
      /** As it was typed and as it is called here; they may be the same. */
      names: readonly string[],
      options: Readonly<Record<string, unknown>>,
    ): {
      readonly options: Readonly<Record<string, unknown>>
      readonly layers: readonly Layer[]
    }
  }>
}
