// The page of a harmless matrix in a real browser: node page.mjs PAGE
//
// It is loaded without a request or a message, it filters by keyboard, its links lead somewhere, and an accessibility
// checker has nothing to say, in both colour schemes, on a desk and on a phone.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { open, withBrowser } from "./browser.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const [file] = process.argv.slice(2);

/** The names of the areas that are shown. */
const areas = (page) => page.$$eval(".matrix tr.area:not([hidden])", (rows) =>
  rows.filter((row) => row.offsetParent !== null).map((row) => row.cells[0].querySelector("div").firstChild.textContent.trim()));

const count = (page) => page.textContent("#find-count");

async function filters(browser) {
  const { page, seen, address, close } = await open(browser, file);
  assert.equal(await count(page), "38 areas in 8 systems");
  assert.ok(await page.isHidden(".jump"), "the filter stands in the place of the links to the systems");

  // The keyboard alone: to the skip link, to the filter, into the answer.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find-text");
  await page.keyboard.type("BACKUP");
  assert.deepEqual(await areas(page), ["Backup & Recovery", "Backup Procedures"]);
  assert.equal(await count(page), "2 areas in 2 systems");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find-system");
  await page.keyboard.press("p");
  assert.deepEqual(await areas(page), ["Backup & Recovery"]);
  const answer = await page.locator(".matrix tr.area:not([hidden])").first();
  assert.match(await answer.textContent(), /Database Administration Team.*24\/7.*Infrastructure Team.*Chief Information Officer/s);
  const box = await answer.boundingBox();
  assert.ok(box.y + box.height <= 800, `the answer is on the first screen: ${JSON.stringify(box)}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await count(page), "38 areas in 8 systems");
  // Names that people know a system by, several words, and nothing at all.
  await page.keyboard.type("postgres schéma backend");
  assert.deepEqual(await areas(page), ["Schema Changes"]);
  await page.keyboard.type("xyz");
  assert.match(await count(page), /^Nothing fits/);
  await page.keyboard.press("Escape");
  await page.keyboard.type("devops");

  // From a cell to the party, from the party back to a row that is filtered away.
  await page.focus(".matrix tr.area:not([hidden]) .chip");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#party-[a-z-]+$/);
  assert.match(await page.textContent(":target > h4"), /team|role/i);
  assert.ok(await page.evaluate(() => document.querySelector(":target").getBoundingClientRect().top < innerHeight));
  await page.click("#party-db-admin a[href='#area-postgresql--operations']");
  // The page hears of the new address later.
  await page.waitForSelector("#area-postgresql--operations", { state: "visible" });
  assert.equal(await count(page), "38 areas in 8 systems");

  assert.deepEqual(await page.$$eval("a[href^='#']", (links) =>
    links.map((link) => link.getAttribute("href")).filter((href) => !document.getElementById(href.slice(1)))), []);
  const ids = await page.$$eval("[id]", (elements) => elements.map((element) => element.id));
  assert.equal(new Set(ids).size, ids.length, "an id is given once");
  assert.deepEqual(seen, { logged: [], asked: [address], dialogs: [] });
  await close();
}

async function isReadWithoutAScript(browser) {
  const { page, close } = await open(browser, file, { javaScriptEnabled: false });
  assert.ok(await page.isVisible(".jump") && await page.isHidden(".find"));
  assert.ok(await page.isVisible("#area-ssl-certificates--renewal"));
  await close();
}

async function isAccessible(browser) {
  // Each width and each scheme once: the checker looks at every text for seconds.
  const thorough = process.env.OWN_TEST_THOROUGH === "1";
  for (const width of [1280, 390]) {
    for (const colorScheme of thorough ? ["light", "dark"] : [width === 1280 ? "light" : "dark"]) {
      // The checker is put in from outside, which the page's own policy would refuse.
      const { page, close } = await open(browser, file, { bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => window.axe.run());
      const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html, any }) => `${html} ${any.map(({ message }) => message)}`).join("; ")}`);
      assert.deepEqual(told, [], `${width} ${colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
      await close();
    }
  }
}

await withBrowser(async (browser) => {
  await filters(browser);
  await isReadWithoutAScript(browser);
  await isAccessible(browser);
});
