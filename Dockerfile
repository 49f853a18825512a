# docker build -t scimspec . && docker run --rm -v "$PWD:/work" scimspec run --base-url https://scim.example.com/v2 --token "$SCIM_TOKEN"
FROM node:20-slim AS build
WORKDIR /scimspec
COPY . .
# Builds dist, then drops what only building and testing need.
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
COPY --from=build /scimspec/package.json /scimspec/LICENSE /scimspec/
COPY --from=build /scimspec/node_modules /scimspec/node_modules
COPY --from=build /scimspec/dist /scimspec/dist
COPY --from=build /scimspec/schemas /scimspec/schemas
COPY --from=build /scimspec/docs /scimspec/docs
RUN mkdir /work && chown node:node /work
USER node
WORKDIR /work
ENTRYPOINT ["node", "/scimspec/dist/src/cli/main.js"]
CMD ["--help"]
