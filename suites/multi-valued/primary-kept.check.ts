import { check } from "../../src/engine/api.ts";
import { choosePlural, noPlural, primaries, withValue } from "./plural.ts";

export default check({
  id: "multi-valued/primary-kept",
  title: "The value that the client marks as primary is primary, and no other",
  failureTitle: "Another value than the one that the client marks is primary, or none",
  for: "each-resource-type",
  verifies: ["7643-2.4-primary-meaning", "7643-2.4-primary-default-false"],
  after: ["create/created"],
  detects: ["primary-flag-ignored", "multi-valued-primary-dropped", "multi-valued-primary-invented"],
  mutates: "own-resources",
  remedy: "Store primary with the value that it was sent with; a value without primary is not primary.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = choosePlural(target, type, ["primary"]);
    if (!found) return skip(noPlural(type, ["primary"]));
    const { name } = found;
    const [first, second] = [found.value(given.unique()), found.value(given.unique())];
    const made = await given.resource(type, { [name]: [found.element(first), found.element(second, { primary: true })] });
    const read = await scim.settled(() => scim.get(made), (r) => withValue(r.object, name, second) !== undefined);
    const at = { at: read, pointer: `/${name}` };
    // What the server does not keep at all is judged by multi-valued/values-kept.
    if (withValue(read.object, name, first) && withValue(read.object, name, second)) {
      const marked = primaries(read.object, name);
      const right = String(marked[0] ?? "").toLowerCase() === second.toLowerCase();
      expect.of("7643-2.4-primary-meaning", marked.length === 0 ? "multi-valued/primary-not-kept" : undefined).that(right, { message: `${second} was sent as primary value of ${name}; primary is ${marked.length === 0 ? "none" : marked.join(", ")}`, expected: second, actual: [...marked], ...at });
    } else expect.of("7643-2.4-primary-meaning").observe(`${name}: not every value is kept`, at);
    const bare = await given.resource(type, { [name]: [found.element(found.value(given.unique()))] });
    const shown = await scim.get(bare);
    const invented = primaries(shown.object, name);
    expect.of("7643-2.4-primary-default-false", "multi-valued/primary-invented").that(invented.length === 0, { message: `a value of ${name} that was sent without primary is primary`, expected: "primary absent or false", actual: [...invented], at: shown, pointer: `/${name}` });
  },
});
