import { invariant } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { opaque } from "../etag/support.ts";

export default invariant({
  id: "invariants/entity-tag",
  title: "The ETag header and meta.version of a resource are the same tag",
  failureTitle: "The ETag header and meta.version of a resource differ",
  verifies: ["7643-3.1-meta-version-equals-etag"],
  detects: ["etag-differs-from-version", "etag-version-without-quotes"],
  remedy: 'Send in meta.version exactly the entity-tag of the ETag header, with quotes and W/.',
  judge(exchange, { expect }) {
    const etag = exchange.header("etag");
    const [only] = exchange.seen;
    const meta = only?.resource["meta"];
    const version = isObject(meta) ? meta["version"] : undefined;
    // Lists have no per-resource header; a tag on one side alone is no contradiction.
    if (etag === null || typeof version !== "string" || exchange.seen.length !== 1 || only?.pointer !== "") return;
    const same = opaque(etag) === opaque(version);
    expect.of("7643-3.1-meta-version-equals-etag", same && etag !== version ? "etag/version-form" : undefined).that(etag === version, { message: `ETag is ${etag}, meta.version is ${version}`, expected: etag, actual: version, at: exchange, pointer: "/meta/version" });
  },
});
