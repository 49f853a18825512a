import { check } from "../../src/engine/api.ts";
import { opaque, versionOf } from "./support.ts";

export default check({
  id: "etag/version-member",
  title: "meta.version holds the ETag where resources have versions, and may be absent where they have none",
  failureTitle: "meta.version is missing although resources have versions, or differs from the ETag",
  for: "each-resource-type",
  verifies: ["7643-3.1-meta-version-optional", "7644-3.14-etag-meta-version"],
  after: ["create/created", "read/by-id", "etag/header"],
  detects: ["version-member-missing", "version-differs-in-lists", "etag-differs-from-version"],
  mutates: "nothing",
  remedy: "Return in meta.version exactly the tag of the ETag header field, in single answers and in lists.",
  async run({ scim, given, expect, target, type }) {
    const shared = await given.shared(type);
    const read = await scim.get(shared.url);
    const version = versionOf(read.object);
    const etag = read.header("etag");
    const optional = expect.of("7643-3.1-meta-version-optional", "etag/version-missing");
    // Many web frameworks put an ETag of their own on every answer: it makes no versioned resources.
    if (target.supports("etag") !== true && version === null) {
      optional.that(true, { message: "no versions" });
      expect.of("7643-3.1-meta-version-optional").observe("the server declares no versions, and meta.version is absent", { at: read, pointer: "/meta/version" });
      return;
    }
    const detail = { message: `resources have versions, and a ${type.name} has no meta.version`, expected: etag, actual: null, at: read, pointer: "/meta/version" };
    optional.that(version !== null, detail);
    if (!expect.of("7644-3.14-etag-meta-version").that(version !== null, detail) || version === null) return;
    const same = (tag: string, where: typeof read, pointer: string, what: string): void => {
      const other = opaque(tag) !== opaque(version);
      expect.of("7644-3.14-etag-meta-version", other ? "etag/version-differs" : undefined).that(tag === version, { message: `meta.version is ${version}, and ${what} is ${tag}`, expected: version, actual: tag, at: where, pointer });
    };
    if (etag !== null) same(etag, read, "header:ETag", "the ETag");
    if (target.supports("filter") === false) return;
    const list = await scim.list(type, { filter: `id eq ${JSON.stringify(shared.id)}` });
    const [entry] = list.resources.filter((r) => r["id"] === shared.id);
    const listed = versionOf(entry);
    if (entry && listed !== null) same(listed, list, "/Resources/0/meta/version", "the version in a list");
  },
});
