// The list of kinds, parents before what hangs on them. A new kind is one file and one line here.

import { accessMethod } from './access-method.ts'
import { aggregate } from './aggregate.ts'
import { baseType } from './base-type.ts'
import { cast } from './cast.ts'
import { clusteredIndex } from './clustered-index.ts'
import { collation } from './collation.ts'
import { column } from './column.ts'
import { comment } from './comment.ts'
import { compositeAttribute } from './composite-attribute.ts'
import { compositeType } from './composite-type.ts'
import { constraint } from './constraint.ts'
import { constraintIndex } from './constraint-index.ts'
import { conversion } from './conversion.ts'
import { databaseSetting } from './database-setting.ts'
import { defaultPrivilege } from './default-privilege.ts'
import { defaultValue } from './default.ts'
import { domain } from './domain.ts'
import { domainConstraint } from './domain-constraint.ts'
import { enumType } from './enum.ts'
import { eventTrigger } from './event-trigger.ts'
import { extension } from './extension.ts'
import { extensionDependency } from './extension-dependency.ts'
import { foreignDataWrapper } from './foreign-data-wrapper.ts'
import { foreignServer } from './foreign-server.ts'
import { foreignTable } from './foreign-table.ts'
import { func } from './function.ts'
import { identity } from './identity.ts'
import { index } from './index.ts'
import { indexPartition } from './index-partition.ts'
import { inheritance } from './inheritance.ts'
import type { AnyKind } from './kind.ts'
import { language } from './language.ts'
import { materializedView } from './materialized-view.ts'
import { materializedViewData } from './materialized-view-data.ts'
import { notNull } from './not-null.ts'
import { operator } from './operator.ts'
import { operatorClass } from './operator-class.ts'
import { operatorFamily } from './operator-family.ts'
import { owner } from './owner.ts'
import { parameterPrivilege } from './parameter-privilege.ts'
import { partition } from './partition.ts'
import { partitionTrigger } from './partition-trigger.ts'
import { policy } from './policy.ts'
import { privilege } from './privilege.ts'
import { procedure } from './procedure.ts'
import { publication } from './publication.ts'
import { publicationSchema } from './publication-schema.ts'
import { publicationTable } from './publication-table.ts'
import { rangeType } from './range-type.ts'
import { replicaIdentity } from './replica-identity.ts'
import { role } from './role.ts'
import { roleMembership } from './role-membership.ts'
import { roleSetting } from './role-setting.ts'
import { rule } from './rule.ts'
import { schema } from './schema.ts'
import { securityLabel } from './security-label.ts'
import { sequence } from './sequence.ts'
import { sequenceOwnedBy } from './sequence-owned-by.ts'
import { shellType } from './shell-type.ts'
import { statistics } from './statistics.ts'
import { subscription } from './subscription.ts'
import { table } from './table.ts'
import { textSearchConfiguration } from './text-search-configuration.ts'
import { textSearchDictionary } from './text-search-dictionary.ts'
import { textSearchParser } from './text-search-parser.ts'
import { textSearchTemplate } from './text-search-template.ts'
import { transform } from './transform.ts'
import { trigger } from './trigger.ts'
import { userMapping } from './user-mapping.ts'
import { view } from './view.ts'
import { viewColumn } from './view-column.ts'

const objects: readonly AnyKind[] = [
  role,
  roleMembership,
  roleSetting,
  databaseSetting,
  schema,
  extension,
  language,
  accessMethod,
  collation,
  shellType,
  enumType,
  compositeType,
  compositeAttribute,
  domain,
  domainConstraint,
  rangeType,
  baseType,
  func,
  procedure,
  aggregate,
  operator,
  operatorFamily,
  operatorClass,
  cast,
  transform,
  conversion,
  textSearchParser,
  textSearchTemplate,
  textSearchDictionary,
  textSearchConfiguration,
  foreignDataWrapper,
  foreignServer,
  userMapping,
  sequence,
  table,
  foreignTable,
  view,
  materializedView,
  materializedViewData,
  column,
  viewColumn,
  defaultValue,
  notNull,
  identity,
  sequenceOwnedBy,
  inheritance,
  partition,
  constraint,
  constraintIndex,
  index,
  indexPartition,
  statistics,
  rule,
  trigger,
  partitionTrigger,
  policy,
  replicaIdentity,
  clusteredIndex,
  publication,
  publicationTable,
  publicationSchema,
  subscription,
  eventTrigger,
]

export const kinds: readonly AnyKind[] = [
  ...objects,
  owner(objects),
  comment(objects),
  extensionDependency(objects),
  securityLabel(objects),
  privilege,
  parameterPrivilege,
  defaultPrivilege,
]
