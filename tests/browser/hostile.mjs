// The page of a matrix whose every text is an attack: node hostile.mjs PAGE

import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file] = process.argv.slice(2);
const SCHEMES = ["mailto:", "tel:", "https:", "http:", "file:"];

await withBrowser(async (browser) => {
  for (const width of [1280, 390]) {
    const { page, seen, address, close } = await open(browser, file, { viewport: { width, height: 800 } });
    // Whatever is set off by a key, a click or the focus is set off.
    for (const link of await page.$$("a[href^='#'], select, input")) {
      await link.focus();
      await link.hover({ force: true, timeout: 2000 }).catch(() => {});
    }
    await page.fill("#find-text", "<script>");
    assert.match(await page.textContent("#find-count"), /^\d+ areas? in /);
    await page.fill("#find-text", "");

    assert.equal(await page.evaluate(() => window.hacked), undefined);
    const counted = await page.evaluate(() => ({
      scripts: document.scripts.length,
      styles: document.querySelectorAll("style, link[rel=stylesheet]").length,
      strangers: [...document.querySelectorAll("img, svg, iframe, object, embed, form, base, plaintext, u, i, h1:not(.head > *)")].map((stranger) => stranger.outerHTML),
      handlers: [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith("on") || name === "style" || name === "autofocus").map(({ name }) => name),
      links: [...document.links].map((link) => new URL(link.href).protocol),
      titles: [document.title, document.querySelector("h1").textContent],
      mains: document.querySelectorAll("body > main").length,
      sections: document.querySelectorAll("main > section").length,
      hidden: [...document.body.innerText].filter((c) => /[\u202a-\u202e\u2066-\u2069\u200b\u2028\u001b\u0007]/.test(c)),
      wide: document.documentElement.scrollWidth - innerWidth,
    }));
    assert.equal(counted.scripts, 1);
    assert.equal(counted.styles, 1);
    assert.deepEqual(counted.strangers, []);
    assert.deepEqual(counted.handlers, []);
    assert.deepEqual(counted.links.filter((scheme) => !SCHEMES.includes(scheme)), []);
    assert.deepEqual(counted.titles, Array(2).fill("</title><script>window.hacked = 1</script> & \"'"));
    assert.equal(counted.mains, 1);
    assert.equal(counted.sections, 12);
    assert.deepEqual(counted.hidden, []);
    assert.ok(counted.wide <= 0, `${counted.wide} pixels too wide at ${width}`);
    // Nothing is cut, and nothing stands on anything else: every row of the matrix is as tall as what is in it.
    const cut = await page.$$eval(".matrix tbody :is(td, th), .card, .chip, .stop", (boxes) =>
      boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.className}: ${box.textContent.slice(0, 60)}`));
    assert.deepEqual(cut, []);
    const addresses = await page.$$eval("a.address", (links) => links.map((link) => link.getAttribute("href")));
    for (const expected of ["mailto:a%3Fbcc%3Dx@evil.example", "tel:+49305550100", "https://x.example/%22onclick=%22alert(1)", "https://x.example/?a=1&b=%3C2%3E"]) {
      assert.ok(addresses.includes(expected), `${expected} in ${addresses}`);
    }
    assert.ok(!addresses.some((href) => /XXX|script>|javascript|^data/.test(href)), `${addresses}`);
    assert.deepEqual(seen, { logged: [], asked: [address], dialogs: [] });
    await close();
  }
});
