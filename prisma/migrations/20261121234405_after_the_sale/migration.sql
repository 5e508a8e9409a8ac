-- CreateEnum
CREATE TYPE "MovementKind" AS ENUM ('payment', 'refund', 'dispute', 'dispute_reversed');

-- CreateEnum
CREATE TYPE "FigureCut" AS ENUM ('all', 'offer', 'country');

-- CreateEnum
CREATE TYPE "TeamRole" AS ENUM ('editor', 'support');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "EmailTokenPurpose" ADD VALUE 'join_team';
ALTER TYPE "EmailTokenPurpose" ADD VALUE 'mend_address';

-- AlterEnum
ALTER TYPE "EventStatus" ADD VALUE 'on_hold';

-- AlterEnum
ALTER TYPE "OutboxStatus" ADD VALUE 'suppressed';

-- DropIndex
DROP INDEX "stripe_events_stripe_account_id_received_at_idx";

-- AlterTable
ALTER TABLE "connected_accounts" ADD COLUMN     "sessions_read_to" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "invoices" ADD COLUMN     "action_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "application_fee" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "payment_method_label" TEXT,
ADD COLUMN     "stripe_charge_id" TEXT,
ADD COLUMN     "stripe_fee" BIGINT;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "buyer_address" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "buyer_business" TEXT,
ADD COLUMN     "buyer_country" TEXT,
ADD COLUMN     "buyer_tax_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "keep_access" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "given_by_id" TEXT,
ADD COLUMN     "given_ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "given_reason" TEXT,
ADD COLUMN     "words" tsvector,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "mail_preferences" ADD COLUMN     "lessons" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "renewals" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "outbox_emails" ADD COLUMN     "transport" TEXT,
ADD COLUMN     "detour" TEXT;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "store_id" TEXT;

-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "failures_told_to" TIMESTAMPTZ(3),
ADD COLUMN     "sale_notices" TEXT NOT NULL DEFAULT 'each',
ADD COLUMN     "sales_told_to" TIMESTAMPTZ(3),
ADD COLUMN     "tax_id" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "stripe_events" ADD COLUMN     "replays" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "subject_key" TEXT,
ALTER COLUMN "payload" DROP NOT NULL;

-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "card_expires_on" DATE,
ADD COLUMN     "lapsed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "money_movements" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "connected_account_id" TEXT,
    "kind" "MovementKind" NOT NULL,
    "source_id" TEXT NOT NULL,
    "order_id" TEXT,
    "invoice_id" TEXT,
    "offer_id" TEXT NOT NULL,
    "country" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "gross" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL DEFAULT 0,
    "platform_fee" BIGINT NOT NULL DEFAULT 0,
    "stripe_fee" BIGINT NOT NULL DEFAULT 0,
    "stripe_payment_intent_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "money_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_figures" (
    "store_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "cut" "FigureCut" NOT NULL,
    "day" DATE NOT NULL,
    "key" TEXT NOT NULL,
    "payments" INTEGER NOT NULL,
    "gross" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "disputed" BIGINT NOT NULL,
    "platform_fee" BIGINT NOT NULL,
    "stripe_fee" BIGINT NOT NULL,

    CONSTRAINT "daily_figures_pkey" PRIMARY KEY ("store_id","currency","cut","day","key")
);

-- CreateTable
CREATE TABLE "daily_checkouts" (
    "store_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "offer_id" TEXT NOT NULL,
    "begun" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL,

    CONSTRAINT "daily_checkouts_pkey" PRIMARY KEY ("store_id","day","offer_id")
);

-- CreateTable
CREATE TABLE "daily_members" (
    "store_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "offer_id" TEXT NOT NULL,
    "members" INTEGER NOT NULL,
    "trials" INTEGER NOT NULL,
    "monthly" BIGINT NOT NULL,
    "joined" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,

    CONSTRAINT "daily_members_pkey" PRIMARY KEY ("store_id","currency","day","offer_id")
);

-- CreateTable
CREATE TABLE "days_to_sum" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "days_to_sum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_openings" (
    "user_id" TEXT NOT NULL,
    "lesson_id" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lesson_openings_pkey" PRIMARY KEY ("user_id","lesson_id")
);

-- CreateTable
CREATE TABLE "mail_addresses" (
    "email" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by" TEXT,

    CONSTRAINT "mail_addresses_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "mail_transports" (
    "store_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "secure" BOOLEAN NOT NULL,
    "username" TEXT NOT NULL,
    "password_encrypted" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_transports_pkey" PRIMARY KEY ("store_id")
);

