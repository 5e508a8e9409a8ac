-- CreateEnum
CREATE TYPE "ConnectionKind" AS ENUM ('oauth', 'created', 'restricted_key');

-- AlterTable
ALTER TABLE "connected_accounts" ADD COLUMN     "api_key_encrypted" TEXT,
ADD COLUMN     "api_key_hint" TEXT,
ADD COLUMN     "events_read_to" TIMESTAMPTZ(3),
ADD COLUMN     "kind" "ConnectionKind" NOT NULL DEFAULT 'oauth',
ADD COLUMN     "label" TEXT,
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "notice_check_at" TIMESTAMPTZ(3),
ADD COLUMN     "payment_currencies" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "people" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "renewals" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "webhook_endpoint_id" TEXT,
ADD COLUMN     "webhook_secret_encrypted" TEXT;

-- AlterTable
ALTER TABLE "offers" ADD COLUMN     "connected_account_id" TEXT;

-- CreateTable
CREATE TABLE "waiting_list" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement_records" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "codes" TEXT[],
    "tone" TEXT NOT NULL,
    "deadline" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "satisfied_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "requirement_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_notices" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due_days" INTEGER,
    "line_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "failovers" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "from_account_id" TEXT NOT NULL,
    "to_account_id" TEXT,
    "cause" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "failovers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "waiting_list_offer_id_created_at_id_idx" ON "waiting_list"("offer_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "waiting_list_store_id_notified_at_idx" ON "waiting_list"("store_id", "notified_at");

-- CreateIndex
CREATE INDEX "requirement_records_account_id_asked_at_id_idx" ON "requirement_records"("account_id", "asked_at", "id");

-- CreateIndex
CREATE INDEX "account_notices_account_id_created_at_idx" ON "account_notices"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "failovers_store_id_started_at_idx" ON "failovers"("store_id", "started_at");

-- CreateIndex
CREATE INDEX "connected_accounts_status_synced_at_idx" ON "connected_accounts"("status", "synced_at");

-- CreateIndex
CREATE INDEX "connected_accounts_notice_check_at_idx" ON "connected_accounts"("notice_check_at");

-- CreateIndex
CREATE INDEX "offers_connected_account_id_idx" ON "offers"("connected_account_id");

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_connected_account_id_fkey" FOREIGN KEY ("connected_account_id") REFERENCES "connected_accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement_records" ADD CONSTRAINT "requirement_records_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "connected_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_notices" ADD CONSTRAINT "account_notices_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "connected_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "failovers" ADD CONSTRAINT "failovers_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "failovers" ADD CONSTRAINT "failovers_from_account_id_fkey" FOREIGN KEY ("from_account_id") REFERENCES "connected_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "failovers" ADD CONSTRAINT "failovers_to_account_id_fkey" FOREIGN KEY ("to_account_id") REFERENCES "connected_accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- The same thing is open once an account, one fail-over at a time, one waiting row an address.
CREATE UNIQUE INDEX "requirement_records_one_open" ON "requirement_records" ("account_id", "line_id") WHERE "satisfied_at" IS NULL;
CREATE UNIQUE INDEX "failovers_one_open" ON "failovers" ("store_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "waiting_list_one_waiting" ON "waiting_list" ("offer_id", "email") WHERE "notified_at" IS NULL;
-- A restricted key comes with its seal, and only with a connection of its kind.
ALTER TABLE "connected_accounts" ADD CONSTRAINT "connected_accounts_key_of_its_kind" CHECK ("api_key_encrypted" IS NULL OR "kind" = 'restricted_key');
