/** Faults of filters: what operators, attributes and logic mean. What is malformed is in filter-syntax.ts. */
import type { Call } from "../behaviour.ts";
import { locate, named } from "../definitions.ts";
import { ScimError, type AttributeDefinition, type AttributePath, type Filter, type Found, type Json, type Literal, type Operator, type ResourceTypeDefinition, type Stored } from "../types.ts";
import { faultsOf, type Fault, type Info } from "./fault.ts";
import { filterLogicFaults } from "./filter-logic.ts";

const { must, should, gray } = faultsOf("filter");
const R = "7644-3.4.2.2";

interface Comparison {
  readonly value: Json;
  readonly operator: Operator;
  readonly literal: Literal;
  readonly definition: AttributeDefinition;
}

/** A fault of comparisons: undefined leaves it to the conforming server. */
const compares = (info: Info, result: (c: Comparison, usual: (changed: Partial<Comparison>) => boolean) => boolean | undefined): Fault => ({
  ...info,
  apply: (b) => ({
    compare: (value, operator, literal, definition) => {
      const c = { value, operator, literal, definition };
      const usual = (changed: Partial<Comparison>): boolean => {
        const next = { ...c, ...changed };
        return b.compare(next.value, next.operator, next.literal, next.definition);
      };
      return result(c, usual) ?? usual({});
    },
  }),
});
/** A fault by which one operator works as another one on strings. */
const reads = (info: Info, operator: Operator, as: Operator, type = "string"): Fault => compares(info, (c, usual) => (c.operator === operator && c.definition.type === type ? usual({ operator: as }) : undefined));
type Usual = (changed: Filter) => boolean;
/** A fault of the evaluation of a filter on a resource. */
const evaluates = (info: Info, result: (filter: Filter, at: { readonly resource: Stored; readonly type: ResourceTypeDefinition; readonly call: Call }, usual: Usual) => boolean | undefined): Fault => ({
  ...info,
  apply: (b) => ({ matches: (filter, resource, type, call) => result(filter, { resource, type, call }, (f) => b.matches(f, resource, type, call)) ?? b.matches(filter, resource, type, call) }),
});
/** A fault that refuses filters on some paths or operators. */
const refuses = (info: Info, when: (filter: Leaf) => boolean, error = () => new ScimError(400, "This filter is not supported.", "invalidFilter")): Fault => ({
  ...info,
  apply: (b) => ({
    checkFilter(filter, type, call) {
      for (const f of leaves(filter)) if (when(f)) throw error();
      b.checkFilter(filter, type, call);
    },
  }),
});
/** A fault of the choice of resources, after the conforming one. */
const selects = (info: Info, change: (selected: readonly Found[], all: readonly Found[], call: Call) => readonly Found[]): Fault => ({
  ...info,
  apply: (b) => ({ select: (found, types, call) => (call.query.filter === null ? found : change(b.select(found, types, call), found, call)) }),
});

type Leaf = Extract<Filter, { readonly path: AttributePath }>;

function leaves(filter: Filter): readonly Leaf[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [...leaves(filter.left), ...leaves(filter.right)];
    case "not":
      return leaves(filter.inner);
    default:
      return [filter];
  }
}
const names = (path: AttributePath): string => `${path.attribute}${path.sub === null ? "" : `.${path.sub}`}`.toLowerCase();
/** A path that no schema has. */
const NOWHERE: AttributePath = { urn: null, attribute: "nowhere", sub: null };
/** Folds nothing: strings as they are. */
const exact = (definition: AttributeDefinition): AttributeDefinition => ({ ...definition, caseExact: true });

