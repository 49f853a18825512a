import { check, capability } from "../../src/engine/api.ts";
import { opaque, tagged } from "./support.ts";

/** The tag with the case of the letters of its opaque part swapped. */
function swapped(tag: string): string {
  const inner = opaque(tag);
  const other = Array.from(inner, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join("");
  return tag.replace(inner, () => other);
}

export default check({
  id: "etag/case-exact",
  title: "Tags are compared with regard to case",
  failureTitle: "Tags are compared without regard to case",
  for: "User",
  verifies: ["7643-3.1-meta-version-case-exact"],
  needs: [capability("etag")],
  after: ["etag/if-none-match"],
  detects: ["etag-case-folded"],
  mutates: "own-resources",
  remedy: "Compare the opaque part of a tag octet by octet.",
  async run(context) {
    const { scim, expect, skip } = context;
    const { fixture, tag } = await tagged(context);
    const variant = swapped(tag);
    if (variant === tag) skip(`the tag ${tag} has no letters`);
    const known = await scim.get(fixture, { headers: { "If-None-Match": tag } });
    if (known.status !== 304) skip(`If-None-Match has no effect (${known.status}; judged by etag/if-none-match)`);
    const read = await scim.get(fixture, { headers: { "If-None-Match": variant } });
    expect.of("7643-3.1-meta-version-case-exact").that(read.status !== 304, { message: `the tag is ${tag}, and If-None-Match: ${variant} is answered with ${read.status}`, expected: 200, actual: read.status, at: read, pointer: "status" });
  },
});
