-- AlterTable
ALTER TABLE "connected_accounts" ADD COLUMN     "sales_blocked" TEXT,
ADD COLUMN     "sales_blocked_at" TIMESTAMPTZ(3);

-- What Prisma's schema language cannot say.

-- Whose events were compared with Stripe's list longest ago: asked every few seconds.
CREATE INDEX "connected_accounts_events_read" ON "connected_accounts" ((coalesce("events_read_to", "connected_at")), "id") WHERE "status" = 'connected';
-- The few events of an account that did not go through, among all there ever were.
CREATE INDEX "stripe_events_in_trouble" ON "stripe_events" ("stripe_account_id", "status") WHERE "status" IN ('failed', 'dead');
