// No address breaks across lines or leaves its cell, and no name breaks within a word: node lines.mjs PAGE

import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file] = process.argv.slice(2);
await withBrowser(async (browser) => {
  for (const width of [1280, 390]) {
    const { page, close } = await open(browser, file, { viewport: { width, height: 800 } });
    const broken = await page.evaluate(() => {
      const lines = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      };
      const leaves = (element) => {
        const cell = element.closest("td, th, dd, .contacts");
        return cell && element.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
      };
      const address = (element) => lines(element) > 1 || leaves(element);
      const name = (element) => lines(element) > element.textContent.trim().split(/\s+/).length;
      const found = (query, is) => [...document.querySelectorAll(query)].filter(is).map(({ textContent }) => textContent);
      return [...found(".address:not(.long)", address), ...found(".chip:not(.long)", name)];
    });
    assert.deepEqual(broken, [], `${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
    await close();
  }
});
