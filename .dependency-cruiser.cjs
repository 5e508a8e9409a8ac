// The layer rules: server, routes, jobs -> domain -> integrations -> lib. See docs/decisions/0001-layers.md.
/** @type {import('dependency-cruiser').IConfiguration} */
const rooms = {
  // Who may be used by whom inside the domain, from the bottom up. A room may use those above its own line in this list.
  order: ["transitions", "audit", "files", "people", "mail", "merchants", "sign-in", "team", "access", "catalog", "waiting-list", "courses", "downloads", "books", "money-back", "bundles", "memberships", "posts", "receipts", "customers", "orders", "refunds", "disputes", "checkout", "stores", "payouts", "figures", "library", "personal-data", "events", "doctor"],
};
const roomPath = (name) => `^app/domain/${name}(/|\\.)`;

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "lib-stands-alone", comment: "lib is pure and imports nothing above it", severity: "error", from: { path: "^app/lib/", pathNot: "\\.server\\.ts$" }, to: { path: "^(app|server|emails|prisma|test)/", pathNot: "^app/(lib|generated)/" } },
    { name: "integrations-below-domain", severity: "error", from: { path: "^app/integrations/", pathNot: "\\.test\\.tsx?$" }, to: { path: "^(app/(domain|routes|auth|components|jobs)|server|emails|test)/" } },
    { name: "domain-knows-no-http", severity: "error", from: { path: "^app/domain/", pathNot: "\\.test\\.tsx?$" }, to: { path: "^(app/(routes|components|auth)|server|test)/" } },
    { name: "domain-knows-no-react", severity: "error", from: { path: "^app/domain/", pathNot: "\\.test\\.tsx?$" }, to: { path: "node_modules/(react|react-dom|@remix-run)/" } },
    { name: "only-routes-import-routes", severity: "error", from: { path: "^(app|server|emails|prisma)/", pathNot: "^app/(routes/|routes\\.ts)" }, to: { path: "^app/routes/" } },
    { name: "emails-stand-alone", severity: "error", from: { path: "^emails/" }, to: { path: "^(app|server|prisma|test)/" } },
    { name: "product-never-uses-tests", comment: "the sandbox stands outside", severity: "error", from: { path: "^(app|server|emails|prisma)/", pathNot: "(\\.test\\.tsx?$|^prisma/seed)" }, to: { path: "^(test|bench)/" } },
    {
      name: "stripe-only-in-its-integration",
      severity: "error",
      from: { path: "^(app|server|prisma)/", pathNot: "^app/integrations/stripe/" },
      to: { path: "node_modules/stripe/", dependencyTypesNot: ["type-only"] },
    },
    { name: "server-takes-types-only", comment: "one module graph: the app comes through its built entry", severity: "error", from: { path: "^server/", pathNot: "\\.test\\.ts$" }, to: { path: "^app/", dependencyTypesNot: ["type-only", "type-import"] } },
    { name: "components-know-no-domain", severity: "error", from: { path: "^app/components/" }, to: { path: "^app/(domain|integrations|jobs|routes)/", dependencyTypesNot: ["type-only"] } },
    ...rooms.order.map((room, index) => ({
      name: `domain-order-${room}`,
      comment: "inside the domain, rooms use only rooms below them",
      severity: "error",
      from: { path: roomPath(room), pathNot: "\\.test\\.tsx?$" },
      to: { path: `^app/domain/(${rooms.order.slice(index + 1).join("|") || "$nothing"})(/|\\.)`, dependencyTypesNot: ["type-only"] },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(app/generated|build)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], extensions: [".ts", ".tsx", ".js", ".mjs", ".json"] },
  },
};
