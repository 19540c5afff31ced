// PostGraphile 5 over the bench's district, as a teacher's app would run it: one pool, settings of
// the viewer on each transaction, row-level security in PostgreSQL (policies.sql).
import { createHash } from "node:crypto";
import { createServer } from "node:http";

import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { DSN, CLOCK, CONNECTIONS } = process.env;
const clock = JSON.parse(CLOCK);
const pool = new pg.Pool({
  connectionString: DSN,
  max: Number(CONNECTIONS),
  idleTimeoutMillis: 0, // kept, as the others keep theirs
});
const known = new Map();

// Whose token it is, looked up once and kept: the hub asks in each statement whether it holds.
async function viewer(header) {
  if (!known.has(header)) {
    const digest = createHash("sha256").update(header.slice("Bearer ".length)).digest();
    const found = await pool.query("SELECT * FROM viewer_of($1)", [digest]);
    known.set(header, found.rows[0] ?? {});
  }
  return known.get(header);
}

const preset = {
  extends: [PostGraphileAmberPreset],
  // lists are asked for in the hub's order, also where no index has it
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [makePgService({ pool, schemas: ["public"] })],
  schema: { defaultBehavior: "-insert -update -delete -query:resource:subscription" },
  grafast: {
    explain: false,
    async context(request) {
      const { person_id, staff_id } = await viewer(request.node.req.headers.authorization);
      return {
        pgSettings: {
          "viewer.person_id": person_id ?? "",
          "viewer.staff_id": staff_id ?? "",
          ...clock,
        },
      };
    },
  },
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
};

const server = createServer();
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
