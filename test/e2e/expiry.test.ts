import { expect, test } from "vitest";
import { openDatabase } from "~/db.server";
import { newId } from "~/lib/ids";
import { launchChromium } from "../setup/chromium";
import { startDemoWorld } from "../setup/demo-world";
import { expectAccessible, logins, signIn, useBrowser } from "./browser";

useBrowser();

interface Ended {
  kind: string;
  offerId: string;
  slug: string;
}

test("access that was sold for some days runs out, for each kind that is bought once; it can be bought again", async () => {
  // A world of its own: its clock cannot be turned, so the day is written into its database while the app rests.
  const own = await startDemoWorld();
  const browser = await launchChromium();
  try {
    await own.killApp();
    const connection = await openDatabase({ databaseUrl: null, dataDir: own.env.DATA_DIR ?? "" });
    const { rows: wanted } = await connection.query<Ended & { userId: string; owned: boolean }>(
      `SELECT o.kind::text AS kind, o.id AS "offerId", o.slug, u.id AS "userId",
              EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND g.offer_id = o.id AND g.revoked_at IS NULL) AS owned
         FROM offers o JOIN stores s ON s.id = o.store_id, users u
        WHERE s.slug = 'fern-and-kiln' AND u.email = $1 AND o.slug IN ('wheel-throwing', 'cones-and-shrinkage', 'studio-logbook', 'whole-studio')`,
      [logins.student.email],
    );
    // The membership of the demo's student opens some of them as well: this is about what was bought.
    await connection.query(`DELETE FROM tier_items`);
    for (const { owned, userId, offerId } of wanted) {
      if (!owned) await connection.query(`INSERT INTO grants (id, user_id, offer_id, granted_at) VALUES ($1, $2, $3, now() - interval '31 days')`, [newId("grant"), userId, offerId]);
      await connection.query(`UPDATE grants SET expires_at = now() - interval '1 minute' WHERE user_id = $1 AND offer_id = $2 AND revoked_at IS NULL`, [userId, offerId]);
    }
    await connection.close();
    expect(new Set(wanted.map(({ kind }) => kind))).toEqual(new Set(["course", "download", "bundle"]));
    await own.startApp();

    const page = await (await browser.newContext({ baseURL: own.url, viewport: { width: 360, height: 740 }, reducedMotion: "reduce" })).newPage();
    await signIn(page, logins.student);
    for (const { offerId, slug } of wanted) {
      await page.goto(`/library/${offerId}`);
      await page.getByRole("heading", { name: /access|over|closed/i, level: 2 }).waitFor();
      await expectAccessible(page);
      expect(await page.getByRole("link", { name: /^(start|continue|download)/i }).count()).toBe(0);
      await page.goto(`/s/fern-and-kiln/${slug}`);
      await page.getByRole("button", { name: /^buy/i }).first().waitFor();
    }
    await page.goto("/library");
    const shelf = await page.getByRole("main").innerText();
    for (const title of ["Wheel Throwing from the Ground Up", "The Studio Logbook", "The Whole Studio"]) expect(shelf).not.toContain(title);
  } finally {
    await browser.close();
    await own.stop();
  }
}, 420_000);
