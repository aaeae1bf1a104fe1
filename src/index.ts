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
export { DeclinedError, PlanFileError } from './commands/errors.ts'
export { FailedProofError, StrictError, UnsafePlanError } from './compare/errors.ts'

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
