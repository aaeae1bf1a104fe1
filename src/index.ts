// The library: every command as a function, and the types that it speaks in. Nothing here prints or ends the process.

export { diff } from './commands/diff.ts'
export { check, type Check } from './commands/check.ts'
export { plan } from './commands/plan.ts'
export { apply, applyPlanFile, type Applied, type ApplyOptions } from './commands/apply.ts'
export { inspect, type Inspection, type InspectOptions } from './commands/inspect.ts'
export type { CompareOptions, Comparison } from './compare/compare.ts'
export type { SelectionOptions } from './compare/selection.ts'
export type { SourceOptions } from './compare/states.ts'
export { readPlanFile, writtenPlan, type PlanFile } from './commands/plan-file.ts'

export { init, type Begun, type InitOptions } from './commands/revisions/init.ts'
export { revision, type NewRevisionFiles, type RevisionOptions } from './commands/revisions/revision.ts'
export { merge, type MergeOptions } from './commands/revisions/merge.ts'
export { heads, type Heads, type HeadsOptions } from './commands/revisions/heads.ts'
export { branches, type Branching } from './commands/revisions/branches.ts'
export { history, type HistoryOptions } from './commands/revisions/history.ts'
export { show, type ShownRevision } from './commands/revisions/show.ts'
export type { DatabaseState, ListedRevision } from './commands/revisions/listing.ts'
export { readRevisions } from './revisions/files/folder.ts'
export type { Revision, RevisionFolder } from './revisions/revision.ts'

export { DeclinedError, PlanFileError } from './commands/errors.ts'
export { FailedProofError, StrictError, UnsafePlanError } from './compare/errors.ts'

export { upgrade, upgradeScript, type UpgradeOptions } from './commands/revisions/upgrade.ts'
export { downgrade, downgradeScript, type DowngradeOptions } from './commands/revisions/downgrade.ts'
export { stamp, stampScript, type StampOptions } from './commands/revisions/stamp.ts'
export { current, type Current, type CurrentRevision } from './commands/revisions/current.ts'
export { DataLossError, RevisionError } from './revisions/errors.ts'
export { RevisionFailure } from './revisions/run/carry.ts'
export type { RevisionDatabase } from './revisions/run/program.ts'
export type { RevisionEvent } from './revisions/run/live.ts'
export type { RunReport } from './revisions/run/upgrade.ts'
export type { StampReport } from './revisions/run/stamp.ts'

export {
  ApplyError,
  ConnectionLostError,
  DriftError,
  InterruptedRunError,
  RunInProgressError,
  StatementError,
  VerificationError,
} from './apply/errors.ts'

export { defineConfig, type Config, type Environment } from './config/config.ts'

export { FORMATS, render } from './output/format.ts'
export { summarise, type Summary } from './output/summary.ts'

export type { Catalog, Dependency, Uncovered } from './catalog/catalog.ts'
export type { CatalogObject, Key } from './catalog/object.ts'
export type { Plan, PlannedStatement, Proof, Subject, Transaction, Verb } from './plan/plan.ts'

export { connect } from './connection/connect.ts'
export type { Connection } from './connection/connection.ts'
export { availableMajors, openShadow, type Shadow, type ShadowOptions } from './shadow/shadow.ts'
