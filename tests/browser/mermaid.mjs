// Mermaid itself draws what we write: node mermaid.mjs FILE…, each with a FILE.json of the labels that it has to show.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { withBrowser } from "./browser.mjs";

const mermaid = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js");

await withBrowser(async (browser) => {
  const page = await browser.newPage();
  const logged = [];
  page.on("pageerror", (error) => logged.push(error.message));
  await page.addScriptTag({ path: mermaid });
  await page.evaluate(() => window.mermaid.initialize({ startOnLoad: false, securityLevel: "strict" }));
  for (const file of process.argv.slice(2)) {
    const drawn = await page.evaluate(async (text) => {
      await window.mermaid.parse(text);
      const { svg } = await window.mermaid.render("drawn", text);
      document.body.innerHTML = svg;
      const texts = (selector) => [...document.querySelectorAll(selector)].map((label) => label.innerText.replace(/\s+/g, " ").trim());
      return { nodes: texts(".node .nodeLabel"), edges: texts(".edgeLabel .edgeLabel"), type: window.mermaid.detectType(text) };
    }, readFileSync(file, "utf8"));
    const expected = JSON.parse(readFileSync(`${file}.json`, "utf8"));
    const plain = (labels) => labels.map((label) => label.replace(/\s+/g, " ").trim()).filter(Boolean).sort();
    assert.deepEqual(plain(drawn.nodes), plain(expected.nodes), file);
    assert.deepEqual(plain(drawn.edges), plain(expected.edges), file);
    assert.match(drawn.type, /flowchart/);
  }
  assert.deepEqual(logged, []);
});
