import express from "express";
import pg from "pg";
import Stripe from "stripe";

// The baseline: verify, insert, answer. Nothing else.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query("CREATE TABLE IF NOT EXISTS bench_events (id text PRIMARY KEY, type text, payload jsonb)");
const stripe = new Stripe("sk_test_bench");
const secret = process.env.WEBHOOK_SECRET ?? "";

const app = express();
app.post("/webhook", express.raw({ type: () => true }), async (request, response) => {
  const event = stripe.webhooks.constructEvent(request.body as Buffer, request.get("stripe-signature") ?? "", secret);
  await pool.query("INSERT INTO bench_events (id, type, payload) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [event.id, event.type, (request.body as Buffer).toString("utf8")]);
  response.json({ received: true });
});
app.listen(Number(process.env.PORT), () => process.send?.("ready"));
process.on("SIGTERM", () => process.exit(0));
