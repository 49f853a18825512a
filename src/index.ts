/** The library. What is heavy loads when it is used, so that importing this module is quick. */
export { assess } from "./library/assess.ts";
export type { Assessment } from "./library/assessment.ts";
export { listChecks, type CheckDescription } from "./library/checks.ts";
export { loadConfig, type ConfigSource, type LoadedConfig } from "./library/config.ts";
export { fromDispatcher, fromFetch, fromListener, type Handler, type RequestListener, type WrappedHandler } from "./library/handler.ts";
export type { AssessOptions, AssessSettings, ResourceOptions } from "./library/options.ts";
export { listFaults, startReferenceServer, type ReferenceOptions, type ReferenceServer } from "./library/reference.ts";
export { render, type FormatName } from "./library/render.ts";
export type { TargetDescription, TargetInput } from "./library/target.ts";
export { ConfigError } from "./config/error.ts";
export type { AuthConfig, ConfigProblem, PluginReference } from "./config/types.ts";
export type { FetchFunction } from "./http/fetch-listener.ts";
export type { RunEvent } from "./engine/run.ts";
export type { RenderedFile } from "../reports/formats.ts";

// The API of own checks
export { attribute, authenticated, capability, check, credential, invariant, inTime, published, resourceType } from "./engine/api.ts";
export type { Check, CheckContext, CheckDefinition, Detail, Expect, Given, Invariant, InvariantContext, InvariantDefinition, Need, Precondition, RequirementExpectation, SeenExchange, SeenResource, ValueExpectation } from "./model/check.ts";
export type { Fixture, RawRequest, RequestOptions, ScimClient, ScimResponse } from "./model/client.ts";
export type { Json, JsonObject } from "./model/json.ts";
export type { OwnRequirement } from "./model/plugin.ts";
export type { Level } from "./model/requirement.ts";
export type { AttributeInfo, AttributeType, ResourceTypeInfo, SchemaInfo, TargetView } from "./model/target.ts";
export type { PluginModule } from "./plugins.ts";
export type { ArbitraryFor, CaseJudge, Counterexample, PropertyBudget, PropertyLevel, PropertyOptions } from "./model/property.ts";

// The run document
export type { Capability, CapabilityStatus } from "./model/capability.ts";
export type { Exchange, ExchangeRequest, ExchangeResponse, HeaderList, TransportError } from "./model/exchange.ts";
export type { Expectation, Outcome, RequirementOutcome, Severity } from "./model/expectation.ts";
export type { FaultInfo } from "./model/fault.ts";
export type { DistinctFinding, FindingPlace } from "./model/finding.ts";
export type { BaselineEntry, Gate, Threshold } from "./model/gate.ts";
export type { OwnRequirementResult, OwnResults, PluginFacts } from "./model/plugin.ts";
export type { Requirement, RequirementClass } from "./model/requirement.ts";
export type { CheckResult, FailOn, Finding, InstanceResult, Leftover, RequirementResult, Run, Shard, ShardInfo, Summary } from "./model/run.ts";
