import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "invariants/media-type",
  title: "Answers to Accept: application/scim+json are labelled application/scim+json",
  failureTitle: "Answers are not labelled application/scim+json",
  verifies: ["7644-3.8-accept-scim-json"],
  detects: ["response-content-type-wrong", "http-content-type-html"],
  remedy: "Send Content-Type: application/scim+json with every body, errors included.",
  judge(exchange, { expect }) {
    const accept = exchange.raw.request.headers.find(([n]) => n.toLowerCase() === "accept")?.[1];
    // Without a SCIM body there is nothing to label; bodies of another kind are judged by invariants/json-object.
    if (accept !== "application/scim+json" || exchange.object === undefined) return;
    const plain = exchange.mediaType === "application/json" || (!exchange.ok && exchange.mediaType === "application/problem+json");
    expect.of("7644-3.8-accept-scim-json", plain ? "http/accept-media-type-json" : undefined).that(exchange.mediaType === "application/scim+json", {
      message: `the body is labelled ${exchange.mediaType ?? "with no media type"}`,
      expected: "application/scim+json",
      actual: exchange.mediaType,
      at: exchange,
      pointer: "header:Content-Type",
    });
  },
});
