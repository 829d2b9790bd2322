// Who is on call at the reader's moment, by the tables of shifts: node shifts.mjs PAGE PAGE_WITH_SECONDARY

import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file, secondary] = process.argv.slice(2);

/** What the page says of each party at a moment. */
async function onCall(page, moment) {
  await page.clock.setFixedTime(new Date(moment));
  await page.reload();
  return page.$$eval("#on-call-now > div", (parties) =>
    Object.fromEntries(parties.map((party) => [party.children[0].textContent, [...party.children].slice(1).map((who) => who.textContent.trim())])));
}

await withBrowser(async (browser) => {
  const { page, seen, close } = await open(browser, file);
  assert.deepEqual(await onCall(page, "2026-01-10T11:00:00+01:00"), {
    "Platform Team": ["Anke Petersen +49 40 66969 101 platform-hamburg"],
    "Database Team": ["Gesa Lorenz +49 40 66969 107"],
  });
  // Past shifts are hidden, the current one is marked, and two are on call while they hand over.
  const later = await onCall(page, "2026-01-14T10:00:00+01:00");
  assert.deepEqual(later["Database Team"], ["Hanno Behrens +49 40 66969 108"]);
  assert.equal(await page.textContent("#on-call tr.now th"), "Björn Thomsen");
  assert.equal(await page.$$eval("#on-call tr[hidden]", (rows) => rows.length > 5 && rows.every((row) => !row.classList.contains("now"))), true);
  assert.deepEqual((await onCall(page, "2026-01-13T08:30:00+01:00"))["Platform Team"].length, 2);
  assert.deepEqual((await onCall(page, "2026-01-13T05:00:00+01:00"))["Platform Team"], [
    "Erin Walsh +1 617 555 0105 platform-boston",
  ]);
  const before = await onCall(page, "2026-01-01T12:00:00+01:00");
  assert.match(before["Database Team"][0], /^nobody before Wed 2026-01-07 10:00, then Gesa Lorenz/);
  assert.deepEqual((await onCall(page, "2027-01-01T12:00:00+01:00"))["Database Team"], ["not on this page, which is too old"]);
  assert.deepEqual([seen.logged, seen.dialogs], [[], []]);
  await close();

  // The primary comes first, though the secondary began earlier.
  const both = await open(browser, secondary);
  assert.deepEqual(await onCall(both.page, "2026-01-14T11:00:00+01:00"), {
    Web: ["Ana +49 40 66969 101 first", "Bob +49 40 66969 102 second (secondary)"],
  });
  await both.close();

  // Without a script the shifts are a table.
  const plain = await open(browser, file, { javaScriptEnabled: false });
  assert.equal(await plain.page.isVisible("#on-call time"), true);
  assert.equal(await plain.page.$("#on-call-now"), null);
  await plain.close();
});
