export type { Catalog, Dependency, Uncovered } from './catalog/catalog.ts'
export type { CatalogObject, Key } from './catalog/object.ts'
export type { Plan, PlannedStatement, Proof, Transaction } from './plan/plan.ts'