const operators: readonly Fault[] = [
  selects(must("filter-ignored", "Filters are ignored", `${R}-only-matching-returned`, `${R}-op-eq`), (_selected, all) => all),
  reads(must("filter-eq-matches-prefix", "eq matches values that begin with the text", `${R}-op-eq`), "eq", "sw"),
  reads(must("filter-ne-equal", "ne works as eq", `${R}-op-ne`), "ne", "eq"),
  compares(must("filter-ne-prefix", "ne leaves out values that begin with the text", `${R}-op-ne`), (c, usual) => (c.operator === "ne" && typeof c.literal === "string" && !c.definition.multiValued ? !usual({ operator: "sw" }) : undefined)),
  reads(must("filter-co-as-sw", "co finds the text at the beginning only", `${R}-op-co`), "co", "sw"),
  reads(must("filter-sw-as-co", "sw finds the text anywhere", `${R}-op-sw`), "sw", "co"),
  reads(must("filter-ew-as-co", "ew finds the text anywhere", `${R}-op-ew`), "ew", "co"),
  reads(must("filter-gt-inclusive", "gt includes the value itself", `${R}-op-gt`), "gt", "ge"),
  reads(must("filter-ge-exclusive", "ge leaves the value itself out", `${R}-op-ge`), "ge", "gt"),
  reads(must("filter-lt-inclusive", "lt includes the value itself", `${R}-op-lt`), "lt", "le"),
  reads(must("filter-le-exclusive", "le leaves the value itself out", `${R}-op-le`), "le", "lt"),
  compares(must("filter-numbers-compared-as-text", "Numbers are compared as texts", `${R}-op-gt`, `${R}-op-lt`), (c, usual) => (typeof c.literal === "number" && c.operator !== "eq" ? usual({ value: String(c.value), literal: String(c.literal) }) : undefined)),
  compares(must("filter-decimals-truncated", "Decimals lose their fraction", `${R}-op-eq`, `${R}-op-gt`), (c, usual) => (c.definition.type === "decimal" && typeof c.value === "number" && typeof c.literal === "number" ? usual({ value: Math.trunc(c.value), literal: Math.trunc(c.literal) }) : undefined)),
  compares(must("filter-date-compared-as-text", "dateTime values are compared as texts", `${R}-op-gt`, `${R}-op-ge`, `${R}-op-lt`), (c, usual) => (c.definition.type === "dateTime" && c.operator !== "eq" ? usual({ definition: { ...exact(c.definition), type: "string" } }) : undefined)),
  compares(must("filter-date-by-year", "dateTime values are compared by their year", `${R}-op-gt`, `${R}-op-ge`, `${R}-op-lt`), (c, usual) => (c.definition.type === "dateTime" && /^[gl]/.test(c.operator) ? usual({ value: Number(String(c.value).slice(0, 4)), literal: Number(String(c.literal).slice(0, 4)) }) : undefined)),
  compares(must("filter-date-fraction-ignored", "dateTime values are compared by whole seconds", `${R}-op-gt`), (c, usual) => {
    const whole = (v: unknown): number => Math.trunc(Date.parse(String(v)) / 1000);
    return c.definition.type === "dateTime" && /^[gl]/.test(c.operator) ? usual({ value: whole(c.value), literal: whole(c.literal) }) : undefined;
  }),
  compares(must("filter-date-eq-exact-fails", "eq on a dateTime never matches: a hidden fraction differs", `${R}-op-eq`), (c) => (c.definition.type === "dateTime" && c.operator === "eq" ? false : undefined)),
  compares(gray("filter-date-eq-other-offset", "eq on a dateTime compares texts", `${R}-op-eq`), (c) => (c.definition.type === "dateTime" && c.operator === "eq" ? c.value === c.literal : undefined)),
  compares(must("filter-reference-never-matches", "eq on a reference never matches", `${R}-op-eq`), (c) => (c.definition.type === "reference" && c.definition.name !== "schemas" && c.definition.name !== "location" && c.operator === "eq" ? false : undefined)),
  compares(must("filter-binary-ignores-case", "Binary values compare without regard to case", `${R}-op-eq`), (c, usual) => (c.definition.type === "binary" ? usual({ definition: { ...c.definition, caseExact: false } }) : undefined)),
  ...["boolean", "binary"].map((type): Fault => ({
    ...must(`filter-${type}-ordered`, `gt, ge, lt and le on ${type} attributes are accepted`, `${R}-op-gt-boolean-binary-400`, `${R}-op-le-boolean-binary-400`),
    apply: (b) => ({ checkComparison: (operator, definition) => (definition.type === type ? undefined : b.checkComparison(operator, definition)) }),
  })),
  {
    ...must("filter-unordered-wrong-keyword", "gt on a boolean is refused as invalidValue", `${R}-op-gt-boolean-binary-400`),
    apply: (b) => ({
      checkComparison(operator, definition) {
        if (definition.type === "boolean" && /^(gt|ge|lt|le)$/.test(operator)) throw new ScimError(400, "A boolean has no order.", "invalidValue");
        b.checkComparison(operator, definition);
      },
    }),
  },
  refuses(gray("filter-ne-unsupported", "ne is declined", `${R}-op-ne`), (f) => f.kind === "compare" && f.operator === "ne"),
  { ...must("filter-pr-matches-empty", "pr matches resources without a value", `${R}-op-pr`), apply: () => ({ hasValue: () => true }) },
  evaluates(must("filter-not-pr-empty", "not (… pr) matches nothing", `${R}-op-not`), (f) => (f.kind === "not" && f.inner.kind === "present" ? false : undefined)),
  { ...must("filter-pr-false-is-absent", "pr takes false for no value", `${R}-op-pr`), apply: (b) => ({ hasValue: (values) => b.hasValue(values) && values.some((v) => v !== false) }) },
  { ...must("filter-pr-zero-is-absent", "pr takes 0 for no value", `${R}-op-pr`), apply: (b) => ({ hasValue: (values) => b.hasValue(values) && values.some((v) => v !== 0) }) },
  evaluates(must("filter-pr-matches-cleared", "pr matches title although it was sent as null", `${R}-op-pr`), (f) => (f.kind === "present" && names(f.path) === "title" ? true : undefined)),
  evaluates(must("filter-pr-multi-valued-never", "pr never matches emails", `${R}-op-pr`), (f) => (f.kind === "present" && names(f.path) === "emails" ? false : undefined)),
  evaluates(must("filter-pr-complex-never", "pr never matches a complex attribute", `${R}-op-pr`), (f, { type, call }) => (f.kind === "present" && f.path.sub === null && locate(f.path.urn, f.path.attribute, type, call.context)?.definition.type === "complex" ? false : undefined)),
  compares(must("filter-subattribute-path-broken", "Parts of addresses never match", `${R}-complex-needs-subattribute`), (c) => (c.definition.name === "locality" ? false : undefined)),
  evaluates(gray("filter-multivalued-without-subattribute", "emails co never matches", `${R}-complex-needs-subattribute`), (f) => (f.kind === "compare" && names(f.path) === "emails" ? false : undefined)),
  {
    ...gray("filter-complex-alone-matches-nothing", "name eq is accepted and matches nothing", `${R}-complex-needs-subattribute`),
    apply: (b) => ({ checkFilter: (filter, type, call) => (filter.kind === "compare" && names(filter.path) === "name" ? undefined : b.checkFilter(filter, type, call)) }),
  },
  evaluates(gray("filter-null-never-matches", "Comparisons with null never match", `${R}-abnf-compvalue`), (f) => (f.kind === "compare" && f.literal === null ? false : undefined)),
];

