import { check } from "../../src/engine/api.ts";

export default check({
  id: "security/forwarded-host",
  title: "meta.location does not follow a forged X-Forwarded-Host",
  failureTitle: "meta.location takes its host from X-Forwarded-Host",
  for: "each-resource-type",
  verifies: ["7643-3.1-meta-location-uri"],
  after: ["read/by-id"],
  detects: ["location-from-host-header"],
  mutates: "nothing",
  remedy: "Build locations from the configured base URL; trust X-Forwarded-Host only from your own proxies.",
  async run({ scim, given, expect, type }) {
    const known = await given.shared(type);
    const read = await scim.get(known, { headers: { "X-Forwarded-Host": "forged.example.net" } });
    const shown = (read.text ?? "").includes("forged.example.net") || (read.header("location") ?? "").includes("forged.example.net");
    expect.of("7643-3.1-meta-location-uri", "security/forwarded-host").that(!shown, { message: "a forged X-Forwarded-Host appears in the answer", expected: "the service's own host", actual: shown ? "forged.example.net" : null, at: read, pointer: "/meta/location" });
  },
});