-- CreateTable
CREATE TABLE "reconciliations" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,
    "events_listed" INTEGER NOT NULL DEFAULT 0,
    "events_new" INTEGER NOT NULL DEFAULT 0,
    "sessions_checked" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "findings" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "account_id" TEXT,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "order_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "closed_by_id" TEXT,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "order_id" TEXT,
    "invoice_id" TEXT,
    "connected_account_id" TEXT NOT NULL,
    "stripe_refund_id" TEXT,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "application_fee" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "failure" TEXT,
    "access" TEXT NOT NULL DEFAULT 'as_usual',
    "by_user_id" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "put_aside_at" TIMESTAMPTZ(3),

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "order_id" TEXT,
    "invoice_id" TEXT,
    "connected_account_id" TEXT NOT NULL,
    "stripe_dispute_id" TEXT NOT NULL,
    "stripe_charge_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "stripe_fee" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "due_by" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fraud_warnings" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "order_id" TEXT,
    "invoice_id" TEXT,
    "stripe_warning_id" TEXT NOT NULL,
    "stripe_charge_id" TEXT NOT NULL,
    "fraud_type" TEXT NOT NULL,
    "actionable" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "fraud_warnings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "store_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "orders" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("store_id","user_id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "order_id" TEXT,
    "user_id" TEXT,
    "author_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "TeamRole" NOT NULL,
    "may_refund" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by_id" TEXT NOT NULL,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_invitations" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "TeamRole" NOT NULL,
    "may_refund" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by_id" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "token_id" TEXT NOT NULL,

    CONSTRAINT "team_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "money_movements_store_id_at_id_idx" ON "money_movements"("store_id", "at", "id");

-- CreateIndex
CREATE INDEX "money_movements_stripe_payment_intent_id_idx" ON "money_movements"("stripe_payment_intent_id");

-- CreateIndex
CREATE INDEX "money_movements_order_id_idx" ON "money_movements"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "money_movements_kind_source_id_key" ON "money_movements"("kind", "source_id");

-- CreateIndex
CREATE INDEX "daily_figures_store_id_day_idx" ON "daily_figures"("store_id", "day");

-- CreateIndex
CREATE INDEX "daily_members_store_id_day_idx" ON "daily_members"("store_id", "day");

-- CreateIndex
CREATE INDEX "days_to_sum_store_id_day_idx" ON "days_to_sum"("store_id", "day");

-- CreateIndex
CREATE INDEX "reconciliations_account_id_started_at_idx" ON "reconciliations"("account_id", "started_at");

-- CreateIndex
CREATE INDEX "reconciliations_store_id_started_at_id_idx" ON "reconciliations"("store_id", "started_at", "id");

-- CreateIndex
CREATE INDEX "findings_store_id_closed_at_found_at_id_idx" ON "findings"("store_id", "closed_at", "found_at", "id");

-- CreateIndex
CREATE INDEX "findings_order_id_idx" ON "findings"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_stripe_refund_id_key" ON "refunds"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "refunds_order_id_created_at_idx" ON "refunds"("order_id", "created_at");

-- CreateIndex
CREATE INDEX "refunds_invoice_id_idx" ON "refunds"("invoice_id");

-- CreateIndex
CREATE INDEX "refunds_store_id_created_at_id_idx" ON "refunds"("store_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "refunds_next_try_at_idx" ON "refunds"("next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "disputes_stripe_dispute_id_key" ON "disputes"("stripe_dispute_id");

-- CreateIndex
CREATE INDEX "disputes_order_id_idx" ON "disputes"("order_id");

-- CreateIndex
CREATE INDEX "disputes_invoice_id_idx" ON "disputes"("invoice_id");

-- CreateIndex
CREATE INDEX "disputes_store_id_closed_at_due_by_idx" ON "disputes"("store_id", "closed_at", "due_by");

-- CreateIndex
CREATE UNIQUE INDEX "fraud_warnings_stripe_warning_id_key" ON "fraud_warnings"("stripe_warning_id");

-- CreateIndex
CREATE INDEX "fraud_warnings_order_id_idx" ON "fraud_warnings"("order_id");

-- CreateIndex
CREATE INDEX "fraud_warnings_invoice_id_idx" ON "fraud_warnings"("invoice_id");

-- CreateIndex
CREATE INDEX "fraud_warnings_store_id_closed_at_created_at_idx" ON "fraud_warnings"("store_id", "closed_at", "created_at");

-- CreateIndex
CREATE INDEX "customers_store_id_last_at_user_id_idx" ON "customers"("store_id", "last_at", "user_id");

-- CreateIndex
CREATE INDEX "customers_user_id_idx" ON "customers"("user_id");

-- CreateIndex
CREATE INDEX "notes_order_id_created_at_idx" ON "notes"("order_id", "created_at");

-- CreateIndex
CREATE INDEX "notes_store_id_user_id_created_at_idx" ON "notes"("store_id", "user_id", "created_at");

-- CreateIndex
CREATE INDEX "notes_user_id_idx" ON "notes"("user_id");

-- CreateIndex
CREATE INDEX "notes_author_id_idx" ON "notes"("author_id");

-- CreateIndex
CREATE INDEX "team_members_user_id_idx" ON "team_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_invitations_token_id_key" ON "team_invitations"("token_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_members_store_id_user_id_key" ON "team_members"("store_id", "user_id");

-- CreateIndex
CREATE INDEX "team_invitations_store_id_created_at_idx" ON "team_invitations"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "team_invitations_email_idx" ON "team_invitations"("email");

-- CreateIndex
CREATE INDEX "audit_entries_store_id_at_id_idx" ON "audit_entries"("store_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_subject_id_at_idx" ON "audit_entries"("subject_type", "subject_id", "at");

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_at_id_idx" ON "audit_entries"("actor_id", "at", "id");

-- CreateIndex
CREATE INDEX "mail_events_received_at_idx" ON "mail_events"("received_at");

-- CreateIndex
CREATE INDEX "invoices_store_id_created_at_id_idx" ON "invoices"("store_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "invoices_status_next_attempt_at_idx" ON "invoices"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "subscriptions_card_expires_on_idx" ON "subscriptions"("card_expires_on");

-- CreateIndex
CREATE INDEX "invoices_store_id_failed_at_idx" ON "invoices"("store_id", "failed_at");

-- CreateIndex
CREATE INDEX "invoices_stripe_charge_id_idx" ON "invoices"("stripe_charge_id");

-- CreateIndex
CREATE INDEX "orders_store_id_offer_id_created_at_id_idx" ON "orders"("store_id", "offer_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "orders_stripe_charge_id_idx" ON "orders"("stripe_charge_id");

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "words" tsvector;

-- CreateIndex
CREATE INDEX "outbox_emails_to_address_created_at_idx" ON "outbox_emails"("to_address", "created_at");

-- CreateIndex
CREATE INDEX "outbox_emails_store_id_created_at_id_idx" ON "outbox_emails"("store_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "stripe_events_stripe_account_id_received_at_id_idx" ON "stripe_events"("stripe_account_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "stripe_events_received_at_id_idx" ON "stripe_events"("received_at", "id");

-- CreateIndex
CREATE INDEX "stripe_events_subject_key_status_idx" ON "stripe_events"("subject_key", "status");

-- CreateIndex
CREATE INDEX "subscriptions_store_id_ended_at_idx" ON "subscriptions"("store_id", "ended_at");

-- CreateIndex
CREATE INDEX "subscriptions_store_id_lapsed_at_idx" ON "subscriptions"("store_id", "lapsed_at");

-- CreateIndex
CREATE INDEX "subscriptions_store_id_created_at_idx" ON "subscriptions"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "transitions_cause_id_idx" ON "transitions"("cause_id");

-- AddForeignKey
ALTER TABLE "money_movements" ADD CONSTRAINT "money_movements_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_transports" ADD CONSTRAINT "mail_transports_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "connected_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warnings" ADD CONSTRAINT "fraud_warnings_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warnings" ADD CONSTRAINT "fraud_warnings_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warnings" ADD CONSTRAINT "fraud_warnings_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "lesson_openings_lesson_id_idx" ON "lesson_openings"("lesson_id");

-- AddForeignKey
ALTER TABLE "lesson_openings" ADD CONSTRAINT "lesson_openings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_openings" ADD CONSTRAINT "lesson_openings_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "lessons"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- One open finding a kind and subject.
CREATE UNIQUE INDEX "findings_one_open" ON "findings" ("kind", "subject_id") WHERE "closed_at" IS NULL;
-- One open invitation an address and store.
CREATE UNIQUE INDEX "team_invitations_one_open" ON "team_invitations" ("store_id", "email") WHERE "accepted_at" IS NULL AND "withdrawn_at" IS NULL;
-- Amounts that cannot be.
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_amount_positive" CHECK ("amount" > 0);
-- Refunds on their way, of which the sweep looks for silent ones.
CREATE INDEX "refunds_on_their_way" ON "refunds" ("created_at") WHERE "status" IN ('pending', 'requires_action');
-- Refunds that did not go through, or not yet, and that nobody has put aside.
CREATE INDEX "refunds_unsettled" ON "refunds" ("store_id") WHERE "failure" IS NOT NULL AND "put_aside_at" IS NULL;
-- Whose events and sessions were compared with Stripe's longest ago: asked every few seconds.
DROP INDEX "connected_accounts_events_read";
CREATE INDEX "connected_accounts_compared" ON "connected_accounts" ((least(coalesce("events_read_to", "connected_at"), coalesce("sessions_read_to", "connected_at"))), "id") WHERE "status" = 'connected';
-- Two events about one thing are never worked on at once.
CREATE UNIQUE INDEX "stripe_events_one_at_a_time" ON "stripe_events" ("subject_key") WHERE "status" = 'processing';

-- Words of a text for a search: lower-case, cut at spaces and punctuation, each at most 60 characters. app/lib/words.ts cuts what is
-- typed at the same signs; a change here is a change there.
CREATE FUNCTION "words_of"("written" TEXT) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $words$
  SELECT array_to_tsvector(ARRAY(
    SELECT left(word, 60) FROM unnest(string_to_array(translate(lower(left(written, 2000)),
      E' \t\r\n!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~–—…·•“”‘’«»', repeat(' ', 47)), ' ')) AS word WHERE word <> ''))
$words$;

-- An address is a word as a whole as well, and from each part of its name on ("maya.lind@post.example", "lind@post.example"): whoever
-- searches for one means that one, and it is rare where its words are common.
CREATE FUNCTION "address_words"("address" TEXT) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
  SELECT array_to_tsvector(ARRAY(
    SELECT left(substr(written, start), 60) FROM (SELECT lower(coalesce(address, '')) AS written) AS given, generate_series(1, position('@' IN written) - 1) AS start
     WHERE start = 1 OR substr(written, start - 1, 1) IN ('.', '-', '_', '+')))
$words$;

-- An order is found by its number, its buyer, its payment and its title; store, kind and country stand beside, so that a search looks
-- through one store only and a rare kind or country is found without walking through all orders. No word that is typed begins with "=".
CREATE FUNCTION "orders_words"() RETURNS trigger LANGUAGE plpgsql AS $words$
BEGIN
  NEW.words := words_of(concat_ws(' ', NEW.number, NEW.buyer_name, NEW.buyer_email, NEW.buyer_business, NEW.offer_title, NEW.stripe_payment_intent_id, NEW.stripe_charge_id, NEW.id))
    || address_words(NEW.buyer_email) || array_to_tsvector(ARRAY['=' || NEW.store_id, '=' || NEW.offer_kind, '=' || coalesce(NEW.buyer_country, '')]);
  RETURN NEW;
END
$words$;
CREATE TRIGGER "orders_words" BEFORE INSERT OR UPDATE OF number, buyer_name, buyer_email, buyer_business, buyer_country, offer_title, stripe_payment_intent_id, stripe_charge_id ON "orders"
  FOR EACH ROW EXECUTE FUNCTION "orders_words"();
UPDATE "orders" SET "buyer_name" = "buyer_name";

CREATE FUNCTION "users_words"() RETURNS trigger LANGUAGE plpgsql AS $words$
BEGIN
  NEW.words := words_of(concat_ws(' ', NEW.name, NEW.email)) || address_words(NEW.email);
  RETURN NEW;
END
$words$;
CREATE TRIGGER "users_words" BEFORE INSERT OR UPDATE OF name, email ON "users" FOR EACH ROW EXECUTE FUNCTION "users_words"();
UPDATE "users" SET "name" = "name";

CREATE INDEX "orders_words_idx" ON "orders" USING gin ("words");
CREATE INDEX "users_words_idx" ON "users" USING gin ("words");

-- What stands apart from the many paid orders is found without walking through them.
CREATE INDEX "orders_not_paid" ON "orders" ("store_id", "status", "created_at", "id") WHERE "status" <> 'paid';
CREATE INDEX "orders_without_fee" ON "orders" ("paid_at") WHERE "stripe_fee" IS NULL AND "stripe_payment_intent_id" IS NOT NULL;
CREATE INDEX "orders_pay_back_refused" ON "orders" ("store_id", "created_at", "id") WHERE "pay_back_error" IS NOT NULL;
CREATE INDEX "orders_countries" ON "orders" ("store_id", "buyer_country") WHERE "buyer_country" IS NOT NULL;
CREATE INDEX "orders_given" ON "orders" ("store_id", "created_at", "id") WHERE "given_by_id" IS NOT NULL;

-- Customers of the sales that were made before there was a list of them.
INSERT INTO "customers" ("store_id", "user_id", "first_at", "last_at", "orders")
SELECT o."store_id", o."user_id", min(o."paid_at"), max(o."paid_at"), count(*)
  FROM "orders" o JOIN "users" u ON u."id" = o."user_id" AND u."deleted_at" IS NULL
 WHERE o."paid_at" IS NOT NULL GROUP BY o."store_id", o."user_id";

-- The books of what was sold before there were books. What went back stands as one movement a payment until Stripe is asked again.
INSERT INTO "money_movements" ("id", "store_id", "connected_account_id", "kind", "source_id", "order_id", "offer_id", "country", "currency", "gross", "tax", "platform_fee", "stripe_fee", "stripe_payment_intent_id", "at")
SELECT 'mvt_' || replace(gen_random_uuid()::text, '-', ''), "store_id", "connected_account_id", 'payment', "id", "id", "offer_id", coalesce("buyer_country", ''), "currency", "amount_paid", "tax_amount", -"application_fee", -coalesce("stripe_fee", 0), "stripe_payment_intent_id", "paid_at"
  FROM "orders" WHERE "paid_at" IS NOT NULL AND "connected_account_id" IS NOT NULL AND "amount_paid" > 0 AND "status" IN ('paid', 'partially_refunded', 'refunded');
INSERT INTO "money_movements" ("id", "store_id", "connected_account_id", "kind", "source_id", "order_id", "invoice_id", "offer_id", "country", "currency", "gross", "tax", "platform_fee", "stripe_fee", "stripe_payment_intent_id", "at")
SELECT 'mvt_' || replace(gen_random_uuid()::text, '-', ''), i."store_id", s."connected_account_id", 'payment', i."id", s."order_id", i."id", s."offer_id", coalesce(o."buyer_country", ''), i."currency", i."amount_paid", i."tax_amount", -i."application_fee", -coalesce(i."stripe_fee", 0), i."stripe_payment_intent_id", coalesce(i."paid_at", i."created_at")
  FROM "invoices" i JOIN "subscriptions" s ON s."id" = i."subscription_id" JOIN "orders" o ON o."id" = s."order_id"
 WHERE i."status" = 'paid' AND i."amount_paid" > 0
   AND NOT (o."amount_paid" > 0 AND (i."billing_reason" = 'subscription_create' OR coalesce(i."stripe_payment_intent_id" = o."stripe_payment_intent_id", false)));
INSERT INTO "money_movements" ("id", "store_id", "connected_account_id", "kind", "source_id", "order_id", "invoice_id", "offer_id", "country", "currency", "gross", "tax", "platform_fee", "stripe_fee", "stripe_payment_intent_id", "at")
SELECT 'mvt_' || replace(gen_random_uuid()::text, '-', ''), m."store_id", m."connected_account_id", 'refund', m."source_id", m."order_id", m."invoice_id", m."offer_id", m."country", m."currency", -back."amount", -(m."tax" * back."amount" / m."gross"), 0, 0, m."stripe_payment_intent_id", back."at"
  FROM "money_movements" m
  JOIN LATERAL (
    SELECT o."amount_refunded" AS "amount", coalesce((SELECT max(t."at") FROM "transitions" t WHERE t."subject_type" = 'order' AND t."subject_id" = o."id" AND t."to_state" IN ('partially_refunded', 'refunded')), o."paid_at") AS "at"
      FROM "orders" o WHERE m."invoice_id" IS NULL AND o."id" = m."order_id" AND o."amount_refunded" > 0
    UNION ALL
    SELECT i."amount_refunded", m."at" FROM "invoices" i WHERE i."id" = m."invoice_id" AND i."amount_refunded" > 0
  ) back ON true
 WHERE m."kind" = 'payment';
INSERT INTO "days_to_sum" ("id", "store_id", "day", "marked_at")
SELECT 'dts_' || replace(gen_random_uuid()::text, '-', ''), "store_id", "day", now() FROM (
  SELECT "store_id", ("at" AT TIME ZONE 'UTC')::date AS "day" FROM "money_movements"
  UNION SELECT "store_id", ("created_at" AT TIME ZONE 'UTC')::date FROM "orders" WHERE "connected_account_id" IS NOT NULL
  UNION SELECT "store_id", ("created_at" AT TIME ZONE 'UTC')::date FROM "subscriptions"
  UNION SELECT "store_id", ("trial_ends_at" AT TIME ZONE 'UTC')::date FROM "subscriptions" WHERE "trial_ends_at" <= now()
  UNION SELECT "store_id", ("ended_at" AT TIME ZONE 'UTC')::date FROM "subscriptions" WHERE "ended_at" IS NOT NULL
) AS "days";
-- End of the books.