const texts: readonly Fault[] = [
  compares(must("filter-username-case-sensitive", "userName compares with regard to case", `${R}-string-case-by-caseexact`), (c, usual) => (c.definition.name === "userName" ? usual({ definition: exact(c.definition) }) : undefined)),
  compares(must("filter-substring-case-sensitive", "co, sw and ew regard case", `${R}-string-case-by-caseexact`, "7643-2.2-default-case-exact-false", "7643-7-case-sensitivity-in-filters"), (c, usual) => (/^(co|sw|ew)$/.test(c.operator) ? usual({ definition: exact(c.definition) }) : undefined)),
  compares(must("filter-subattribute-case-sensitive", "Sub-attributes named value compare with regard to case", `${R}-string-case-by-caseexact`), (c, usual) => (c.definition.name === "value" ? usual({ definition: exact(c.definition) }) : undefined)),
  compares(must("filter-externalid-ignores-caseexact", "externalId compares without regard to case", "7643-3.1-external-id-case-exact", "7643-7-case-sensitivity-in-filters", `${R}-string-case-by-caseexact`), (c, usual) => (c.definition.name === "externalId" ? usual({ definition: { ...c.definition, caseExact: false } }) : undefined)),
  compares(must("filter-externalid-never-matches", "externalId never matches", "7643-3.1-external-id-filterable"), (c) => (c.definition.name === "externalId" ? false : undefined)),
  compares(gray("filter-unicode-not-prepared", "Only ASCII letters are folded, nothing is normalised", "7644-7.8-prepare-unicode"), (c) => {
    if (typeof c.value !== "string" || typeof c.literal !== "string" || c.operator !== "eq" || c.definition.type !== "string") return undefined;
    const fold = (s: string): string => (c.definition.caseExact ? s : s.replace(/[A-Z]/g, (x) => x.toLowerCase()));
    return fold(c.value) === fold(c.literal);
  }),
  compares(must("filter-members-value-broken", "members.value compares with $ref", `${R}-multivalued-any-match`, `${R}-op-eq`), (c) => (c.definition.name === "value" && c.definition.mutability === "immutable" ? false : undefined)),
];

