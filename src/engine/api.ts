/** The check API: all that a suite file needs to declare itself. */
import type { Capability } from "../model/capability.ts";
import type { Check, CheckDefinition, Invariant, InvariantDefinition, Need } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";
import type { AttributeInfo, TargetView, ResourceTypeInfo } from "../model/target.ts";
import { BlockedSignal } from "./signals.ts";

/**
 * Declares a check. In the suites one per file, as its default export; in a plugin, a member of its `checks`. Metadata is
 * validated when the suites or the plugin are loaded, so that a mistake is said with the file's name.
 */
export function check(definition: CheckDefinition): Check {
  return { ...definition, kind: "check", suite: String(definition.id).split("/")[0] ?? "", detects: definition.detects ?? [] };
}

/** Declares an invariant: in the suites the default export of a file, in a plugin a member of its `invariants`. */
export function invariant(definition: InvariantDefinition): Invariant {
  return { ...definition, kind: "invariant", suite: "invariants", detects: definition.detects ?? [] };
}

/** The answer to a request, or null where none came within http.timeout; anything else that ends a check still ends it. */
export function inTime(answer: Promise<ScimResponse>): Promise<ScimResponse | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof BlockedSignal && error.transport === "timeout") return null;
    throw error;
  });
}

const DECLARED_AT: Partial<Record<Capability, string>> = {
  patch: "ServiceProviderConfig patch.supported",
  bulk: "ServiceProviderConfig bulk.supported",
  filter: "ServiceProviderConfig filter.supported",
  sort: "ServiceProviderConfig sort.supported",
  etag: "ServiceProviderConfig etag.supported",
  changePassword: "ServiceProviderConfig changePassword.supported",
  indexPagination: "ServiceProviderConfig pagination.index",
  cursorPagination: "ServiceProviderConfig pagination.cursor",
};

/** The server offers the capability. Unknown counts as offered: the check finds out. */
export function capability(id: Capability): Need {
  return {
    label: `capability ${id}`,
    test(target) {
      if (target.supports(id) !== false) return true;
      const override = target.capabilities.find((c) => c.id === id)?.override;
      if (override) return `the config says that ${id} is not supported: ${override.reason}`;
      return `the server declares that it does not support ${id} (${DECLARED_AT[id] ?? "discovery"} is false)`;
    },
  };
}

/** The target has a resource type of that name (or with that core schema). */
export function resourceType(name: string): Need {
  return {
    label: `resource type ${name}`,
    test: (target) => target.type(name) !== undefined || `the server declares no resource type ${name} (/ResourceTypes)`,
  };
}

function findAttribute(
  target: TargetView,
  own: ResourceTypeInfo | undefined,
  typeName: string,
  path: string,
): { type: ResourceTypeInfo; attribute: AttributeInfo } | string {
  const type = typeName === "*" ? own : target.type(typeName);
  if (!type) return `the server declares no resource type ${typeName} (/ResourceTypes)`;
  const found = target.attribute(type, path);
  if (!found) return `the server's schemas offer no attribute ${path} for ${type.name} (/Schemas)`;
  return { type, attribute: found };
}

/** Attributes that the server's schemas must offer. `*` as the type name means the check's own instance. */
export const attribute = {
  exists(typeName: string, path: string): Need {
    return {
      label: `attribute ${typeName}.${path}`,
      test(target, own) {
        const found = findAttribute(target, own, typeName, path);
        return typeof found === "string" ? found : true;
      },
    };
  },
  /** Answers show it without being asked (`returned` is default or always). */
  shown(typeName: string, path: string): Need {
    return {
      label: `attribute ${typeName}.${path} (shown)`,
      test(target, own) {
        const found = findAttribute(target, own, typeName, path);
        if (typeof found === "string") return found;
        const { returned } = found.attribute;
        return returned === "default" || returned === "always" || `${found.type.name}.${path} is not shown unasked (returned is ${returned}, /Schemas)`;
      },
    };
  },
  /** A client may set it on creation (readWrite, immutable or writeOnly, and not omitted by the config). */
  sendable(typeName: string, path: string): Need {
    return {
      label: `attribute ${typeName}.${path} (sendable)`,
      test(target, own) {
        const found = findAttribute(target, own, typeName, path);
        if (typeof found === "string") return found;
        if (found.attribute.mutability === "readOnly") return `${found.type.name}.${path} is readOnly (/Schemas)`;
        return target.maySend(found.type, path) || `the config says that ${found.type.name}.${path} must not be sent (omit)`;
      },
    };
  },
  /** A client may change it (readWrite, and neither omitted nor fixed by the config). */
  writable(typeName: string, path: string): Need {
    return {
      label: `attribute ${typeName}.${path} (writable)`,
      test(target, own) {
        const found = findAttribute(target, own, typeName, path);
        if (typeof found === "string") return found;
        if (!target.maySend(found.type, path)) return `the config says that ${found.type.name}.${path} must not be sent (omit)`;
        if (!target.mayChange(found.type, path))
          return `${found.type.name}.${path} cannot be changed (${found.attribute.mutability}, or fixed in the config)`;
        return true;
      },
    };
  },
};

/** The config gives a second credential. */
export function credential(name: "otherTenant" | "lowPrivilege"): Need {
  return {
    label: `credential ${name}`,
    test: (target) => target.credentials[name] || `the config gives no target.otherCredentials.${name}`,
  };
}

/** The target is reached with a credential at all. */
export function authenticated(): Need {
  return {
    label: "authentication",
    test: (target) => target.authType !== "none" || "the config says that the target needs no credential (target.auth.type is none)",
  };
}

/** The server publishes that discovery document. */
export function published(document: "resourceTypes" | "schemas" | "serviceProviderConfig"): Need {
  const path = { resourceTypes: "/ResourceTypes", schemas: "/Schemas", serviceProviderConfig: "/ServiceProviderConfig" }[document];
  return {
    label: `published ${path}`,
    test: (target) => target.discovery[document].ok || `the server answers ${target.discovery[document].status} to ${path}`,
  };
}
