import { readdir, readFile } from "node:fs/promises";
import pg from "pg";
import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { sumDays } from "../app/domain/books/sum-days.server";
import { stillSumming } from "../app/domain/figures/money.server";
import { newId } from "../app/lib/ids";
import { hashToken, newToken } from "../app/lib/tokens";
import { atEnd } from "./at-end";
import { startOnPostgres, type BenchWorld } from "./servers";

/** A store with so many orders, and the Cookie header of its owner. */
export interface Shop {
  storeId: string;
  orders: number;
  cookie: string;
}

export interface TwoStores {
  world: BenchWorld;
  small: Shop;
  large: Shop;
}

const OFFERS = 12;
const DAYS = 365;
const COUNTRIES = "{DE,FR,PT,ES,IT,NL,BE,AT,PL,SE,DK,FI,IE,GB,US,CA,AU,NZ,JP,BR,MX,CH,NO,CZ,GR,HU,RO,BG,HR,SI}";

let prepared: Promise<TwoStores> | undefined;

/**
 * Two stores side by side on one Postgres, with 1,000 and 1,000,000 orders over a year: 15 of 100 left unpaid, 3 refunded, every
 * twelfth a membership. Made once in a run and stopped at its end. Rows come from the database itself; movements and sums are made
 * by the product's own migration and code.
 */
