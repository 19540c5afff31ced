// Runs every audit of GraphQL over HTTP against a hub and prints what each found, as JSON.
// usage: HOMEROOM_TOKEN=... node audit.mjs http://127.0.0.1:PORT/graphql
import { auditServer } from "graphql-http";

const [, , url] = process.argv;
const authorization = `Bearer ${process.env.HOMEROOM_TOKEN}`;

function signedIn(address, { headers, ...rest } = {}) {
  return fetch(address, { ...rest, headers: { ...headers, authorization } });
}

function told({ id, name, status, reason, response }) {
  return { id, name, status, reason, answered: response?.status };
}

const results = await auditServer({ url, fetchFn: signedIn });
console.log(JSON.stringify(results.map(told)));
