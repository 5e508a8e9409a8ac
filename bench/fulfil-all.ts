import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { completePurchase } from "../app/domain/orders/complete-purchase.server";
import { closeQueue, openQueue } from "../app/jobs/queue.server";

// Fulfils every order that waits, as many at once as a worker takes, and says how many that were a second.
const AT_ONCE = 10;
const connection = connectPostgres(process.env.DATABASE_URL ?? "");
adoptConnection(connection);
await openQueue();
const waiting = (await db.order.findMany({ where: { status: "pending" }, select: { id: true }, orderBy: { createdAt: "asc" } })).map(({ id }) => id);
const total = waiting.length;
// One of them loads the code and opens the connections.
await completePurchase(waiting.pop() ?? "", { cause: "bench" });
const from = performance.now();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) await completePurchase(id, { cause: "bench" });
  }),
);
const perSecond = (total - 1) / ((performance.now() - from) / 1000);
if ((await db.order.count({ where: { status: { not: "paid" } } })) > 0) throw new Error("an order was not fulfilled");
process.send?.(perSecond);
await closeQueue();
await connection.close();
process.exit(0);
