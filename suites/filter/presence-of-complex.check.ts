import { check, attribute, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { isObject } from "../../src/model/json.ts";
import { corpusOf } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export default check({
  id: "filter/presence-of-complex",
  title: "pr on a complex attribute finds the resources with a value in one of its parts",
  failureTitle: "pr on a complex attribute finds the wrong resources",
  for: "User",
  verifies: ["7644-3.4.2.2-op-pr", "7644-3.4.2.2-complex-needs-subattribute"],
  needs: [capability("filter"), attribute.writable("User", "addresses")],
  after: ["filter/equality", "filter/sub-attribute-names", "user/address-partial"],
  detects: ["filter-pr-complex-never", "filter-subattribute-path-broken"],
  mutates: "own-resources",
  remedy: "Let pr match a complex attribute if one of its sub-attributes has a value, and name.givenName pr only where that one has.",
  async run(context) {
    const corpus = await corpusOf(context, context.type, "complex");
    const judge = new FilterJudge(context, corpus, (name) => ({ placed: "the user with a locality", street: "the user with a street and no locality" })[name] ?? "the user without address");
    const has = (name: string, part: string): boolean => {
      const list = corpus.members.get(name)?.body["addresses"];
      return Array.isArray(list) && list.some((v) => isObject(v) && !isUnassigned(member(v, part)));
    };
    const kept = has("placed", "locality") && has("street", "streetAddress") && !has("street", "locality") && [...corpus.members].every(([name, { body }]) => name === "placed" || name === "street" || isUnassigned(body["addresses"]));
    if (!kept) context.skip("the server does not keep addresses as they were sent");
    await judge.finds("7644-3.4.2.2-op-pr", "addresses pr", ["placed", "street"], { within: true });
    await judge.finds("7644-3.4.2.2-op-pr", "addresses.locality pr", ["placed"], { within: true });
    await judge.finds("7644-3.4.2.2-complex-needs-subattribute", 'addresses.locality eq "Hollywood"', ["placed"], { within: true });
    judge.done();
  },
});
