/** What own checks are written with; `scimspec` exports all of it. The checks of scimspec itself use the same functions. */
export { attribute, authenticated, capability, check, credential, invariant, inTime, published, resourceType } from "./engine/api.ts";
export type {
  Check,
  CheckContext,
  CheckDefinition,
  Detail,
  Expect,
  Given,
  Invariant,
  InvariantContext,
  InvariantDefinition,
  Need,
  Precondition,
  RequirementExpectation,
  SeenExchange,
  SeenResource,
  ValueExpectation,
} from "./model/check.ts";
export type { Fixture, ScimClient, ScimResponse } from "./model/client.ts";
export type { Json, JsonObject } from "./model/json.ts";
export type { OwnRequirement } from "./model/plugin.ts";
export type { Level } from "./model/requirement.ts";
export type { AttributeInfo, ResourceTypeInfo, SchemaInfo, TargetView } from "./model/target.ts";
export type { PluginModule } from "./plugins.ts";
