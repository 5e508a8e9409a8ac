import { adoptConnection, currentConnection } from "~/db.server";

/** How many operations on the database a call makes, through Prisma and by hand. */
export async function operationsOf(run: () => Promise<unknown>): Promise<number> {
  const connection = currentConnection();
  let count = 0;
  const counting = connection.client.$extends({ query: { $allOperations({ args, query }) { count += 1; return query(args); } } });
  const query: typeof connection.query = (text, values) => { count += 1; return connection.query(text, values); };
  adoptConnection({ ...connection, query, client: counting as unknown as typeof connection.client });
  try {
    await run();
  } finally {
    adoptConnection(connection);
  }
  return count;
}
