import type { Fixture, ScimClient, ScimResponse } from "./client.ts";
import type { Exchange } from "./exchange.ts";
import type { Arbitrary } from "fast-check";
import type { Json, JsonObject } from "./json.ts";
import type { ArbitraryFor, CaseJudge, PropertyOptions } from "./property.ts";
import type { ResourceTypeInfo, TargetView } from "./target.ts";

/** Basic operations on which other checks build. A check that `provides` one explains why others are blocked. */
export type Precondition =
  | "create"
  | "read"
  | "list"
  | "replace"
  | "patch"
  | "delete"
  | "bulk"
  | "discovery"
  | "resource-types"
  | "schemas"
  | "authentication";

/** A condition on the target under which a check applies. */
export interface Need {
  /** For `scimspec list`: `capability patch`, `attribute User.emails (writable)`. */
  readonly label: string;
  /** True, or the reason for skipping, which points to what the server declared. */
  test(target: TargetView, type: ResourceTypeInfo | undefined): true | string;
}

/** Comparisons on one place of one response. Each records an expectation and returns whether it held. */
export interface ValueExpectation {
  /** Deep equality; members in any order. */
  equals(expected: Json): boolean;
  /** Present, and neither null nor [] (RFC 7643 section 2.5: those mean unassigned). */
  exists(): boolean;
  /** Absent, null or []. */
  unassigned(): boolean;
  isString(): boolean;
  isNonEmptyString(): boolean;
  isBoolean(): boolean;
  isInteger(): boolean;
  isObject(): boolean;
  isArray(): boolean;
  matches(pattern: RegExp, description: string): boolean;
  oneOf(values: readonly Json[]): boolean;
  /** Any predicate, with the expected state in words ("an absolute URI"). */
  is(description: string, predicate: (value: Json | undefined) => boolean): boolean;
}

export interface Detail {
  /** A sentence for people. Defaults to "expected X, got Y". */
  readonly message?: string;
  readonly expected?: Json;
  readonly actual?: Json;
  /** The response that shows it. */
  readonly at?: ScimResponse;
  /** JSON pointer into its body, `header:Name`, or `status`. */
  readonly pointer?: string;
}

/** Records expectations on one requirement. Nothing here throws: expectations collect. */
export interface RequirementExpectation {
  /** Status is one of those given; "success" is any 2xx, "client-error" any 4xx, "refusal" any 4xx or 501. */
  status(response: ScimResponse, expected: number | readonly number[] | "success" | "client-error" | "refusal"): boolean;
  /** A place in the response body, as a JSON pointer (RFC 6901; `~1` for "/", `~0` for "~"). */
  at(response: ScimResponse, pointer: string): ValueExpectation;
  /** A response header field. */
  header(response: ScimResponse, name: string): ValueExpectation;
  /** Any other comparison. */
  that(ok: boolean, detail: Detail): boolean;
  /** What the server chose where the RFC leaves the choice (MAY, OPTIONAL): recorded and shown, never graded. */
  observe(choice: string, detail?: Detail): void;
}

export interface Expect {
  /** Expectations on a requirement; `code` names the finding at an ambiguous point, so that a profile can grade it. */
  of(requirement: string, code?: string): RequirementExpectation;
}

/** Fixtures. All are unique per run and check, journaled, and deleted at the end. */
export interface Given {
  /** Creates a resource of the type (default: the check's own). Failing to is the precondition `create`: ends as blocked. */
  resource(type?: ResourceTypeInfo, attributes?: JsonObject): Promise<Fixture>;
  /** Creates a resource with a value for every attribute, or, where the server refuses that, with the usual ones. */
  filled(type?: ResourceTypeInfo): Promise<Fixture>;
  user(attributes?: JsonObject): Promise<Fixture>;
  group(attributes?: JsonObject): Promise<Fixture>;
  /** One resource per type and run, shared by all checks that only read. Never modify or delete it. */
  shared(type?: ResourceTypeInfo): Promise<Fixture>;
  /**
   * Makes something once per run and shares it between checks that only read it: `make` gets fixtures and a client that
   * belong to the run. If it fails (blocked, skip), it fails alike for all. The key names what is made.
   */
  once<T>(key: string, make: (given: Given, scim: ScimClient) => Promise<T>): Promise<T>;
  /** A valid body for the type: required attributes and the config's template, then `attributes` on top (undefined values drop). */
  body(type?: ResourceTypeInfo, attributes?: Readonly<Record<string, Json | undefined>>): JsonObject;
  /** A valid body with a plausible value for every attribute that a client may send. */
  fullBody(type?: ResourceTypeInfo): JsonObject;
  /** A plausible valid value for an attribute path of the type (unique where uniqueness is declared). */
  value(path: string, type?: ResourceTypeInfo): Json;
  /** `scimspec-<run>-<check>-<n>`, letters, digits and hyphens. */
  unique(): string;
}

