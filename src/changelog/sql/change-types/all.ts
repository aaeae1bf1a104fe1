// Every change type, one line each.

import { addAutoIncrement } from './add-auto-increment.ts'
import { addColumn } from './add-column.ts'
import { addDefaultValue } from './add-default-value.ts'
import { addForeignKeyConstraint } from './add-foreign-key-constraint.ts'
import { addLookupTable } from './add-lookup-table.ts'
import { addNotNullConstraint } from './add-not-null-constraint.ts'
import { addPrimaryKey } from './add-primary-key.ts'
import { addUniqueConstraint } from './add-unique-constraint.ts'
import { alterSequence } from './alter-sequence.ts'
import { createIndex } from './create-index.ts'
import { createProcedure } from './create-procedure.ts'
import { createSequence } from './create-sequence.ts'
import { createTable } from './create-table.ts'
import { createView } from './create-view.ts'
import { deleteRows } from './delete.ts'
import { dropAllForeignKeyConstraints } from './drop-all-foreign-key-constraints.ts'
import { dropColumn } from './drop-column.ts'
import { dropDefaultValue } from './drop-default-value.ts'
import { dropForeignKeyConstraint } from './drop-foreign-key-constraint.ts'
import { dropIndex } from './drop-index.ts'
import { dropNotNullConstraint } from './drop-not-null-constraint.ts'
import { dropPrimaryKey } from './drop-primary-key.ts'
import { dropProcedure } from './drop-procedure.ts'
import { dropSequence } from './drop-sequence.ts'
import { dropTable } from './drop-table.ts'
import { dropUniqueConstraint } from './drop-unique-constraint.ts'
import { dropView } from './drop-view.ts'
import { empty } from './empty.ts'
import { insert } from './insert.ts'
import { loadData } from './load-data.ts'
import { loadUpdateData } from './load-update-data.ts'
import { mergeColumns } from './merge-columns.ts'
import { modifyDataType } from './modify-data-type.ts'
import { output } from './output.ts'
import { executeCommand, customChange } from './refused.ts'
import { renameColumn } from './rename-column.ts'
import { renameSequence } from './rename-sequence.ts'
import { renameTable } from './rename-table.ts'
import { renameView } from './rename-view.ts'
import { setColumnRemarks } from './set-column-remarks.ts'
import { setTableRemarks } from './set-table-remarks.ts'
import { sqlFile } from './sql-file.ts'
import { sql } from './sql.ts'
import { stop } from './stop.ts'
import { tagDatabase } from './tag-database.ts'
import { update } from './update.ts'
import type { ChangeType } from './change-type.ts'

const ALL: readonly ChangeType[] = [
  addAutoIncrement,
  addColumn,
  addDefaultValue,
  addForeignKeyConstraint,
  addLookupTable,
  addNotNullConstraint,
  addPrimaryKey,
  addUniqueConstraint,
  alterSequence,
  createIndex,
  createProcedure,
  createSequence,
  createTable,
  createView,
  deleteRows,
  dropAllForeignKeyConstraints,
  dropColumn,
  dropDefaultValue,
  dropForeignKeyConstraint,
  dropIndex,
  dropNotNullConstraint,
  dropPrimaryKey,
  dropProcedure,
  dropSequence,
  dropTable,
  dropUniqueConstraint,
  dropView,
  empty,
  insert,
  loadData,
  loadUpdateData,
  mergeColumns,
  modifyDataType,
  output,
  executeCommand,
  customChange,
  renameColumn,
  renameSequence,
  renameTable,
  renameView,
  setColumnRemarks,
  setTableRemarks,
  sqlFile,
  sql,
  stop,
  tagDatabase,
  update,
]

const BY_NAME: ReadonlyMap<string, ChangeType> = new Map(ALL.map((type) => [type.name, type]))

export const changeTypeNames: readonly string[] = [...BY_NAME.keys()]

/** null: nothing is called that. */
export const changeTypeOf = (name: string): ChangeType | null => BY_NAME.get(name) ?? null
