/** What well-known identity providers rely on: facts for readers, not norms. They never change a verdict. */
import type { CheckResult, Run } from "../src/model/run.ts";

interface Fact {
  /** What the client sends or expects, as its maker documents it or as was seen on the wire. */
  readonly relies: string;
  /** Checks that tell whether the server copes with it. */
  readonly checks: readonly string[];
}

interface Client {
  readonly name: string;
  readonly facts: readonly Fact[];
}

const FIND_BY_NAME: Fact = { relies: "Looks a user up by userName before it creates one, and takes an empty list for an answer, not 404.", checks: ["filter/equality", "filter/no-match"] };
const NAME_WITHOUT_CASE: Fact = { relies: "Finds a user by a userName in other letter case.", checks: ["filter/case-ignored", "user/user-name-case"] };
const SOFT_DELETE: Fact = { relies: "Switches users off by active false, and expects to read them afterwards.", checks: ["patch/replace-active", "user/active"] };
const CONFLICT: Fact = { relies: "Takes 409 for a userName that is taken.", checks: ["create/duplicate-user-name"] };
const WHOLE_ANSWER: Fact = { relies: "Needs the new resource with its id in the answer to a creation.", checks: ["create/created"] };
const REMOVE_ONE: Fact = { relies: "Removes one member of a group by members[value eq \"...\"].", checks: ["patch/remove-member"] };

export const CLIENTS: readonly Client[] = [
  {
    name: "Microsoft Entra ID",
    facts: [
      FIND_BY_NAME,
      NAME_WITHOUT_CASE,
      WHOLE_ANSWER,
      CONFLICT,
      { relies: "Writes Add, Replace and Remove with a capital letter in PATCH.", checks: ["patch/op-case"] },
      { relies: "Sends active as the text \"True\" or \"False\" in its default dialect.", checks: ["patch/replace-active-string"] },
      { relies: "Replaces a value by emails[type eq \"work\"].value, and adds one that is not there yet in the same way.", checks: ["patch/replace-filtered-sub-attribute", "patch/add-no-match", "patch/replace-no-match"] },
      { relies: "Addresses extension attributes by their full URN.", checks: ["patch/extension-path"] },
      { relies: "Removes members with a value list beside the path members; a server that ignores the list empties the group.", checks: ["patch/remove-members-by-value"] },
      REMOVE_ONE,
      { relies: "Reads groups with excludedAttributes=members.", checks: ["projection/excluded-members"] },
      SOFT_DELETE,
    ],
  },
  {
    name: "Okta",
    facts: [
      { relies: "Probes with startIndex and count, and imports page by page in a stable order.", checks: ["pagination/walk", "pagination/count", "pagination/start-index"] },
      FIND_BY_NAME,
      WHOLE_ANSWER,
      CONFLICT,
      { relies: "Puts back what it has read, with id, meta and groups inside.", checks: ["replace/read-and-put-back", "replace/readonly-ignored"] },
      { relies: "Switches users off by a PATCH without a path.", checks: ["patch/replace-without-path", "user/active"] },
      { relies: "Renames groups by a PATCH without a path, with the id in its value.", checks: ["patch/rename-group", "patch/readonly-without-path"] },
      { relies: "Removes and adds members in one PATCH.", checks: ["patch/swap-members", "patch/sequential"] },
      { relies: "Writes all members of a group at once.", checks: ["patch/replace-members", "replace/group-members"] },
      { relies: "Needs SCIM errors for 401 and 404.", checks: ["invariants/error-body", "read/unknown-id"] },
    ],
  },
  {
    name: "OneLogin, JumpCloud, Google Workspace, Ping and IGA products",
    facts: [
      FIND_BY_NAME,
      { relies: "Some write with PUT alone, others with PATCH alone.", checks: ["replace/values", "patch/basic"] },
      { relies: "Some send request bodies as application/json.", checks: ["http/request-media-types"] },
      { relies: "Groups are found by displayName, and read with their members.", checks: ["group/display-name", "group/list-shows-members"] },
      SOFT_DELETE,
    ],
  },
];

/** What became of one fact on this server. */
export interface Hint {
  readonly relies: string;
  readonly state: "fine" | "at risk" | "not judged";
  readonly checks: readonly { readonly id: string; readonly outcome: CheckResult["outcome"] }[];
  /** Choices of the server that the checks recorded, and first findings. */
  readonly seen: readonly string[];
}

function hint({ relies, checks }: Fact, byId: ReadonlyMap<string, CheckResult>): Hint {
  const mine = checks.flatMap((id) => byId.get(id) ?? []);
  const bad = mine.filter((c) => c.outcome === "fail" || c.outcome === "warn");
  const judged = mine.filter((c) => c.outcome === "pass");
  return {
    relies,
    state: bad.length > 0 ? "at risk" : judged.length > 0 && judged.length === checks.length ? "fine" : "not judged",
    checks: mine.map(({ id, outcome }) => ({ id, outcome })),
    seen: [...bad.flatMap((c) => c.findings.slice(0, 1).map((f) => f.message)), ...mine.flatMap((c) => c.expectations.filter((e) => e.observation === true).slice(0, 1).map((e) => e.message))].slice(0, 2),
  };
}

/** For each client, what it relies on and how this server copes; by the outcomes of checks alone. */
export function hints(run: Run): readonly { readonly name: string; readonly hints: readonly Hint[] }[] {
  const byId = new Map(run.checks.map((c) => [c.id, c]));
  return CLIENTS.map(({ name, facts }) => ({ name, hints: facts.map((f) => hint(f, byId)) }));
}
