import { check, capability } from "../../src/engine/api.ts";
import { equal } from "../../src/scim/value.ts";
import { tagged, versionOf } from "./support.ts";

/** RFC 9110 section 8.8.3. */
const TAG = /^(W\/)?"[\x21\x23-\x7e\x80-\uffff]*"$/;

export default check({
  id: "etag/form",
  title: "A tag is quoted, and marked with W/ unless it is strong",
  failureTitle: "A tag is not quoted, or a weak one is not marked with an upper-case W/",
  for: "each-resource-type",
  verifies: ["7643-3.1-meta-version-weak-prefix"],
  needs: [capability("etag")],
  after: ["etag/header"],
  detects: ["etag-lower-case-prefix", "etag-unquoted", "etag-version-without-quotes", "etag-strong-for-projections"],
  mutates: "own-resources",
  remedy: 'Write tags as W/"..." (weak) or "..." (strong), in the header field and in meta.version; a tag that stays when the octets differ is weak.',
  async run(context) {
    const { scim, expect, target } = context;
    const { fixture, read, tag } = await tagged(context);
    const header = read.header("etag");
    const judge = expect.of("7643-3.1-meta-version-weak-prefix");
    if (header !== null) judge.that(TAG.test(header), { message: `the ETag is ${header}`, expected: 'W/"..." or "..."', actual: header, at: read, pointer: "header:ETag" });
    const version = versionOf(read.object);
    if (version !== null) {
      // A prefix or quotes that are missing in meta.version alone hinder nobody who uses the header field.
      const lower = version.startsWith("w/");
      expect.of("7643-3.1-meta-version-weak-prefix", lower ? undefined : "etag/version-unquoted").that(TAG.test(version), { message: `meta.version is ${version}`, expected: 'W/"..." or "..."', actual: version, at: read, pointer: "/meta/version" });
    }
    if (target.supports("projection") === false || /^W\//i.test(tag)) return;
    const part = await scim.get(fixture, { query: { attributes: "id" } });
    if (!part.ok || part.header("etag") === null || equal(part.json, read.json)) return;
    expect.of("7643-3.1-meta-version-weak-prefix", "etag/strong-tag-shared").that(part.header("etag") !== header, { message: `two different representations have the strong tag ${tag}`, expected: "different tags, or a weak one", actual: part.header("etag"), at: part, pointer: "header:ETag" });
  },
});
