import { check, authenticated, published } from "../../src/engine/api.ts";

export default check({
  id: "auth/schemes-public",
  title: "The service provider configuration can be read without a credential",
  failureTitle: "The service provider configuration cannot be read without a credential",
  verifies: ["7643-5-auth-schemes-public-should"],
  needs: [authenticated(), published("serviceProviderConfig")],
  detects: ["config-needs-credential"],
  mutates: "nothing",
  remedy: "Serve /ServiceProviderConfig without authentication, so that clients can learn how to authenticate.",
  async run({ scim, expect }) {
    const response = await scim.get("/ServiceProviderConfig", { credential: "none" });
    expect.of("7643-5-auth-schemes-public-should").status(response, 200);
  },
});
