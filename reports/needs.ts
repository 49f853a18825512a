/** Business needs: what a buyer wants of a SCIM server, in plain words, and the areas of the catalogue that each one covers. */
import type { RequirementResult } from "../src/model/run.ts";

/** One thing that a buyer wants of the product. Every area of the catalogue belongs to exactly one need. */
export interface Need {
  /** A word, stable: anchors and exports name it. */
  readonly id: string;
  readonly title: string;
  /** What it means for a reader who has never seen an RFC: one sentence. */
  readonly meaning: string;
  /** Areas of the catalogue (`area` of its entries). */
  readonly areas: readonly string[];
  /** Requirements that serve this need although their area belongs to another one. */
  readonly requirements?: readonly string[];
}

/** In the order in which a buyer asks: the life of an account first, the machinery behind it last. */
export const NEEDS: readonly Need[] = [
  {
    id: "create",
    title: "Create accounts",
    meaning: "A new employee gets a complete and correct account, without anybody typing it in.",
    areas: ["create", "user", "attributes", "multi-valued"],
  },
  {
    id: "update",
    title: "Keep accounts current",
    meaning: "A new name, department or e-mail address arrives in the product, and nothing else is changed or lost on the way.",
    areas: ["read", "replace", "patch", "me"],
  },
  {
    id: "remove",
    title: "Switch accounts off and delete them",
    meaning: "Who leaves the company loses the account at once, and a deleted account is really gone.",
    areas: ["delete"],
    requirements: ["7643-4.1.1-active-boolean"],
  },
  {
    id: "groups",
    title: "Groups and memberships",
    meaning: "Teams and roles in the product have the members that your directory says, so that access rights are right.",
    areas: ["group"],
  },
  {
    id: "search",
    title: "Find and search at scale",
    meaning: "Your identity system finds the right account among thousands, page by page, and gets just the details that it needs.",
    areas: ["filter", "sort", "pagination", "cursor", "projection", "search"],
  },
  {
    id: "bulk",
    title: "Many changes at once",
    meaning: "Hundreds of changes, as on the first day of a rollout, fit into one request.",
    areas: ["bulk"],
  },
  {
    id: "safety",
    title: "Safety and reliability",
    meaning: "Strangers are kept out, mistakes are answered clearly, and two changes at the same time do not overwrite each other.",
    areas: ["auth", "security", "errors", "http", "etag", "concurrency"],
  },
  {
    id: "description",
    title: "The product describes itself correctly",
    meaning: "Your identity system can read what the product supports, and can rely on it while it is set up.",
    areas: ["discovery", "schema", "resource-type"],
  },
  {
    id: "extensions",
    title: "Extra fields",
    meaning: "Fields beyond the standard ones, such as the cost center or the manager, are carried over too.",
    areas: ["extension"],
  },
];

/** For requirements of an area that no need names: those of a newer or foreign run document. */
export const OTHER_NEED: Need = {
  id: "other",
  title: "Other requirements",
  meaning: "What belongs to none of the needs above.",
  areas: [],
};

/** The need that a requirement serves; OTHER_NEED if its area is unknown. */
export function needOf({ id, area }: Pick<RequirementResult, "id" | "area">): Need {
  return NEEDS.find((n) => n.requirements?.includes(id)) ?? NEEDS.find((n) => n.areas.includes(area)) ?? OTHER_NEED;
}
