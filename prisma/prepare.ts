// npm run db:migrate, npm run db:seed and npm start. The environment is checked when the app's modules load, so they are
// loaded here, where a wrong one becomes a list and not a stack.
try {
  const { prepareDatabase } = await import("./prepare-database");
  await prepareDatabase({ seed: process.argv.includes("--seed") });
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error && error.name === "EnvironmentError" ? error.message : error);
  process.exit(1);
}

export {};
