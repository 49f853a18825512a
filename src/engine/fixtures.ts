/** Fixtures: resources that checks work on; valid by the target's schema, unique, journaled, deleted at the end. */
import type { Given } from "../model/check.ts";
import type { Fixture, ScimClient, ScimResponse } from "../model/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { sampleAttribute } from "../scim/sample.ts";
import { BlockedSignal, SkipSignal } from "./signals.ts";

/** Renders the config's body template of a type with the variables of one resource; undefined without a template. */
export type TemplateRenderer = (type: ResourceTypeInfo, variables: { readonly unique: string; readonly email: string }) => JsonObject | undefined;

export interface FixtureOptions {
  readonly scim: ScimClient;
  readonly target: TargetView;
  /** Short, unique per run. */
  readonly run: string;
  readonly checkId: string;
  readonly ownType: ResourceTypeInfo | undefined;
  readonly template: TemplateRenderer;
  /** Cache of shared fixtures of the run, by type name. */
  readonly shared: Map<string, Promise<Fixture>>;
  /** Cache of what `once` made, by key. */
  readonly once: Map<string, Promise<unknown>>;
  /** A client whose exchanges belong to the run rather than to one check. */
  readonly sharedClient: ScimClient & { quiet(): Promise<void> };
  readonly counter: { value: number };
}

/** Attributes that give a resource its face; sent even where they are optional, so that a person recognises it. */
const USUAL = new Set(["username", "displayname"]);

/** Fixtures for one check instance. */
export class CheckFixtures implements Given {
  readonly #options: FixtureOptions;

  constructor(options: FixtureOptions) {
    this.#options = options;
  }