const attributes: readonly Fault[] = [
  refuses(should("filter-by-id-fails", "Filters on id are declined", `${R}-op-eq`), (f) => names(f.path) === "id"),
  compares(gray("filter-id-ignores-case", "id compares without regard to case", `${R}-string-case-by-caseexact`), (c, usual) => (c.definition.name === "id" ? usual({ definition: { ...c.definition, caseExact: false } }) : undefined)),
  refuses(should("filter-meta-declined", "Filters on meta.location and meta.version are declined", `${R}-op-eq`), (f) => /^meta\.(location|version)$/.test(names(f.path))),
  evaluates(must("filter-resource-type-ignored", "Any meta.resourceType matches at a type's own endpoint", `${R}-op-eq`), (f) => (f.kind === "compare" && names(f.path) === "meta.resourcetype" ? true : undefined)),
  compares(must("filter-schemas-never-matches", "schemas never matches", `${R}-filter-on-schemas`), (c) => (c.definition.name === "schemas" ? false : undefined)),
  evaluates(must("filter-schemas-first-only", "Only the first schema is compared", `${R}-filter-on-schemas`), (f, { resource }) => (f.kind === "compare" && names(f.path) === "schemas" && f.operator === "eq" ? (resource["schemas"] as Json[])[0] === f.literal : undefined)),
  refuses(must("filter-core-urn-refused", "A core schema URN in front of a name is refused", `${R}-abnf-attrpath`), (f) => f.path.urn?.includes(":core:") === true),
  { ...must("filter-core-urn-case-sensitive", "URNs are read with regard to case", `${R}-names-case-insensitive`), apply: (b) => ({ parseFilter: (text, types, call) => (/URN:[A-Z:0-9.]*CORE/.test(text) ? { kind: "present", path: NOWHERE } : b.parseFilter(text, types, call)) }) },
  evaluates(must("filter-extension-never-matches", "Attributes of extensions never match", `${R}-abnf-attrpath`), (f, { type }) => ("path" in f && type.schemaExtensions.some((e) => e.schema === f.path.urn) ? false : undefined)),
  evaluates(must("filter-attribute-name-case-sensitive", "Attribute names must be spelled as in the schema", `${R}-names-case-insensitive`, "7643-2.1-names-case-insensitive-paths"), (f, { type, call }) => ("path" in f && ![f.path.attribute, ""].includes(locate(f.path.urn, f.path.attribute, type, call.context)?.definition.name ?? "") ? false : undefined)),
  evaluates(must("filter-subattribute-name-case-sensitive", "Sub-attribute names must be spelled as in the schema", `${R}-names-case-insensitive`), (f, { type, call }) => {
    if (!("path" in f) || f.path.sub === null) return undefined;
    const parent = locate(f.path.urn, f.path.attribute, type, call.context)?.definition;
    const sub = named(parent?.subAttributes ?? [], f.path.sub);
    return sub && sub.name !== f.path.sub ? false : undefined;
  }),
  { ...must("filter-unknown-attribute-ignored", "A condition on an unknown attribute counts as true", `${R}-only-matching-returned`), apply: (b) => ({ matches: (f, resource, type, call) => ("path" in f && locate(f.path.urn, f.path.attribute, type, call.context) === undefined ? true : b.matches(f, resource, type, call)) }) },
  selects(must("filter-lost-when-attributes-given", "attributes makes the filter ineffective", `${R}-only-matching-returned`), (selected, all, call) => (call.query.attributes.length > 0 ? all : selected)),
  {
    ...must("filter-sees-projection-only", "The filter sees only what excludedAttributes leaves", `${R}-only-matching-returned`),
    apply: (b) => ({ select: (found, types, call) => (call.query.filter === null || call.query.excludedAttributes.length === 0 ? b.select(found, types, call) : b.select(found.map((f) => ({ ...f, resource: b.project(f.resource, f.type, call) })), types, call)) }),
  },
  {
    ...must("filter-active-disagrees-with-rendering", "active eq false matches no user, whatever is shown", `${R}-op-eq`, `${R}-only-matching-returned`),
    apply: (b) => ({ compare: (value, operator, literal, definition) => (definition.type === "boolean" && definition.name !== "primary" && operator === "eq" ? literal === true : b.compare(value, operator, literal, definition)) }),
  },
  compares(must("filter-defaulted-not-found", "Values that the server gave are not seen by filters", `${R}-defaulted-attribute-value`), (c) => (c.definition.name === "firmware" ? false : undefined)),
  ...(["confirms", "prefix"] as const).map((how): Fault => ({
    ...must(`filter-password-${how}`, how === "confirms" ? "password eq confirms a guess" : "password sw confirms a part", "7644-3.12-password-filter"),
    strength: how === "confirms" ? "gray" : "must",
    apply: (b) => ({
      checkFilter: (filter, type, call) => (leaves(filter).some((f) => names(f.path) === "password") ? undefined : b.checkFilter(filter, type, call)),
      matches(f, resource, type, call) {
        if (f.kind !== "compare" || names(f.path) !== "password") return b.matches(f, resource, type, call);
        return f.operator === (how === "confirms" ? "eq" : "sw") && b.matches(f, resource, type, call);
      },
    }),
  })),
  {
    ...must("filter-no-match-404", "A filter that matches nothing is answered with 404", "7644-3.4.2-no-match-200-total-zero"),
    apply: (b) => ({
      list(page, call) {
        if (call.query.filter !== null && page.items.length === 0) throw new ScimError(404, "Nothing was found.");
        return b.list(page, call);
      },
    }),
  },
  {
    ...must("filter-no-match-empty-body", "A filter that matches nothing is answered with an empty body", "7644-3.4.2-no-match-200-total-zero"),
    apply: (b) => ({ list: (page, call) => (call.query.filter !== null && page.items.length === 0 ? { status: 200, headers: [], body: undefined } : b.list(page, call)) }),
  },
];

