/**
 * The oracle of filters (RFC 7644 section 3.4.2.2): whether a representation matches. null where a conforming server may
 * answer either way: values that are absent and ne or not, several values and not or ne, conditions on one multi-valued
 * attribute outside of brackets that no single value meets, and what compare.ts leaves open.
 */
import type { Json, JsonObject } from "../../model/json.ts";
import { all, any, compareOne, not, type Truth } from "./compare.ts";
import type { Filter, Operator } from "./filter.ts";
import { leafValues, partValues, topValues, type Leaf } from "./leaves.ts";

/** How the places that a filter names are found. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** The leaves by path, names in lower case. */
export function byPath(leaves: readonly Leaf[]): Leaves {
  return new Map(leaves.map((l) => [l.path.toLowerCase(), l]));
}

/** The values at a place. `among`: how many values its attribute has, of which some may lack this part. */
interface At {
  readonly leaf: Leaf;
  readonly values: readonly Json[];
  readonly among: number;
}

/** What an expression is evaluated on. */
interface Subject {
  values(path: string): At | undefined;
  /** Elements of a multi-valued attribute, for brackets. */
  elements(path: string): readonly Json[] | undefined;
  present(path: string): Truth;
  /** Several conditions outside of brackets name the attribute. */
  readonly shared: ReadonlySet<string>;
}

/** Conditions outside of brackets, by the attribute that they are about. */
function sharedTops(filter: Filter, leaves: Leaves): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const visit = (f: Filter): void => {
    if (f.kind === "and" || f.kind === "or") f.terms.forEach(visit);
    else if (f.kind === "not") visit(f.term);
    else if (f.kind === "compare" || f.kind === "present") {
      const top = leaves.get(f.path.toLowerCase())?.top.path ?? f.path;
      counts.set(top, (counts.get(top) ?? 0) + 1);
    }
  };
  visit(filter);
  return new Set([...counts].filter(([, n]) => n > 1).map(([top]) => top));
}

function compareAll({ values, leaf, among }: At, operator: Operator, literal: Json, negated: boolean, mixed: boolean): Truth {
  if (values.length === 0) {
    // No value: nothing to compare. ne and not may be read as "has another value" or as "does not have this value"; no flag may stand for false.
    if (operator === "ne" || negated || (literal === false && operator === "eq")) return null;
    return false;
  }
  const each = values.map((v) => compareOne(v, operator, literal, leaf.attribute));
  const some = any(each);
  // A value that lacks the part is not equal to anything, for those who look at one value after the other.
  if (values.length < among && (operator === "ne" ? some === false : negated && some === true)) return null;
  if ((operator === "ne" || negated) && all(each) !== some) return null;
  return mixed && among > 1 && some === true ? null : some;
}

/** Several conditions are about one multi-valued attribute, and may be read as one about the same value (P49). */
const isShared = ({ leaf }: At, { shared }: Subject): boolean => leaf.top.multiValued && shared.has(leaf.top.path);

function truth(filter: Filter, subject: Subject, negated: boolean): Truth {
  switch (filter.kind) {
    case "and":
      return all(filter.terms.map((t) => truth(t, subject, negated)));
    case "or":
      return any(filter.terms.map((t) => truth(t, subject, negated)));
    case "not":
      return not(truth(filter.term, subject, true));
    case "present": {
      const present = subject.present(filter.path);
      const found = subject.values(filter.path);
      return found && present === true && found.among > 1 && isShared(found, subject) ? null : present;
    }
    case "compare": {
      const found = subject.values(filter.path);
      return found ? compareAll(found, filter.operator, filter.literal, negated, isShared(found, subject)) : null;
    }
    default: {
      const elements = subject.elements(filter.path);
      if (!elements || (elements.length === 0 && negated)) return null;
      return any(elements.map((e) => truth(filter.filter, elementSubject(filter.path, e, subject), negated)));
    }
  }
}

/** Inside the brackets: one element, whose parts are named alone. */
function elementSubject(path: string, element: Json, outer: Subject): Subject {
  return {
    values: (part) => {
      const found = outer.values(`${path}.${part}`);
      return found && { leaf: found.leaf, values: partValues(element, part), among: 1 };
    },
    elements: () => undefined,
    present: (part) => presence(partValues(element, part)),
    shared: new Set(),
  };
}

/** A value is present unless it is empty; whether an empty text is a value is left open. */
function presence(values: readonly Json[]): Truth {
  return values.length === 0 ? false : any(values.map((v) => (v === "" ? null : true)));
}

/** Whether a representation matches a filter over the leaves. */
export function evaluate(filter: Filter, resource: JsonObject, leaves: Leaves): Truth {
  const leafAt = (path: string): Leaf | undefined => leaves.get(path.toLowerCase());
  const topAt = (path: string) => [...leaves.values()].find((l) => l.path.toLowerCase().startsWith(`${path.toLowerCase()}.`))?.top ?? leafAt(path)?.top;
  return truth(
    filter,
    {
      values: (path) => {
        const leaf = leafAt(path);
        return leaf && { leaf, values: leafValues(resource, leaf), among: topValues(resource, leaf.top).length };
      },
      elements: (path) => {
        const top = topAt(path);
        return top && topValues(resource, top);
      },
      present: (path) => {
        const leaf = leafAt(path);
        const top = topAt(path);
        return leaf ? presence(leafValues(resource, leaf)) : top ? presence(topValues(resource, top)) : null;
      },
      shared: sharedTops(filter, leaves),
    },
    false,
  );
}