  unique(): string {
    const { run, checkId, counter } = this.#options;
    counter.value += 1;
    const words = checkId.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 40);
    return `scimspec-${run}-${words}-${counter.value.toString(36)}`;
  }

  body(type = this.#own(), attributes: Readonly<Record<string, Json | undefined>> = {}): JsonObject {
    const body = this.#build(type, (a) => a.required || USUAL.has(a.name.toLowerCase()));
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) delete body[name];
      else body[name] = value;
    }
    return body;
  }

  fullBody(type = this.#own()): JsonObject {
    return this.#build(type, () => true);
  }

  value(path: string, type = this.#own()): Json {
    const attribute = this.#options.target.attribute(type, path);
    const value = attribute ? sampleAttribute(attribute, this.unique()) : undefined;
    return value ?? `${path} ${this.unique()}`;
  }

  user(attributes: JsonObject = {}): Promise<Fixture> {
    return this.resource(this.#named("User"), attributes);
  }

  group(attributes: JsonObject = {}): Promise<Fixture> {
    return this.resource(this.#named("Group"), attributes);
  }

  async resource(type = this.#own(), attributes: JsonObject = {}): Promise<Fixture> {
    const sent = this.body(type, attributes);
    return this.#create(this.#options.scim, type, sent);
  }

  shared(type = this.#own()): Promise<Fixture> {
    const { shared, sharedClient } = this.#options;
    const cached = shared.get(type.name);
    if (cached) return cached;
    const created = this.#options.target.mode === "read-only" ? this.#existing(type) : this.#visible(this.#filled(sharedClient, type));
    shared.set(type.name, created);
    return created;
  }

  once<T>(key: string, make: (given: Given, scim: ScimClient) => Promise<T>): Promise<T> {
    const { once, sharedClient } = this.#options;
    const known = once.get(key) as Promise<T> | undefined;
    if (known) return known;
    const made = this.#visible(make(new CheckFixtures({ ...this.#options, scim: sharedClient, checkId: key }), sharedClient));
    once.set(key, made);
    return made;
  }

  /** What others will read has to be visible to them: after the grace period. */
  async #visible<T>(made: Promise<T>): Promise<T> {
    const value = await made;
    await this.#options.sharedClient.quiet();
    return value;
  }

  filled(type = this.#own()): Promise<Fixture> {
    return this.#filled(this.#options.scim, type);
  }

  async #filled(scim: ScimClient, type: ResourceTypeInfo): Promise<Fixture> {
    try {
      return await this.#create(scim, type, this.fullBody(type));
    } catch (error) {
      // A full body may be refused for one attribute among many; the smallest valid body is judged elsewhere too.
      if (!(error instanceof BlockedSignal)) throw error;
      return this.#create(scim, type, this.body(type));
    }
  }

  /** Read-only runs create nothing: any resource that is there will do. */
  async #existing(type: ResourceTypeInfo): Promise<Fixture> {
    const list = await this.#options.sharedClient.list(type, { count: "1" });
    const body = list.resources[0];
    const id = body?.["id"];
    if (!body || typeof id !== "string") throw new SkipSignal(`the run is read-only, and the target shows no ${type.name} to look at`);
    return { type, id, url: `${this.#options.target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`, sent: {}, created: list, body };
  }

  #own(): ResourceTypeInfo {
    const type = this.#options.ownType;
    if (!type) throw new Error(`check ${this.#options.checkId} declares no \`for\`, so it must name a resource type`);
    return type;
  }

  #named(name: string): ResourceTypeInfo {
    const type = this.#options.target.type(name);
    if (!type) throw new BlockedSignal("resource-types", `the server declares no resource type ${name}`);
    return type;
  }

  #build(type: ResourceTypeInfo, include: (attribute: AttributeInfo) => boolean): Record<string, Json> {
    const { target, template } = this.#options;
    const unique = this.unique();
    const body: Record<string, Json> = { schemas: [type.schema] };
    const containers: Record<string, Record<string, Json>> = {};
    for (const attribute of target.attributes(type)) {
      if (attribute.name === "schemas" || attribute.mutability === "readOnly") continue;
      if (!include(attribute) || !target.maySend(type, attribute.extension ? `${attribute.schema}:${attribute.name}` : attribute.name)) continue;
      const extension = type.extensions.find((e) => e.schema === attribute.schema);
      const value = sampleAttribute(attribute, unique);
      if (value === undefined) continue;
      if (!attribute.extension) body[attribute.name] = value;
      // A required attribute of an optional extension is required only once the extension is used.
      else if (extension?.required || include({ ...attribute, required: false })) (containers[attribute.schema] ??= {})[attribute.name] = value;
    }
    for (const [urn, container] of Object.entries(containers)) {
      body[urn] = container;
      body["schemas"] = [...(body["schemas"] as Json[]), urn];
    }
    return { ...body, ...template(type, { unique, email: `${unique}@example.com` }) };
  }

  async #create(scim: ScimClient, type: ResourceTypeInfo, sent: JsonObject): Promise<Fixture> {
    const created = await scim.create(type, sent);
    const closed = created.ok ? null : this.#options.target.whyClosed(type);
    if (closed !== null) throw new SkipSignal(closed);
    if (!created.ok) {
      const detail = created.object?.["detail"];
      const because = typeof detail === "string" ? `: ${detail.slice(0, 200)}` : "";
      throw new BlockedSignal("create", `could not create a ${type.name}: POST ${type.endpoint} is answered with ${created.status}${because}`);
    }
    const body = await this.#representation(scim, type, created);
    const id = body?.["id"];
    if (!body || typeof id !== "string" || id === "") {
      throw new BlockedSignal("create", `could not create a ${type.name}: no id in the answer to POST ${type.endpoint}, nor behind its Location`);
    }
    return { type, id, url: `${this.#options.target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`, sent, created, body };
  }

  async #representation(scim: ScimClient, type: ResourceTypeInfo, created: ScimResponse): Promise<JsonObject | undefined> {
    if (created.object && typeof created.object["id"] === "string") return created.object;
    const { baseUrl } = this.#options.target;
    const location = created.header("location");
    if (location === null || !URL.canParse(location, `${baseUrl}/`)) return undefined;
    const read = await scim.get(new URL(location, `${baseUrl}${type.endpoint}/`).href);
    return isObject(read.json) ? read.json : undefined;
  }
}
