// What every other migration tool is to Trueup: how its history table looks, how its folder looks, and how both are read
// into one shape. Shapes alone; each tool is a file of its own, and tools.ts is the list.

import type { Connection } from '../../connection/connection.ts'

/** A table of the database that may be a tool's history. */
export interface HistoryTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
  /** That its serial columns own; identity columns' are part of them. */
  readonly sequences: readonly string[]
}

export interface Tool {
  /** As `--from` takes it. */
  readonly name: string
  /** As its makers write it. */
  readonly title: string
  readonly history: {
    /** What it is called, unless somebody configured another name. */
    readonly table: string
    readonly columns: readonly string[]
    /** No other table has these columns by chance: it is recognised under any name. */
    readonly distinctive: boolean
    /** All that is the tool's alone, as `exclude` takes it. Default: the table. */
    readonly own?: (table: HistoryTable) => readonly string[]
  }
  /** Whether the folder holds what this tool reads. */
  readonly isItsFolder: (folder: string) => boolean
  /** For the message that no folder fits: what it is that the user must name. */
  readonly folderIs: string
  /** Throws a RevisionError where something cannot be taken over, or is in a state in which it must not be. */
  readonly read: (given: Given) => Promise<Project>
}

export interface Given {
  /** As the user named it. */
  readonly folder: string
  readonly database: ForeignDatabase | null
  /** What stands in for placeholders in the files. */
  readonly replacements: ReadonlyMap<string, string>
  /** A throwaway server for a tool whose files only it can run; of the database's major. */
  readonly shadow: { readonly server?: string; readonly major?: number }
}

/** The database that the tool has run; `history` is null where its table is not there. */
export interface ForeignDatabase {
  readonly connection: Connection
  readonly history: HistoryTable | null
}

/** What another tool's files and history say, in the shape of revisions. */
export interface Project {
  /** Parents before children. */
  readonly migrations: readonly Migration[]
  readonly repeatables: readonly RepeatableFile[]
  /** For a person: what was left behind, or could not be seen. */
  readonly notes: readonly string[]
}

export interface Migration {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
  readonly message: string
  /** The name of the new file, with `.sql`. */
  readonly name: string
  readonly up: ForeignScript
  /** Null: the tool has no way down. */
  readonly down: ForeignScript | null
  /** Why there is no way down, where there should be one. */
  readonly irreversible?: string
  /** By the tool's own history. */
  readonly applied: boolean
  /** It is not the tool's: what was there before its first one. Default false. */
  readonly isBefore?: boolean
}

export interface RepeatableFile {
  /** Its path within `repeatable/`, without `.sql`. */
  readonly name: string
  readonly script: ForeignScript
  readonly applied: boolean
}

/** SQL as the tool has it, and in what transaction the tool runs it. */
export interface ForeignScript {
  /** For messages: the old file. */
  readonly file: string
  /** The line of the file at which `sql` begins. */
  readonly line: number
  readonly sql: string
  /**
   * - `transaction`: the tool opens one around it;
   * - `none`: each statement commits by itself, unless the script begins a transaction;
   * - `message`: it is sent whole, which is one transaction unless the script ends it.
   */
  readonly runs: 'transaction' | 'none' | 'message'
}