const root: readonly Fault[] = [
  selects(must("filter-root-users-only", "Filters at the root look at users only", "7644-3.4.2.1-multi-type-filter-rules"), (selected, all) => (new Set(all.map((f) => f.type.name)).size > 1 ? selected.filter((f) => f.type.name === "User") : selected)),
  {
    ...must("filter-root-undefined-attribute-refused", "At the root, an attribute that a type lacks is refused", "7644-3.4.2.1-undefined-attribute-no-value"),
    apply: (b) => ({
      checkFilter(filter, type, call) {
        for (const f of leaves(filter)) if (!/^\/(Users|Groups|Devices)/.test(call.request.path) && !locate(f.path.urn, f.path.attribute, type, call.context)) throw new ScimError(400, `${type.name} has no ${f.path.attribute}.`, "invalidFilter");
        b.checkFilter(filter, type, call);
      },
    }),
  },
  evaluates(must("filter-root-resource-type-ignored", "At the root, meta.resourceType is ignored", "7644-3.4.2.1-meta-resourcetype-filter"), (f, { call }) => (f.kind === "compare" && names(f.path) === "meta.resourcetype" && !/^\/(Users|Groups|Devices)/.test(call.request.path) ? true : undefined)),
];

export const filterFaults: readonly Fault[] = [...operators, ...texts, ...attributes, ...root, ...filterLogicFaults];
