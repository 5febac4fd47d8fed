# Two images: the backend serves API, socket and the page with its policy; nginx in front serves the client's hashed files, and
# leads all else to as many backends as are asked for.
FROM node:24-bookworm-slim AS manifests
WORKDIR /parley
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY service.backend/package.json service.backend/
COPY app.client/package.json app.client/
COPY deploy/local/package.json deploy/local/
COPY e2e/package.json e2e/
COPY bench/package.json bench/

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY tsconfig.base.json tsconfig.json ./
COPY shared shared
COPY service.backend service.backend
COPY app.client app.client
RUN npm run build

FROM manifests AS modules
RUN npm ci --ignore-scripts --omit=dev --workspace service.backend --include-workspace-root=false

FROM nginx:1.29-alpine AS proxy
COPY deploy/nginx/nginx.conf /etc/nginx/nginx.conf
COPY deploy/nginx/parley.conf /etc/nginx/conf.d/default.conf
COPY --from=build /parley/app.client/dist/assets /usr/share/nginx/html/assets
# A source map is the source: it is the backend's, for reports.
RUN find /usr/share/nginx/html/assets -name '*.map' -delete
EXPOSE 80

# Last, so that it is what a build without a target gives.
FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5000 CLIENT_DIR=/parley/app.client/dist
WORKDIR /parley
COPY --from=modules /parley/node_modules node_modules
COPY --from=build /parley/service.backend/package.json service.backend/
COPY --from=build /parley/service.backend/dist service.backend/dist
COPY --from=build /parley/app.client/dist app.client/dist
COPY deploy/with-secrets.sh deploy/
RUN mkdir files && chown node:node files
USER node
EXPOSE 5000
CMD ["node", "--enable-source-maps", "--disable-proto=delete", "service.backend/dist/main.js"]
