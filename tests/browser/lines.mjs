// No address, date or number breaks across lines or leaves its cell, and no name breaks within a word: node lines.mjs PAGE

import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file] = process.argv.slice(2);
await withBrowser(async (browser) => {
  for (const width of [1280, 390]) {
    const { page, close } = await open(browser, file, { viewport: { width, height: 800 } });
    const broken = await page.evaluate(() => {
      const linesOf = (range) => new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      const lines = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return linesOf(range);
      };
      const leaves = (element) => {
        const cell = element.closest("td, th, dd, .contacts");
        return cell && element.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
      };
      const address = (element) => lines(element) > 1 || leaves(element);
      const name = (element) => lines(element) > element.textContent.trim().split(/\s+/).length;
      const found = (query, is) => [...document.querySelectorAll(query)].filter(is).map(({ textContent }) => textContent);
      // Found in the text, whatever element it is in.
      const numbers = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { currentNode: text } = texts;
        if (text.parentElement.closest("script, style, .address.long")) continue;
        const numbersOrDates =
          /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d|\+\d[\d ]{5,}\d/g;
        const whole = text.parentElement.closest(".area th") ? /\S+/g : numbersOrDates;
        for (const { 0: number, index } of text.data.matchAll(whole)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + number.length);
          if (linesOf(range) > 1) numbers.push(number);
        }
      }
      return [...found(".address:not(.long)", address), ...found(".chip:not(.long)", name), ...found(".whole", leaves), ...numbers];
    });
    assert.deepEqual(broken, [], `${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide at ${width}`);
    await close();
  }
});
