import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/unknown-endpoint",
  title: "An endpoint that does not exist is answered with 404",
  failureTitle: "An endpoint that does not exist is not answered with 404",
  verifies: ["7644-3.12-status-404"],
  detects: ["unknown-endpoint-500"],
  mutates: "nothing",
  remedy: "Answer requests to unknown endpoints with 404 and a SCIM Error.",
  async run({ scim, expect }) {
    const response = await scim.request({ method: "GET", path: "/ScimspecNoSuchType", operation: "other" });
    expect.of("7644-3.12-status-404").status(response, 404);
  },
});