export interface CheckContext {
  readonly scim: ScimClient;
  readonly given: Given;
  readonly expect: Expect;
  readonly target: TargetView;
  /** The instance's resource type; throws if the check declares no `for`. */
  readonly type: ResourceTypeInfo;
  /** Ends the check (instance) as skipped: the server does not offer it. The reason says what it declared. */
  readonly skip: (reason: string) => never;
  /** A named precondition: ends the check as blocked unless it holds. */
  readonly require: (holds: boolean, precondition: Precondition, message: string) => void;
  /**
   * Judges generated cases within the run's budget, one after the other. What a case creates is deleted when it ends. An
   * unmet expectation is shrunk to the smallest case that shows it and recorded with that; a case whose precondition
   * fails, or that gets no answer, counts as discarded.
   */
  readonly forAll: <T>(options: PropertyOptions<T>, arbitrary: Arbitrary<T> | ArbitraryFor<T>, judge: CaseJudge<T>) => Promise<void>;
  /** Values drawn by the run's seed: the same for each check that draws with the same key, and in a replay. */
  readonly sample: <T>(key: string, arbitrary: Arbitrary<T>, count: number) => readonly T[];
  /** Within a generated case: it cannot be judged, for that reason. */
  readonly discard: (reason: string) => never;
}

export interface CheckDefinition {
  /** `suite/words`, equal to the file name. */
  readonly id: string;
  /** What a conforming server does. */
  readonly title: string;
  /** What this server does instead. */
  readonly failureTitle: string;
  /**
   * `User`, `Group`, every resource type under test, or any one of them (User if there is one): for what does not depend on
   * the type, so that it is asked once. Absent: once per run, without a type.
   */
  readonly for?: "User" | "Group" | "each-resource-type" | "any-resource-type";
  readonly verifies: readonly [string, ...string[]];
  readonly needs?: readonly Need[];
  /** Checks that run before, where their outcome explains this one's. */
  readonly after?: readonly string[];
  /** Basic operations that this check judges. */
  readonly provides?: readonly Precondition[];
  /** Primary faults of the reference server that it detects; in the suites at least one, unless all it verifies is MAY or OPTIONAL. */
  readonly detects?: readonly string[];
  /** True for properties: judged over generated cases, and left out with `properties: off`. */
  readonly generates?: true;
  /** `nothing`: GET and POST /.search only; `own-resources`: what it creates; `discovery`: tries to modify discovery documents. */
  readonly mutates: "nothing" | "own-resources" | "discovery";
  /** What to change, in plain words. */
  readonly remedy: string;
  run(context: CheckContext): Promise<void>;
}

export interface Check extends CheckDefinition {
  readonly kind: "check";
  /** First part of the id: the area; of an own check, the plugin's name. */
  readonly suite: string;
  readonly detects: readonly string[];
  /** Set for own checks: the name of the plugin that brings it. */
  readonly plugin?: string;
}

/** A resource found inside an exchange, with where it sits and what is known of it. */
export interface SeenResource {
  readonly resource: JsonObject;
  /** JSON pointer of the resource in the body: `` (empty) or `/Resources/0`. */
  readonly pointer: string;
  /** By endpoint, for collections and single resources; by meta.resourceType at the root; null if unknown. */
  readonly type: ResourceTypeInfo | null;
}

/** An exchange as invariants see it. */
export interface SeenExchange extends ScimResponse {
  readonly raw: Exchange;
  /** True when `attributes` or `excludedAttributes` narrowed the representation. */
  readonly projected: boolean;
  /** Resources (User, Group, custom; not discovery ones) in a successful answer. */
  readonly seen: readonly SeenResource[];
  /** True if the answer held a secret of the config (masked in the record). */
  readonly secretsSeen: boolean;
  /** The parsed request body, if JSON. */
  readonly sent: Json | undefined;
}

export interface InvariantContext {
  readonly expect: Expect;
  readonly target: TargetView;
}

/** A judgement passed on every exchange of the run. */
export interface InvariantDefinition {
  readonly id: string;
  readonly title: string;
  readonly failureTitle: string;
  readonly verifies: readonly [string, ...string[]];
  /** As for a check. */
  readonly detects?: readonly string[];
  readonly remedy: string;
  /** Judges one exchange (that has a response). */
  judge?(exchange: SeenExchange, context: InvariantContext): void;
  /** Judges all exchanges of the run together, in order, once at the end. */
  judgeAll?(exchanges: readonly SeenExchange[], context: InvariantContext): void;
}

export interface Invariant extends InvariantDefinition {
  readonly kind: "invariant";
  /** `invariants`; of an own one, the plugin's name. */
  readonly suite: string;
  readonly detects: readonly string[];
  readonly plugin?: string;
}
