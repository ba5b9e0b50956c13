# Corsia for production: the program and its dependencies, without what only development and sandboxes need.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages ./packages
COPY examples ./examples
# The image is Node 24 itself, and the database is another container: neither comes from npm.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production CORSIA_MODE=production CORSIA_DATA_DIR=/data HOST=0.0.0.0
WORKDIR /app
RUN mkdir --mode=700 /data && chown node:node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY . .
USER node
VOLUME /data
EXPOSE 5001 5002
ENTRYPOINT ["node", "bin/corsia.js"]
CMD ["serve"]