export function twoStores(): Promise<TwoStores> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<TwoStores> {
  const world = await startOnPostgres({ seed: false });
  const connection = connectPostgres(world.databaseUrl, 2);
  adoptConnection(connection);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  atEnd(async () => {
    await client.end();
    await connection.close();
    await world.stop();
  });
  const indexes = await dropIndexes(client);
  // Rows that refer to each other by their making need no looking up, one by one; what keeps an order's words goes on.
  for (const table of ["users", "orders", "subscriptions", "money_movements"]) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  await client.query("ALTER TABLE orders ENABLE TRIGGER orders_words");
  const small = await aShop(client, "small", 1_000);
  const large = await aShop(client, "large", 1_000_000);
  for (const { indexdef } of indexes) await client.query(indexdef);
  console.error("  books of both …");
  await client.query("DELETE FROM days_to_sum");
  await client.query(await backfill());
  for (const table of ["users", "orders", "subscriptions", "money_movements"]) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
  await client.query("VACUUM ANALYZE");
  // The app's own sweep is at it as well.
  while (await stillSumming(small.storeId) || (await stillSumming(large.storeId))) {
    await sumDays(small.storeId);
    await sumDays(large.storeId);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await client.query("VACUUM ANALYZE");
  return { world, small, large };
}

/** A million rows go in sooner beside no index; each is made again as it was. */
async function dropIndexes(client: pg.Client): Promise<{ indexdef: string }[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'orders' AND indexdef NOT LIKE 'CREATE UNIQUE%'");
  for (const { indexname } of rows) await client.query(`DROP INDEX "${indexname}"`);
  return rows;
}

/** The part of the migration that writes the books of what was sold before there were books. */
async function backfill(): Promise<string> {
  const folder = new URL("../prisma/migrations/", import.meta.url);
  const name = (await readdir(folder)).find((entry) => entry.endsWith("after_the_sale"));
  const migration = await readFile(new URL(`${name}/migration.sql`, folder), "utf8");
  const part = migration.slice(migration.indexOf("-- The books of what was sold before")).split("-- End of the books.")[0];
  if (!part?.includes("money_movements")) throw new Error("The migration has no part for the books any more");
  return part;
}

async function aShop(client: pg.Client, name: string, orders: number): Promise<Shop> {
  console.error(`  a store with ${orders.toLocaleString("en")} orders …`);
  const now = new Date();
  const userId = newId("user");
  await db.user.create({ data: { id: userId, email: `${name}@lectern.example`, name, emailVerifiedAt: now, createdAt: now } });
  const storeId = newId("store");
  await db.store.create({ data: { id: storeId, ownerId: userId, slug: name, name: `The ${name} store`, accentColor: "#155b3d", currency: "eur", country: "DE", supportEmail: `${name}@lectern.example`, legalName: name, lastOrderNumber: orders, createdAt: now } });
  const account = await db.connectedAccount.create({ data: { id: newId("account"), storeId, stripeAccountId: `acct_${name}`, status: "connected", livemode: false, isPrimary: true, chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, connectedAt: now, syncedAt: now } });
  const offers = Array.from({ length: OFFERS }, (_, index) => ({ id: newId("offer"), storeId, kind: index === 0 ? ("membership" as const) : ("course" as const), status: "published" as const, slug: `offer-${index}`, title: `Course ${index} of the kiln`, highlights: [], createdAt: now, updatedAt: now, publishedAt: now }));
  await db.offer.createMany({ data: offers });
  const tier = await db.tier.create({ data: { id: newId("tier"), offerId: offers[0]!.id, title: "Studio", highlights: [], position: 0, createdAt: now } });
  const prices = offers.map((offer, index) => ({ id: newId("price"), offerId: offer.id, amount: 4_900n, currency: "eur", active: true, createdAt: now, ...(index === 0 ? { tierId: tier.id, interval: "month" as const } : {}) }));
  await db.price.createMany({ data: prices });
  await client.query(
    `INSERT INTO users (id, email, name, created_at) SELECT 'usr_${name}' || n, 'buyer' || n || '@${name}.example', 'Buyer ' || n, now() FROM generate_series(1, $1::int) n`,
    [Math.ceil(orders / 10)],
  );
  await client.query(
    `INSERT INTO orders (id, number, store_id, offer_id, price_id, connected_account_id, user_id, buyer_key_hash, buyer_email, buyer_name, buyer_country, status, offer_title, offer_kind, tier_id, interval, amount, currency,
                         amount_paid, amount_refunded, stripe_fee, stripe_payment_intent_id, stripe_charge_id, payment_method_label, created_at, paid_at)
     SELECT 'ord_${name}' || n, CASE WHEN paid THEN n END, $1, ($2::text[])[1 + n % ${OFFERS}], ($3::text[])[1 + n % ${OFFERS}], $4, CASE WHEN paid THEN 'usr_${name}' || (1 + n % $5) END, 'hash', 'buyer' || (1 + n % $5) || '@${name}.example',
            'Buyer ' || (1 + n % $5), ('${COUNTRIES}'::text[])[1 + n % 30], (CASE WHEN NOT paid THEN 'expired' WHEN n % 33 = 0 THEN 'refunded' ELSE 'paid' END)::"OrderStatus", 'Course ' || n % ${OFFERS} || ' of the kiln',
            (CASE WHEN n % ${OFFERS} = 0 THEN 'membership' ELSE 'course' END)::"OfferKind", CASE WHEN n % ${OFFERS} = 0 THEN $6 END, CASE WHEN n % ${OFFERS} = 0 THEN 'month'::"BillingInterval" END, 4900, 'eur',
            CASE WHEN paid THEN 4900 ELSE 0 END, CASE WHEN paid AND n % 33 = 0 THEN 4900 ELSE 0 END, CASE WHEN paid THEN 99 END, CASE WHEN paid THEN 'pi_${name}' || n END, CASE WHEN paid THEN 'ch_${name}' || n END, 'Visa •••• 4242',
            at, CASE WHEN paid THEN at END
       FROM (SELECT n, n % 20 NOT IN (3, 9, 17) AS paid, now() - make_interval(secs => ($7::int - n) * ${DAYS * 86_400}.0 / $7::int) AS at FROM generate_series(1, $7::int) n) o`,
    [storeId, offers.map(({ id }) => id), prices.map(({ id }) => id), account.id, Math.ceil(orders / 10), tier.id, orders],
  );
  await client.query(
    `INSERT INTO subscriptions (id, store_id, offer_id, tier_id, price_id, user_id, order_id, connected_account_id, stripe_subscription_id, stripe_customer_id, status, current_period_start, current_period_end, ended_at, livemode, created_at, synced_at)
     SELECT DISTINCT ON (user_id) 'sbn_' || id, store_id, offer_id, tier_id, price_id, user_id, id, connected_account_id, 'sub_' || id, 'cus_' || id, CASE WHEN number % 5 = 0 THEN 'canceled' ELSE 'active' END, now() - interval '3 days', now() + interval '27 days',
            CASE WHEN number % 5 = 0 THEN paid_at + (now() - paid_at) / 2 END, false, paid_at, now()
       FROM orders WHERE store_id = $1 AND interval IS NOT NULL AND status = 'paid' ORDER BY user_id, created_at`,
    [storeId],
  );
  const session = newToken();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  await db.session.create({ data: { id: hashToken(session), userId, createdAt: now, expiresAt: tomorrow, absoluteExpiresAt: tomorrow } });
  return { storeId, orders, cookie: `lectern_session=${session}` };
}
